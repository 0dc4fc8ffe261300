import * as z from 'zod/mini'
import { claimSides } from './case.ts'
import { claimKinds } from './claim-kinds.ts'
import { kstDate } from './date.ts'
import { maybe, read, refuse, shape } from './reading.ts'
import { readText, text } from './text.ts'

// Where a claim stands, and who may move it from where to where, as data. 제출, 보완요구, 확인, 접수됨, 해결(일부), 해결, 철회;
// a draft (초안) is no claim yet.

export const claimStages = [
  'submitted',
  'deficient',
  'checked',
  'accepted',
  'partly',
  'solved',
  'withdrawn',
] as const
export type ClaimStage = (typeof claimStages)[number]
/** A stage of a claim that stands. */
export type LiveStage = Exclude<ClaimStage, 'withdrawn'>

/** An officer runs the case; the claimant is whose claim it is. */
export type Mover = 'officer' | 'claimant'

type Move = { by: readonly Mover[]; to: Partial<Record<ClaimStage, ClaimStage>> }

/** Every move: from which stage to which. What is not here cannot be done. */
export const claimMoves = {
  ask: {
    by: ['officer'],
    to: {
      submitted: 'deficient',
      deficient: 'deficient',
      checked: 'deficient',
      accepted: 'deficient',
      partly: 'deficient',
    },
  },
  answer: { by: ['claimant'], to: { deficient: 'submitted' } },
  check: { by: ['officer'], to: { submitted: 'checked', deficient: 'checked' } },
  accept: { by: ['officer'], to: { checked: 'accepted' } },
  solve_partly: {
    by: ['officer', 'claimant'],
    to: { submitted: 'partly', deficient: 'partly', checked: 'partly', accepted: 'partly' },
  },
  solve: {
    by: ['officer', 'claimant'],
    to: {
      submitted: 'solved',
      deficient: 'solved',
      checked: 'solved',
      accepted: 'solved',
      partly: 'solved',
    },
  },
  reopen: { by: ['officer', 'claimant'], to: { partly: 'submitted', solved: 'submitted' } },
  // What was looked at was another version.
  amend: {
    by: ['claimant'],
    to: {
      submitted: 'submitted',
      deficient: 'deficient',
      checked: 'submitted',
      accepted: 'submitted',
      partly: 'partly',
      solved: 'solved',
    },
  },
  withdraw: {
    by: ['claimant'],
    to: {
      submitted: 'withdrawn',
      deficient: 'withdrawn',
      checked: 'withdrawn',
      accepted: 'withdrawn',
      partly: 'withdrawn',
      solved: 'withdrawn',
    },
  },
} as const satisfies Record<string, Move>
export type ClaimAct = keyof typeof claimMoves
/** Acts that are kept as steps; withdrawing is a version of its own. */
export type StepAct = Exclude<ClaimAct, 'withdraw'>

/** Moves that are made by a button and a reason; the others come with something else. */
export const plainActs = ['check', 'accept', 'solve_partly', 'solve', 'reopen'] as const
export type PlainAct = (typeof plainActs)[number]
/** Those of them that say nothing without a reason. */
export const reasonedActs: readonly PlainAct[] = ['solve_partly', 'solve', 'reopen']

/** Where an act leads from a stage, or null where it cannot be done, or not by them. */
export function stageAfter(act: ClaimAct, from: ClaimStage, by: Mover): ClaimStage | null {
  const move: Move = claimMoves[act]
  return move.by.includes(by) ? (move.to[from] ?? null) : null
}

/** The plain acts that are open to somebody at a stage. */
export function actsAt(from: ClaimStage, by: Mover): PlainAct[] {
  return plainActs.filter((act) => stageAfter(act, from, by) !== null)
}

/** Things asked for at once: more than a page of them is a talk. */
export const DEFICIENCIES_MAX = 12
/** Longest words, in characters: a sentence or two of a reason, one for each thing that is missing, a full answer. */
export const REVIEW_TEXT = { words: 300, deficiency: 200, answer: 600, reason: 200 } as const

const version = shape((raw) => {
  const given = Number(raw)
  return Number.isSafeInteger(given) && given > 0 ? read(given) : refuse('claim.changed_elsewhere')
})

/** Why an officer looks at somebody's claim. */
export const ViewReason = z.object({
  reason: text({ min: 5, max: REVIEW_TEXT.reason, code: 'evidence_reason' }),
})

const moved = {
  act: z.enum(plainActs),
  words: text({ max: REVIEW_TEXT.words, min: 0, multiline: true, code: 'review_words' }),
}
const reasoned = z.refine<{ act: PlainAct; words: string }>(
  ({ act, words }) => words !== '' || !reasonedActs.includes(act),
  { error: 'claim.words_needed', path: ['words'] },
)

/** A claimant's move by button, with its reason. Codes: `claim.words_needed`. */
export const OwnMove = z.object(moved).check(reasoned)

/** The same of an officer; `version` is the one they looked at. */
export const PlainMove = z.object({ ...moved, version }).check(reasoned)

/** One thing that is missing: the field of the form it is about ('' for none) and a sentence. */
export type DeficiencyDraft = { field: string; words: string }

/** What a form sends in rows named by number: `thing1`, `thing2` …; at most `DEFICIENCIES_MAX` of them are looked at. */
export const rowNumbers = Array.from({ length: DEFICIENCIES_MAX }, (_, at) => at + 1)

const FIELD = /^[A-Za-z.]{0,60}$/
const sentence = { max: REVIEW_TEXT.deficiency, min: 0, code: 'deficiency' }
const answered = { max: REVIEW_TEXT.answer, min: 0, multiline: true, code: 'answer_words' }
const AskHead = z.object({ version, dueOn: kstDate })

/**
 * What an officer asks for: a day, and a sentence for each thing (`thing1` about `field1` …), those left empty not.
 * Codes: `claim.deficiency_needed`, those of a date and of `deficiency`.
 */
export const AskForm = z.transform((raw: unknown, payload) => {
  const typed: Record<string, unknown> = typeof raw === 'object' && raw !== null ? { ...raw } : {}
  const head = AskHead.safeParse(typed)
  const wrong = (head.error?.issues ?? []).map(({ message, path }) => ({ message, path }))
  const things: DeficiencyDraft[] = []
  for (const no of rowNumbers) {
    const words = readText(typed[`thing${no}`], sentence)
    if (!words.ok) wrong.push({ message: words.code, path: [`thing${no}`] })
    else if (words.value !== '') things.push({ field: fieldOf(typed[`field${no}`]), words: words.value })
  }
  if (things.length === 0 && wrong.length === 0)
    wrong.push({ message: 'claim.deficiency_needed', path: ['thing1'] })
  for (const { message, path } of wrong) payload.issues.push({ code: 'custom', message, path, input: raw })
  return head.success && wrong.length === 0 ? { ...head.data, things } : z.NEVER
})

/** What the claimant says to each thing that was asked in a step (`answer1` …); any may stay empty. */
export const AnswerForm = z.transform((raw: unknown, payload): { step: number; answers: string[] } => {
  const typed: Record<string, unknown> = typeof raw === 'object' && raw !== null ? { ...raw } : {}
  const step = Number(typed.step)
  if (!Number.isSafeInteger(step) || step < 1)
    payload.issues.push({ code: 'custom', message: 'claim.asked_anew', path: ['step'], input: raw })
  const answers = rowNumbers.map((no) => {
    const words = readText(typed[`answer${no}`], answered)
    if (words.ok) return words.value
    payload.issues.push({ code: 'custom', message: words.code, path: [`answer${no}`], input: raw })
    return ''
  })
  return { step, answers }
})

function fieldOf(raw: unknown): string {
  return typeof raw === 'string' && FIELD.test(raw) ? raw : ''
}

/** Longest words looked for in the queue, in characters. */
const SOUGHT_MAX = 60

/** What of the queue is wanted, as an address says it; what cannot be read is not asked. `after` is a receipt number. */
export const ReviewWish = z.object({
  stage: z.catch(maybe(z.enum(claimStages)), undefined),
  side: z.catch(maybe(z.enum(claimSides)), undefined),
  kind: z.catch(maybe(z.enum(claimKinds)), undefined),
  whole: z.catch(maybe(z.enum(['yes', 'no'])), undefined),
  q: z.catch(maybe(text({ max: SOUGHT_MAX, min: 0, code: 'search' })), undefined),
  after: z.catch(maybe(z.coerce.number().check(z.int(), z.minimum(0), z.maximum(2_147_483_647))), undefined),
})
export type ReviewWish = z.infer<typeof ReviewWish>
