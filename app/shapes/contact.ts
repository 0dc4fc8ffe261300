import * as z from 'zod/mini'
import { seoulDate } from './civil-date.ts'
import { parseDate } from './date.ts'
import { Id } from './id.ts'
import { isBlank, readTime } from './kst-time.ts'
import { maybe, type Reading, read, refuse, shape } from './reading.ts'
import { text } from './text.ts'

/** 전화, 문자, 메일, 카카오톡, 플랫폼 메시지, 방문. */
export const contactChannels = ['phone', 'sms', 'mail', 'kakao', 'platform', 'visit'] as const
export type ContactChannel = (typeof contactChannels)[number]

/** From the member to the company, or from the company to the member. */
export const contactDirections = ['out', 'in'] as const
export type ContactDirection = (typeof contactDirections)[number]

/** What came of it: they answered, they did not, or it was sent and one waits. */
export const contactOutcomes = ['answered', 'unanswered', 'waiting'] as const
export type ContactOutcome = (typeof contactOutcomes)[number]

/** What the member said to what the company asked for: 동의, 거절, 답하지 않음. */
export const contactReplies = ['agreed', 'refused', 'none'] as const
export type ContactReply = (typeof contactReplies)[number]

/** Longest texts of an entry, in graphemes: an office, and what was said. */
export const CONTACT_TEXT = { whom: 40, gist: 500 } as const

/** Ways on which nobody answered before a court or an agency takes the silence seriously (product.md 2.4). */
export const WAYS_NEEDED = 2

/** What one entry states. Dates `YYYY-MM-DD`, times `HH:MM`, both of Korea; without a time only the day is known. */
export type ContactDraft = {
  channel: ContactChannel
  direction: ContactDirection
  outcome: ContactOutcome
  happenedOn: string
  happenedTime: string | null
  whom: string
  gist: string
  reply: ContactReply | null
  evidenceId: string | null
  claimId: string | null
}

function oneOf<const T extends string>(known: readonly T[], code: string) {
  return shape((raw): Reading<T> => {
    const value = known.find((each) => each === raw)
    return value ? read(value) : refuse(code)
  })
}

const orNull = <T>(schema: z.ZodMiniType<T, unknown>) =>
  z.pipe(
    maybe(schema),
    z.transform((given): T | null => given ?? null),
  )

const channel = oneOf(contactChannels, 'contact.channel_needed')
const outcome = oneOf(contactOutcomes, 'contact.outcome_needed')

const Fields = z.object({
  channel,
  direction: oneOf(contactDirections, 'contact.direction_needed'),
  outcome: orNull(outcome),
  happenedOn: shape((raw) => parseDate(raw, seoulDate(Date.now()))),
  happenedTime: shape((raw): Reading<string | null> => (isBlank(raw) ? read(null) : readTime(raw))),
  whom: text({ max: CONTACT_TEXT.whom, min: 0, code: 'contact_whom' }),
  gist: text({ max: CONTACT_TEXT.gist, min: 0, multiline: true, code: 'contact_gist' }),
  reply: orNull(oneOf(contactReplies, 'contact.reply_wrong')),
  evidenceId: orNull(Id),
  claimId: orNull(Id),
})
type Typed = z.output<typeof Fields>

/** The version a form was opened with. */
const version = shape((raw) => {
  const given = Number(raw)
  return Number.isSafeInteger(given) && given > 0 ? read(given) : refuse('contact.changed_elsewhere')
})

/** An entry as its form sends it; `id` is the form's own. What the company began has been answered. */
export const ContactForm = z.pipe(z.object({ id: Id, ...Fields.shape }), z.transform(whole))
/** A correction; `version` is the one it was made from, `id` the form's own. */
export const ContactEdit = z.pipe(
  z.object({
    id: Id,
    version,
    ...Fields.shape,
  }),
  z.transform(whole),
)

/** The quick entry: how and what came of it, just now. `claimId` where the page was opened from a claim. */
export const QuickContact = z.object({ id: Id, channel, outcome, claimId: orNull(Id) })

/** A ready message that was sent: which tone, on which way, for which claim. */
export const contactTones = ['polite', 'firm'] as const
export type ContactTone = (typeof contactTones)[number]
export const SentContact = z.object({
  id: Id,
  channel,
  tone: oneOf(contactTones, 'contact.tone_needed'),
  claimId: orNull(Id),
})

/** What came of an entry that was waiting. */
export const ContactSettling = z.object({
  id: Id,
  contactId: Id,
  version,
  outcome: oneOf(['answered', 'unanswered'], 'contact.outcome_needed'),
})

function whole<F extends Typed>(form: F, payload: z.core.ParsePayload) {
  const { direction, reply } = form
  const outcome = direction === 'in' ? 'answered' : form.outcome
  if (outcome === null) {
    payload.issues.push({ code: 'custom', message: 'contact.outcome_needed', path: ['outcome'], input: null })
    return z.NEVER
  }
  return { ...form, outcome, reply: outcome === 'answered' ? reply : null }
}

/** What a summary looks at. `happenedAt` is an ISO instant. */
export type Tried = {
  channel: ContactChannel
  direction: ContactDirection
  outcome: ContactOutcome
  happenedAt: string
}

/** Tries of the member's, and how many of them nobody answered, on which ways, from when to when (ISO). */
export type ContactSummary = {
  tries: number
  answered: number
  waiting: number
  unanswered: number
  ways: ContactChannel[]
  first: string | null
  last: string | null
  /** When the company last answered or called by itself. */
  heardAt: string | null
  /** Silence on enough ways to be shown to a court or an agency: `WAYS_NEEDED`. */
  enough: boolean
}

/** 무응답 n회, 몇 개 경로, 처음과 마지막. Pure; order does not matter. */
export function contactSummary(contacts: readonly Tried[]): ContactSummary {
  const out = contacts.filter(({ direction }) => direction === 'out')
  const silent = out.filter(({ outcome }) => outcome === 'unanswered')
  const times = silent.map(({ happenedAt }) => happenedAt).sort()
  const heard = contacts.filter(({ outcome }) => outcome === 'answered').map(({ happenedAt }) => happenedAt)
  const ways = contactChannels.filter((each) => silent.some(({ channel }) => channel === each))
  return {
    tries: out.length,
    answered: out.filter(({ outcome }) => outcome === 'answered').length,
    waiting: out.filter(({ outcome }) => outcome === 'waiting').length,
    unanswered: silent.length,
    ways,
    first: times[0] ?? null,
    last: times.at(-1) ?? null,
    heardAt: heard.sort().at(-1) ?? null,
    enough: ways.length >= WAYS_NEEDED,
  }
}
