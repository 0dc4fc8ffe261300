import { daysBetween } from './civil-date.ts'
import type { ClaimItem, PaymentMethod, SettlementCycle } from './claim.ts'
import type { ClaimDetails } from './claim-details.ts'
import { type ClaimKind, type KindFact, kindSpecs } from './claim-kinds.ts'

// How much of a claim is there, and the mistakes that lose claims: nothing written down, waiting too long, never asking
// the shop, the shop's own rules unread, giving up half-way.

/** What of a claim completeness looks at; a `Statement` fits. */
export type Completable = ClaimDetails & {
  kind: ClaimKind
  orderNumber: string
  orderedOn: string | null
  paymentMethod: PaymentMethod | null
  cardIssuer: string
  settlementCycle: SettlementCycle | null
  dueOn: string | null
  items: readonly ClaimItem[]
  principal: number
  story: string
}

/** A field by its name in the form (`answers.consent`), or what stands for several. */
export type Step = string
/** `undocumented`, `unnotified`, `late`, `one_channel`, `sums_differ`, `stalled`. */
export type Lint = 'undocumented' | 'unnotified' | 'late' | 'one_channel' | 'sums_differ' | 'stalled'

export type Completeness = { done: number; of: number; missing: readonly Step[]; lints: readonly Lint[] }

/** Days after which a claim nobody completes counts as stalled, and a shop nobody told as waiting too long. */
const STALLED_DAYS = 14
const LATE_DAYS = 7
/** Ways to reach a shop that have to be tried before its silence says something. */
const CHANNELS_NEEDED = 2

/** `today` and `changedOn` are dates in Seoul. */
export function completenessOf(claim: Completable, today: string, changedOn: string): Completeness {
  const of = stepsOf(claim).length
  const missing = missingSteps(claim)
  const stalled = missing.length > 0 && daysBetween(changedOn, today) >= STALLED_DAYS
  const lints = [...lintsOf(claim, today), ...(stalled ? (['stalled'] as const) : [])]
  return { done: of - missing.length, of, missing, lints }
}

/** What a claim leaves unsaid. */
export function missingSteps(claim: Completable): Step[] {
  return stepsOf(claim)
    .filter(([, there]) => !there)
    .map(([step]) => step)
}

function stepsOf(claim: Completable): [Step, boolean][] {
  const { facts, questions, side, received } = kindSpecs[claim.kind]
  const asked = Object.entries(questions).filter(([, question]) => !question.extra)
  return [
    ...asked.map(([key]): [Step, boolean] => [`answers.${key}`, claim.answers[key] !== undefined]),
    ...facts.map((fact): [Step, boolean] => [STEP_OF[fact], hasFact(claim, fact)]),
    ['items', claim.items.every((item) => item.name !== '' && (!received || item.received != null))],
    ...(side === 'buyer'
      ? buyerSteps(claim)
      : [['settlementCycle', claim.settlementCycle !== null] as [Step, boolean]]),
    ['story', claim.story !== ''],
    ['relief', claim.relief !== null],
  ]
}

function buyerSteps(claim: Completable): [Step, boolean][] {
  const byCard = claim.paymentMethod?.startsWith('card') ?? false
  return [
    ['orderNumber', claim.orderNumber !== ''],
    ['orderedOn', claim.orderedOn !== null],
    ['paymentMethod', claim.paymentMethod !== null],
    ...(byCard ? [['cardIssuer', claim.cardIssuer !== ''] as [Step, boolean]] : []),
  ]
}

const STEP_OF: Record<KindFact, Step> = {
  promisedOn: 'promisedOn',
  deliveredOn: 'deliveredOn',
  knownOn: 'knownOn',
  noticeOn: 'noticeOn',
  cancelledOn: 'cancelledOn',
  cancelledAt: 'cancelledAt',
  refundPromisedOn: 'refundPromisedOn',
  period: 'periodFrom',
  closedOn: 'closedOn',
  dueOn: 'dueOn',
  sums: 'gross',
}

function hasFact(claim: Completable, fact: KindFact): boolean {
  if (fact === 'period') return claim.periodFrom !== null && claim.periodTo !== null
  if (fact === 'sums') return claim.gross !== null && claim.fee !== null && claim.deductions !== null
  // A promise that was never made is answered as well as one can.
  if (fact === 'refundPromisedOn') return claim[fact] !== null || claim.answers.refundState !== 'promised'
  return claim[fact] !== null
}

function lintsOf(claim: Completable, today: string): Lint[] {
  const { facts, side } = kindSpecs[claim.kind]
  const found: Lint[] = []
  if (claim.story === '') found.push('undocumented')
  const asks = facts.includes('noticeOn')
  if (asks && claim.noticeOn === null) found.push('unnotified')
  const since = claim.knownOn ?? claim.deliveredOn ?? claim.promisedOn ?? claim.orderedOn
  if (asks && claim.noticeOn === null && since !== null && daysBetween(since, today) > LATE_DAYS)
    found.push('late')
  const { channels } = claim.answers
  if (claim.kind === 'silent' && Array.isArray(channels) && channels.length < CHANNELS_NEEDED)
    found.push('one_channel')
  if (side === 'seller' && sumsDiffer(claim)) found.push('sums_differ')
  return found
}

/** What the shop's own sheet leaves over, against what is claimed. */
function sumsDiffer({ gross, fee, deductions, principal }: Completable): boolean {
  if (gross === null || fee === null || deductions === null) return false
  return gross - fee - deductions !== principal
}

/** Minutes from the call to the notice of cancelling, or null where one of the two is not known or the order is odd. */
export function minutesAfterCall({ answers, cancelledOn, cancelledAt }: Completable): number | null {
  const { calledOn, calledAt } = answers
  if (typeof calledOn !== 'string' || typeof calledAt !== 'string' || !cancelledOn || !cancelledAt)
    return null
  const at = (date: string, time: string) => Date.parse(`${date}T${time}:00Z`) / 60_000
  const minutes = at(cancelledOn, cancelledAt) - at(calledOn, calledAt)
  return minutes >= 0 ? minutes : null
}
