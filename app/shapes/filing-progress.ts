import * as z from 'zod/mini'
import { seoulDate } from './civil-date.ts'
import { emptyAs, oneOf } from './claim-fields.ts'
import { kstDate } from './date.ts'
import { Version } from './filing.ts'
import { Id } from './id.ts'
import { won } from './money.ts'
import { type Reading, read, refuse, shape } from './reading.ts'
import { text } from './text.ts'

// What follows once a filing was handed in: steps as officers write them down, and money that came back.

/** 접수, 보완요구, 답변, 결정. */
export const stepKinds = ['handed_in', 'request', 'answered', 'decided'] as const
export type StepKind = (typeof stepKinds)[number]
/** 받아들임, 일부 받아들임, 받아들이지 않음, 합의·조정 성립. */
export const verdicts = ['granted', 'part', 'refused', 'settled'] as const
export type Verdict = (typeof verdicts)[number]
/** What became of a pinned claim: nothing yet, all paid, a part paid, left out or refused. */
export type Outcome = 'waiting' | 'paid' | 'part' | 'refused'

/** Longest texts, in characters: a number with the name of the office, a screen of telling, a name with its desk. */
export const STEP_TEXT = { receiptNo: 60, words: 1000, handler: 60 } as const
/** Numbers of a list one line of text is read for, in UTF-16 code units. */
const NUMBERS_UNITS = 2000
/** Claims a decision may leave out. */
const REFUSED_MAX = 100_000

/** `3, 7, 12-15` → running numbers of a list, each once, in order. */
export function readNumbers(raw: unknown): Reading<number[]> {
  if (raw === undefined || raw === '') return read([])
  if (typeof raw !== 'string' || raw.length > NUMBERS_UNITS) return refuse('filing.numbers_unreadable')
  const found = new Set<number>()
  for (const part of raw
    .normalize('NFKC')
    .split(/[\s,]+/)
    .filter(Boolean)) {
    const match = /^(\d{1,6})(?:[-~](\d{1,6}))?$/.exec(part)
    const [from, to] = [Number(match?.[1]), Number(match?.[2] ?? match?.[1])]
    if (!match || from < 1 || to < from || to - from >= REFUSED_MAX)
      return refuse('filing.numbers_unreadable')
    for (let no = from; no <= to; no += 1) found.add(no)
  }
  return read([...found].sort((one, other) => one - other))
}

const pastDay = kstDate.check(z.refine((day) => day <= seoulDate(Date.now()), 'filing.day_ahead'))

const StepFields = z.object({
  id: Id,
  version: Version,
  kind: oneOf(stepKinds, 'filing.step_kind_needed'),
  onDay: pastDay,
  receiptNo: text({ max: STEP_TEXT.receiptNo, min: 0, code: 'filing_receipt' }),
  words: text({ max: STEP_TEXT.words, min: 0, multiline: true, code: 'filing_step' }),
  dueOn: emptyAs(null, kstDate),
  verdict: emptyAs(null, oneOf(verdicts, 'filing.verdict_needed')),
  amount: emptyAs(null, won),
  refused: shape(readNumbers),
  handler: text({ max: STEP_TEXT.handler, min: 0, code: 'filing_handler' }),
})
/** What an officer writes down. What does not belong to the kind of step is left out. */
export const StepForm = z.pipe(
  StepFields,
  z.transform((given, payload) => {
    const decides = given.kind === 'decided'
    if (decides && given.verdict === null) {
      payload.issues.push({
        code: 'custom',
        message: 'filing.verdict_needed',
        path: ['verdict'],
        input: undefined,
      })
      return z.NEVER
    }
    const { verdict, amount, refused } = given
    return {
      ...given,
      dueOn: given.kind === 'request' ? given.dueOn : null,
      ...(decides ? { verdict, amount, refused } : { verdict: null, amount: null, refused: [] }),
    }
  }),
)
export type StepDraft = z.infer<typeof StepForm>
export const StepRefForm = z.object({ stepId: Id })

/** Money that came back: won, and the day it did. */
export const PayoutForm = z.object({ version: Version, onDay: pastDay, amount: won })
export type PayoutDraft = z.infer<typeof PayoutForm>
/** The same with the hash (hex) of the parts as they were shown, and the form's own id. */
export const ConfirmPayoutForm = z.object({
  ...{ version: Version, onDay: pastDay, amount: won, id: Id },
  sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/, 'filing.shares_changed')),
})

/** A step as its readers see it. `hasHandler`: somebody in charge is known, whom officers may look at. */
export type StepView = {
  id: string
  version: number
  kind: StepKind
  onDay: string
  receiptNo: string
  words: string
  dueOn: string | null
  verdict: Verdict | null
  amount: number | null
  refused: number
  by: string
  hasHandler: boolean
}

/** One part of a payout before or after it was confirmed; amounts won. */
export type ShareView = { no: number; receiptNo: number; remaining: number; before: number; amount: number }
export type PayoutPlan = { amount: number; open: number; shares: ShareView[]; sha256: string }
export type PayoutView = {
  id: string
  version: number
  onDay: string
  amount: number
  claims: number
  by: string
}

/** How many claims came how far. */
export type Retention = {
  joined: number
  complete: number
  frozen: number
  handedIn: number
  decided: number
  paid: number
}

/** What became of one of the viewer's own claims; amounts won. */
export type OwnOutcome = {
  claimId: string
  no: number
  receiptNo: number
  remaining: number
  paid: number
  outcome: Outcome
}
