import * as z from 'zod/mini'
import { kstDate } from './date.ts'
import { Id } from './id.ts'
import { isBlank } from './kst-time.ts'
import { maybe, type Reading, read, refuse, shape } from './reading.ts'
import { text } from './text.ts'
import { webAddress } from './web-address.ts'

/** Messages taken over at once: what one screen can show for checking. */
export const CITED_MAX = 20
/** Sources beside messages that one entry may rest on: more is a file of its own. */
export const SOURCES_MAX = 20

/** How sure a fact of the timeline is: said by somebody, checked by a host, contradicted, or put right. */
export const factStates = ['claimed', 'confirmed', 'disputed', 'corrected'] as const
export type FactState = (typeof factStates)[number]

/** What a host can say of a fact. */
export const judgements = ['confirmed', 'disputed', 'corrected'] as const
export type Judgement = (typeof judgements)[number]

/** 공지, 업체 발언, 약속, 이행, 미이행, 침묵, 기관, 수사, 법원, 언론, 우리의 행동, 위험 신호, 그 밖의 일. */
export const factKinds = [
  'notice',
  'statement',
  'promise',
  'kept',
  'broken',
  'silence',
  'agency',
  'police',
  'court',
  'press',
  'ours',
  'sign',
  'other',
] as const
export type FactKind = (typeof factKinds)[number]

/** What the company itself said: the last of these is where its silence begins. */
export const companyKinds: readonly FactKind[] = ['notice', 'statement', 'promise', 'kept']

/** 할인 급증, 정산 지연, 고객센터 무응답, 대량 취소, 배송 지연, 현금 유도, 직원·입점사 이탈, 접속 불가. */
export const warningSigns = [
  'deep_discount',
  'late_settlement',
  'no_answer',
  'mass_cancel',
  'late_delivery',
  'cash_only',
  'leaving',
  'site_down',
] as const
export type WarningSign = (typeof warningSigns)[number]

export const outcomes = ['kept', 'broken'] as const
export type Outcome = (typeof outcomes)[number]

/** What is done about names of people in what everybody may see: ask first, cover them, or say that they are none. */
export const nameWays = ['ask', 'cover', 'keep'] as const
export type NameWay = (typeof nameWays)[number]

/** Ids of messages, in a form repeated or with commas between. Refuses `citation.none`, `citation.too_many`. */
export const MessageIds = shape((raw) => {
  const listed = Array.isArray(raw) ? raw : typeof raw === 'string' ? raw.split(',') : []
  const ids = [...new Set(listed.filter((one) => one !== ''))]
  if (ids.length === 0) return refuse('citation.none')
  if (ids.length > CITED_MAX) return refuse('citation.too_many')
  const all = z.array(Id).safeParse(ids)
  return all.success ? read(all.data) : refuse('citation.none')
})

/** A clock time of Seoul, `HH:MM`, or null when only the day is known. Refuses `fact_time.unreadable`. */
const ClockTime = shape((raw) => {
  if (raw === undefined || raw === null || raw === '') return read(null)
  const match = typeof raw === 'string' ? /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(raw.trim()) : null
  return match ? read(`${match[1]?.padStart(2, '0')}:${match[2]}`) : refuse('fact_time.unreadable')
})

/** One of some words; anything else, also nothing, is refused as `code`, or is `fallback` when nothing was sent. */
export function oneOf<const T extends string>(known: readonly T[], code: string, fallback?: T) {
  return shape((raw): Reading<T> => {
    if (fallback !== undefined && isBlank(raw)) return read(fallback)
    const value = known.find((each) => each === raw)
    return value ? read(value) : refuse(code)
  })
}

const orNull = <T>(schema: z.ZodMiniType<T, unknown>) =>
  z.pipe(
    maybe(schema),
    z.transform((given): T | null => given ?? null),
  )
const isOn = shape((raw) => read(raw === 'on'))

/** Ids of boxes that were ticked, none or many. */
const Ticked = shape((raw) => {
  const listed = Array.isArray(raw) ? raw : isBlank(raw) ? [] : [raw]
  if (listed.length > SOURCES_MAX) return refuse('fact.too_many_sources')
  const ids = z.array(Id).safeParse([...new Set(listed)])
  return ids.success ? read(ids.data) : refuse('fact.source_unknown')
})

const Typed = z.object({
  body: text({ max: 600, multiline: true, code: 'fact_body' }),
  happenedOn: kstDate,
  happenedTime: ClockTime,
  asOf: isOn,
  kind: oneOf(factKinds, 'fact.kind_needed', 'other'),
  sign: orNull(oneOf(warningSigns, 'fact.sign_needed')),
  speakerId: orNull(Id),
  speaker: text({ max: 60, min: 0, code: 'fact_speaker' }),
  speakerRole: text({ max: 60, min: 0, code: 'fact_speaker' }),
  dueOn: orNull(kstDate),
  dueTime: ClockTime,
})

/**
 * What an entry states. Dates `YYYY-MM-DD`, times `HH:MM`, both of Korea; without a time only the day is known. `asOf`:
 * how things stood then. A sign belongs to kind `sign` alone, a due date to a promise.
 */
export type FactEntry = z.output<typeof Typed>

/**
 * Holds the parts against the kind; nothing that was typed is dropped. Codes: `fact.sign_needed`, `fact.sign_unfit`,
 * `fact.due_before`, `fact.due_unfit`, `time.date_needed`.
 */
function whole<F extends FactEntry>(form: F, payload: z.core.ParsePayload): F {
  const { kind, sign, dueOn, dueTime, happenedOn } = form
  const isPromise = kind === 'promise'
  const no = (path: string, message: string) =>
    payload.issues.push({ code: 'custom', message, path: [path], input: undefined })
  if (kind === 'sign' && sign === null) no('sign', 'fact.sign_needed')
  if (kind !== 'sign' && sign !== null) no('sign', 'fact.sign_unfit')
  if (!isPromise && (dueOn !== null || dueTime !== null)) no('dueOn', 'fact.due_unfit')
  else if (dueOn === null && dueTime !== null) no('dueOn', 'time.date_needed')
  else if (dueOn !== null && dueOn < happenedOn) no('dueOn', 'fact.due_before')
  return { ...form, asOf: form.asOf || kind === 'silence' }
}

const Links = z.object({ url: webAddress('fact_url'), captureIds: Ticked, evidenceIds: Ticked })
/** Sources beside messages; the address of a page, and pages and evidence of one's own by id. */
export type FactLinks = z.output<typeof Links>

/** What the form for an entry sends. Sent twice with one `id`, it is one. */
export const FactForm = z.pipe(
  z.object({ id: Id, ...Typed.shape, ...Links.shape }),
  z.transform((form, payload) => whole(form, payload)),
)

/** The same, resting on messages. */
export const FactFromMessages = z.pipe(
  z.object({ id: Id, messages: MessageIds, ...Typed.shape }),
  z.transform((form, payload) => whole(form, payload)),
)

const why = (min: 0 | 1) => text({ max: 200, min, code: 'fact_why' })
const version = shape((raw) => {
  const given = Number(raw)
  return Number.isSafeInteger(given) && given > 0 ? read(given) : refuse('fact.changed_elsewhere')
})
const names = oneOf(nameWays, 'fact.names_in_public', 'ask')

/** A correction; `version` is the one it was made from, `id` the form's own. */
export const FactEdit = z.pipe(
  z.object({ id: Id, version, ...Typed.shape, why: why(1), names }),
  z.transform((form, payload) => whole(form, payload)),
)

/** How sure it is, and why; only a first confirmation needs no reason. */
export const JudgeForm = z
  .object({ factId: Id, state: oneOf(judgements, 'fact.judgement_needed'), why: why(0) })
  .check(
    z.refine(({ state, why }) => state === 'confirmed' || why !== '', {
      error: 'fact_why.empty',
      path: ['why'],
    }),
  )
export const FactRef = z.object({ factId: Id })
export const SettleForm = z.object({
  factId: Id,
  outcome: oneOf(outcomes, 'fact.outcome_needed'),
  why: why(0),
})
export const PublishForm = z.object({ factId: Id, names })
export const LinksForm = z.object({ factId: Id, id: Id, ...Links.shape })
export const SourceRef = z.object({ factId: Id, sourceId: Id })
export const DifferForm = z.object({ factId: Id, otherId: orNone('fact.other_needed'), differ: isOn })

function orNone(code: string) {
  return shape((raw): Reading<string> => {
    const id = Id.safeParse(raw)
    return id.success ? read(id.data) : refuse(code)
  })
}

/** What the form for evidence sends. */
export const EvidenceDraft = z.object({
  id: Id,
  messages: MessageIds,
  title: text({ max: 80, code: 'evidence_title' }),
  shows: text({ max: 300, min: 0, multiline: true, code: 'evidence_shows' }),
})
export type EvidenceDraft = z.infer<typeof EvidenceDraft>
