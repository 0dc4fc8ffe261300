import * as z from 'zod/mini'
import type { ClaimSide } from './case.ts'
import { seoulDate } from './civil-date.ts'
import { parseDate } from './date.ts'
import { isBlank } from './kst-time.ts'
import { type Reading, read, refuse, shape } from './reading.ts'

/** Days periods run from that a claim states itself. */
export const statedAnchors = [
  'order',
  'payment',
  'due',
  'supply',
  'knowledge',
  'withdrawal',
  'delivery_due',
  'closing',
] as const
/** Those its claimant may add for the reckoning. */
export const claimAnchors = [
  'returned',
  'demand',
  'completion',
  'dispute_opened',
  'defence_arrived',
  'relief_filed',
  'mediation_ended',
  'receipt',
  'harm_known',
  'hindrance_ended',
] as const
export type ClaimAnchor = (typeof claimAnchors)[number]

/** Days a court or an agency set for the whole case, written by its staff. */
export const caseAnchors = [
  'petition',
  'opening',
  'filing_until',
  'exam_until',
  'review_meeting',
  'bankruptcy',
  'bankruptcy_filing_until',
  'bankruptcy_meeting',
  'collective_until',
  'collective_decided',
  'order_served',
] as const
export type CaseAnchor = (typeof caseAnchors)[number]

/** What a period may run from. */
export type Anchor = (typeof statedAnchors)[number] | ClaimAnchor | CaseAnchor

/** What routes ask and a claim does not tell: yes, no, or not known. */
export const lawQuestions = [
  'abroad',
  'paypal',
  'aliexpress',
  'instalments_left',
  'business_use',
  'reachable',
  'settled',
  'other_mediation',
  'sued',
  'unable_at_order',
  'large_retailer',
] as const
export type LawQuestion = (typeof lawQuestions)[number]

/** A day somebody must or may act by, as pages show it. */
export type DeadlineState =
  /** The day is known. */
  | 'dated'
  /** Only a day after which it is surely over is known: another one may end it earlier. */
  | 'at_latest'
  /** A day to reckon from is missing. */
  | 'missing'
  /** The period has not begun. */
  | 'not_begun'
  /** The public holidays of that year are not known yet: the day may be later, never earlier. */
  | 'beyond'

/** Everything that could be a route, in the order pages show them. */
export const lawRoutes = [
  'withdraw',
  'instalment_withdraw',
  'instalment_defence',
  'card_cancel',
  'chargeback',
  'relief',
  'collective',
  'seller_mediation',
  'insolvency',
  'payment_order',
  'small_claims',
  'criminal',
] as const
export type LawRoute = (typeof lawRoutes)[number]

/** 가능성 있음, 확인 필요, 해당 없음. Never a decision: who decides is the agency or the court. */
export type RouteResult = 'possible' | 'check' | 'no'

/** How far ahead a court sets days, in days. */
const SET_AHEAD_DAYS = 730
const DAY_MS = 86_400_000

const dayOrNone =
  (isFarEnough: (date: string) => boolean, code: string) =>
  (raw: unknown): Reading<string | null> => {
    if (isBlank(raw)) return read(null)
    const day = parseDate(raw, seoulDate(Date.now()))
    if (!day.ok) return day
    return isFarEnough(day.value) ? day : refuse(code)
  }

const claimDay = shape(dayOrNone((date) => date <= seoulDate(Date.now()), 'law.date_in_future'))
const aheadDay = shape(
  dayOrNone((date) => date <= seoulDate(Date.now() + SET_AHEAD_DAYS * DAY_MS), 'law.date_too_far'),
)
const answer = shape(
  (raw): Reading<boolean | null> => read(raw === 'yes' ? true : raw === 'no' ? false : null),
)

const shapeOf = <K extends string, S>(names: readonly K[], field: S) =>
  Object.fromEntries(names.map((name) => [name, field])) as Record<K, S>

/** What a claimant adds for the reckoning, by name; a field left empty takes back what stood there. */
export const ClaimLawForm = z.object({ ...shapeOf(claimAnchors, claimDay), ...shapeOf(lawQuestions, answer) })
/** The days of a case; a field left empty takes one back. */
export const CaseDatesForm = z.object(shapeOf(caseAnchors, aheadDay))
export type ClaimLawDraft = Record<ClaimAnchor, string | null> & Record<LawQuestion, boolean | null>
export type CaseDates = Record<CaseAnchor, string | null>

const ofSellers: readonly (ClaimAnchor | LawQuestion)[] = [
  'demand',
  'receipt',
  'harm_known',
  'hindrance_ended',
  'reachable',
  'settled',
  'sued',
  'unable_at_order',
  'large_retailer',
]
const ofSellersOnly: readonly (ClaimAnchor | LawQuestion)[] = ['receipt', 'large_retailer']

/** The days and questions that concern a side. */
export function lawFieldsOf(side: ClaimSide): { days: ClaimAnchor[]; questions: LawQuestion[] } {
  const concerns = (name: ClaimAnchor | LawQuestion) =>
    side === 'seller' ? ofSellers.includes(name) : !ofSellersOnly.includes(name)
  return { days: claimAnchors.filter(concerns), questions: lawQuestions.filter(concerns) }
}
