import { type RawBuilder, sql } from 'kysely'
import type { ClaimSide } from '#app/shapes/case.ts'
import type { ClaimKind } from '#app/shapes/claim-kinds.ts'
import type { FieldKey, Fit } from '#app/shapes/filing.ts'
import type { Statement } from '../claim/statement.ts'

/** What rules ask of a claim and of the filing it would go into. Dates are KST `YYYY-MM-DD`, amounts won. */
export type RuleFacts = {
  side: ClaimSide
  kind: ClaimKind
  principal: number
  remaining: number
  paidOn: string | null
  payment: Statement['paymentMethod']
  cardIssuer: string
  installments: number | null
  /** Whom the filing is handed to, as its officer named them. */
  recipient: string
  today: string
}

/** What of `RuleFacts` a claim's version `v` states, in SQL. */
export type RuleRow = Omit<RuleFacts, 'side' | 'recipient' | 'today'>
export const ruleColumns: RawBuilder<RuleRow> = sql`v.kind, v.principal, v.remaining, v.paid_on as "paidOn",
  v.payment_method as payment, v.card_issuer as "cardIssuer", v.installment_months as installments`

/** One thing a rule found: the key of its words, and what it means. */
export type Found = { fit: Fit; reason: string }

/** A place where claims are handed in, as data and one rule. Its words stand in app/text/ko/destinations. */
export type Destination = {
  /** Whose claims it takes. */
  sides: readonly ClaimSide[]
  /** People it needs at least, and from when few leaving would fall below it. */
  people: { least: number; safe: number } | null
  /** How many people may stand for all before it; absent where each stands alone. */
  representatives?: number
  /** The columns of its list in the order it wants, after the running number. */
  columns: readonly FieldKey[]
  /** Columns each claim must have. */
  required: readonly FieldKey[]
  /** Bytes one file may have there; null where no limit is known. */
  fileBytes: number | null
  /** Rows stand by receipt number, or by the day it happened. */
  order: 'receipt' | 'date'
  /** What is asked before joining; keys of the words. */
  questions: readonly string[]
  /** Fits and the keys of the reasons; the worst counts. */
  assess(claim: RuleFacts, saidYes: ReadonlySet<string>): readonly Found[]
}

/** 10 MB a document: the older guide to electronic filing in court; newer ones name more, so this is taken everywhere. */
export const COURT_FILE_BYTES = 10 * 1024 * 1024

/** What of `cases` holds, or `otherwise` where nothing does. */
export function foundOf(
  cases: readonly [when: boolean, fit: Fit, reason: string][],
  otherwise: Found,
): Found[] {
  const found = cases.filter(([when]) => when).map(([, fit, reason]) => ({ fit, reason }))
  return found.length > 0 ? found : [otherwise]
}

/** Everything in order: the claim seems to fit. */
export const fits: Found = { fit: 'likely', reason: 'fits' }
/** Nothing speaks against it, but somebody else decides whether it fits. */
export const mayFit: Found = { fit: 'check', reason: 'fits' }
