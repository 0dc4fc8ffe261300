import { addDays } from './civil-date.ts'
import { kindNamed, kindSpecs } from './claim-kinds.ts'
import { parseDate } from './date.ts'
import { parseWon } from './money.ts'
import type { Reading } from './reading.ts'

// What the single fields of a claim cannot tell: whether they fit together. Looks at the form as it was typed, as far as
// each field can be read, so that what does not fit is told beside what cannot be read.

/** Days and settlements may lie at most this many days ahead; a shop that closes leaves some that are not due yet. */
const AHEAD_DAYS = 366
/** Lines of a form that are looked at. */
const ROWS = 60

/** Days that have been, whatever the kind. */
const PAST = ['orderedOn', 'deliveredOn', 'knownOn', 'noticeOn', 'cancelledOn', 'closedOn'] as const
/** Days that cannot lie before the order. */
const AFTER_ORDER = ['deliveredOn', 'noticeOn', 'cancelledOn', 'promisedOn', 'refundPromisedOn'] as const
/** Days somebody promised, which may be to come. */
const PROMISED = ['promisedOn', 'refundPromisedOn'] as const

type Typed = Record<string, unknown>
type Found = [field: string, code: string][]

/** What does not fit in a claim as typed, as field and code, the first of each field. `today` is the date in Seoul. */
export function claimContradictions(typed: Typed, today: string): Found {
  const dateOf = (raw: unknown) => orNull(parseDate(raw, today))
  const seller = kindNamed(typed.kind) !== null && sideOf(typed) === 'seller'
  return [
    ...moneyFound(typed),
    ...(seller ? sellerFound(typed, dateOf, today) : buyerFound(typed, dateOf, today)),
    ...daysFound(typed, dateOf, today),
    ...refundDaysFound(typed, dateOf, today),
  ]
}

function sideOf(typed: Typed) {
  const kind = kindNamed(typed.kind)
  return kind && kindSpecs[kind].side
}

/** What the form's sums make of the principal, as far as every one of them can be read; null where one cannot. */
export function typedPrincipal(typed: Typed): number | null {
  const items = Array.isArray(typed.items) ? typed.items.slice(0, ROWS) : []
  const lines = items.map((item) => orNull(parseWon(item?.amount)))
  const [shipping, coupon, points] = [typed.shipping, typed.coupon, typed.points].map(wonOrNothing)
  const parts = [...lines, shipping ?? null]
  if (parts.includes(null) || coupon == null || points == null) return null
  return parts.reduce<number>((sum, part) => sum + (part ?? 0), 0) - coupon - points
}

/** What came back: the rows together where there are any, else the one sum. Null where one cannot be read. */
export function typedRefunded(typed: Typed): number | null {
  const rows = refundRows(typed)
  if (rows.length === 0) return wonOrNothing(typed.refunded)
  const amounts = rows.map(({ amount }) => orNull(parseWon(amount)))
  return amounts.reduce<number | null>((sum, each) => (sum === null || each === null ? null : sum + each), 0)
}

function moneyFound(typed: Typed): Found {
  if (!Array.isArray(typed.items) || typed.items.length === 0) return []
  const principal = typedPrincipal(typed)
  const refunded = typedRefunded(typed)
  if (principal === null) return []
  if (principal <= 0) return [['items', 'claim.nothing_owed']]
  if (refunded !== null && refunded > principal) return [['refunded', 'claim.refunded_too_much']]
  return []
}

type DateOf = (raw: unknown) => string | null

function sellerFound(typed: Typed, dateOf: DateOf, today: string): Found {
  const [dueOn, from, to] = [typed.dueOn, typed.periodFrom, typed.periodTo].map(dateOf)
  const found: Found = []
  if (dueOn && dueOn > addDays(today, AHEAD_DAYS)) found.push(['dueOn', 'claim.due_too_far'])
  if (from && to && to < from) found.push(['periodTo', 'claim.period_backwards'])
  return found
}

function buyerFound(typed: Typed, dateOf: DateOf, today: string): Found {
  const orderedOn = dateOf(typed.orderedOn)
  const paidOn = typed.paidOn ? dateOf(typed.paidOn) : orderedOn
  const found: Found = []
  if (paidOn && paidOn > today && !(orderedOn && orderedOn > today))
    found.push(['paidOn', 'claim.date_in_future'])
  if (orderedOn && paidOn && paidOn < orderedOn) found.push(['paidOn', 'claim.paid_before_ordered'])
  if (typed.paymentMethod === 'card_installment' && !typed.installmentMonths)
    found.push(['installmentMonths', 'claim.instalments_needed'])
  return [...found, ...trackingFound(typed)]
}

/** What did not arrive needs a tracking number or "송장 미발급", and is not simply on its way. */
function trackingFound(typed: Typed): Found {
  const kind = kindNamed(typed.kind)
  if (!kind || !kindSpecs[kind].tracking) return []
  const found: Found = []
  const [given, none] = [
    Boolean(typed.trackingNumber),
    typed.noTracking === 'on' || typed.noTracking === true,
  ]
  if (!given && !none) found.push(['trackingNumber', 'claim.tracking_needed'])
  if (given && none) found.push(['trackingNumber', 'claim.tracking_either'])
  const gate = (typed.answers as Typed | undefined)?.onTheWay
  if (!gate) found.push(['answers.onTheWay', 'claim.on_the_way_needed'])
  if (gate === 'yes') found.push(['answers.onTheWay', 'claim.still_on_the_way'])
  return found
}

function daysFound(typed: Typed, dateOf: DateOf, today: string): Found {
  const orderedOn = dateOf(typed.orderedOn)
  const future: Found = PAST.filter((field) => isAfter(dateOf(typed[field]), today)).map((field) => [
    field,
    'claim.date_in_future',
  ])
  const early: Found = orderedOn
    ? AFTER_ORDER.filter((field) => isAfter(orderedOn, dateOf(typed[field]))).map((field) => [
        field,
        'claim.before_ordered',
      ])
    : []
  const far: Found = PROMISED.filter((field) =>
    isAfter(dateOf(typed[field]), addDays(today, AHEAD_DAYS)),
  ).map((field) => [field, 'claim.promised_too_far'])
  return [...future, ...early, ...far]
}

function refundDaysFound(typed: Typed, dateOf: DateOf, today: string): Found {
  return refundRows(typed).flatMap(
    ({ on, at }): Found =>
      isAfter(dateOf(on), today) ? [[`refunds[${at}].on`, 'claim.date_in_future']] : [],
  )
}

function refundRows(typed: Typed): { on: unknown; amount: unknown; at: number }[] {
  const rows = Array.isArray(typed.refunds) ? typed.refunds.slice(0, ROWS) : []
  return rows.flatMap((row, at) => (row?.on || row?.amount ? [{ on: row.on, amount: row.amount, at }] : []))
}

function isAfter(one: string | null, other: string | null): boolean {
  return one !== null && other !== null && one > other
}

function wonOrNothing(raw: unknown): number | null {
  return raw === undefined || raw === '' || raw === null ? 0 : orNull(parseWon(raw))
}

function orNull<T>(reading: Reading<T>): T | null {
  return reading.ok ? reading.value : null
}
