import * as z from 'zod/mini'
import { addDays, seoulDate } from './civil-date.ts'
import { kstDate, parseDate } from './date.ts'
import { email } from './email.ts'
import { Id } from './id.ts'
import { parseWon, won } from './money.ts'
import { orderNumber } from './order-number.ts'
import { phone } from './phone.ts'
import { maybe, type Reading, read, refuse, shape } from './reading.ts'
import { findResidentNumber } from './resident-number.ts'
import { text } from './text.ts'

/** What a claim asks for: money back, goods never delivered (buyers), or an unpaid settlement (sellers). */
export const claimKinds = ['refund', 'nondelivery', 'settlement'] as const
export type ClaimKind = (typeof claimKinds)[number]

/** 카드 일시불, 카드 할부, 계좌이체, 가상계좌, 간편결제, 상품권, 휴대폰. */
export const paymentMethods = [
  'card_once',
  'card_installment',
  'transfer',
  'virtual_account',
  'easy_pay',
  'voucher',
  'phone',
] as const
export type PaymentMethod = (typeof paymentMethods)[number]

/** 일, 주, 2주, 월, 구매확정 뒤, 그 밖. */
export const settlementCycles = ['daily', 'weekly', 'biweekly', 'monthly', 'after_confirm', 'other'] as const
export type SettlementCycle = (typeof settlementCycles)[number]

/** One line of a claim. `amount` is the won of the whole line, not of one piece. */
export type ClaimItem = { name: string; quantity: number; amount: number }

/** Who claims. `phone` and `email` are normalised; `email` is '' when none was given. */
export type ClaimIdentity = { name: string; phone: string; email: string }

type Stated = {
  /** Made by the form when it opens; the same one files or changes once. */
  clientId: string
  items: ClaimItem[]
  /** Won already paid back, or for sellers already paid out. */
  refunded: number
  story: string
  identity: ClaimIdentity
  consentVersion: string
}

/** Dates are KST `YYYY-MM-DD`. */
export type BuyerClaim = Stated & {
  kind: 'refund' | 'nondelivery'
  orderNumber: string
  orderedOn: string
  paidOn: string
  paymentMethod: PaymentMethod
  cardIssuer: string
  installmentMonths: number | null
}
export type SellerClaim = Stated & { kind: 'settlement'; settlementCycle: SettlementCycle; dueOn: string }
export type ClaimDraft = BuyerClaim | SellerClaim

/** The won of all lines together. */
export function principalOf(items: readonly { amount: number }[]): number {
  return items.reduce((sum, item) => sum + item.amount, 0)
}

/** Longest texts of a claim, in characters: a product's full name, a real name, a card company, two screens of telling. */
export const CLAIM_TEXT = { itemName: 120, name: 40, cardIssuer: 30, story: 3000, withdrawnWhy: 300 } as const
/** Lines a claim may have: a big basket. Who has more files by order. */
export const ITEMS_MAX = 50
/** Pieces a line may have. */
const QUANTITY_MAX = 100_000
/** Months a card lets one pay in. */
const INSTALMENTS = { min: 2, max: 60 }
/** Settlements fall due at most this many days ahead; a shop that closes leaves some that are not due yet. */
const DUE_AHEAD_DAYS = 366

const Item = z.object({
  name: text({ max: CLAIM_TEXT.itemName, code: 'item_name' }),
  quantity: shape(readQuantity),
  amount: won,
})

const stated = {
  clientId: Id,
  items: z.pipe(
    // Counted before any line is read.
    z.transform((raw: unknown, payload): unknown => {
      if (!Array.isArray(raw) || raw.length <= ITEMS_MAX) return raw ?? []
      payload.issues.push({ code: 'custom', message: 'claim.too_many_items', input: raw })
      return z.NEVER
    }),
    z.array(Item, { error: 'claim.items_needed' }).check(z.minLength(1, 'claim.items_needed')),
  ),
  refunded: emptyAs(0, won),
  story: text({ max: CLAIM_TEXT.story, min: 0, multiline: true, code: 'story' }),
  identity: z.pipe(
    z.transform((raw) => raw ?? {}),
    z.object({
      name: text({ max: CLAIM_TEXT.name, code: 'identity_name' }),
      phone,
      email: emptyAs(
        '',
        email.check(z.refine((address) => !findResidentNumber(address), 'email.resident_number')),
      ),
    }),
  ),
  consentVersion: shape((raw) =>
    typeof raw === 'string' && raw !== '' ? read(raw) : refuse('claim.consent_needed'),
  ),
}

const BuyerForm = z.object({
  ...stated,
  kind: oneOf(['refund', 'nondelivery'], 'claim.kind_needed'),
  orderNumber,
  orderedOn: kstDate,
  paidOn: emptyAs('', kstDate),
  paymentMethod: oneOf(paymentMethods, 'claim.payment_method_needed'),
  cardIssuer: text({ max: CLAIM_TEXT.cardIssuer, min: 0, code: 'card_issuer' }),
  installmentMonths: emptyAs(null, shape(readInstalments)),
})

const SellerForm = z.object({
  ...stated,
  kind: z.literal('settlement'),
  settlementCycle: oneOf(settlementCycles, 'claim.settlement_cycle_needed'),
  dueOn: kstDate,
})

/**
 * A claim as its form sends it → `ClaimDraft`; whatever is wrong is told at once. A payment date left empty is the
 * order date; card fields are kept for cards only. Codes beside those of the single fields: `claim.kind_needed`,
 * `.items_needed`, `.too_many_items`, `.nothing_owed`, `.refunded_too_much`, `.date_in_future`,
 * `.paid_before_ordered`, `.due_too_far`, `.instalments_needed`, `.instalments_wrong`, `.quantity_wrong`,
 * `.payment_method_needed`, `.settlement_cycle_needed`, `.consent_needed`.
 */
export const ClaimForm = z.transform((raw: unknown, payload): ClaimDraft => {
  const typed: Record<string, unknown> = typeof raw === 'object' && raw !== null ? { ...raw } : {}
  const form = typed.kind === 'settlement' ? SellerForm.safeParse(typed) : BuyerForm.safeParse(typed)
  const wrong = [
    ...(form.error?.issues ?? []),
    ...contradictions(factsIn(typed), seoulDate(new Date())).map(([field, message]) => ({
      message,
      path: [field],
    })),
  ]
  for (const { message, path } of wrong) payload.issues.push({ code: 'custom', message, path, input: raw })
  if (!form.success || wrong.length > 0) return z.NEVER
  return form.data.kind === 'settlement' ? form.data : buyerClaim(form.data)
})

/** The version of a claim a change was made from. */
export const ClaimVersionForm = z.object({
  version: shape((raw) => {
    const version = Number(raw)
    return Number.isSafeInteger(version) && version > 0 ? read(version) : refuse('claim.changed_elsewhere')
  }),
})

/** Why a claim is withdrawn; may be left empty. */
export const WithdrawForm = z.object({
  why: text({ max: CLAIM_TEXT.withdrawnWhy, min: 0, multiline: true, code: 'withdrawn_why' }),
})

function buyerClaim(form: z.infer<typeof BuyerForm>): BuyerClaim {
  const method = form.paymentMethod
  return {
    ...form,
    paidOn: form.paidOn || form.orderedOn,
    cardIssuer: method.startsWith('card') || method === 'easy_pay' ? form.cardIssuer : '',
    installmentMonths: method === 'card_installment' ? form.installmentMonths : null,
  }
}

/** The facts that must fit together, as far as each can be read by itself; null where it cannot. */
type Facts = {
  seller: boolean
  amounts: (number | null)[]
  refunded: number | null
  orderedOn: string | null
  paidOn: string | null
  dueOn: string | null
  needsMonths: boolean
}

function factsIn(typed: Record<string, unknown>): Facts {
  const today = seoulDate(new Date())
  const orNull = <T>(reading: Reading<T>) => (reading.ok ? reading.value : null)
  const dateOf = (raw: unknown) => orNull(parseDate(raw, today))
  const items = Array.isArray(typed.items) ? typed.items.slice(0, ITEMS_MAX) : []
  const orderedOn = dateOf(typed.orderedOn)
  return {
    seller: typed.kind === 'settlement',
    amounts: items.map((item) => orNull(parseWon(item?.amount))),
    refunded: typed.refunded ? orNull(parseWon(typed.refunded)) : 0,
    orderedOn,
    paidOn: typed.paidOn ? dateOf(typed.paidOn) : orderedOn,
    dueOn: dateOf(typed.dueOn),
    needsMonths: typed.paymentMethod === 'card_installment' && !typed.installmentMonths,
  }
}

/** What single fields cannot tell, as field and code. `today` is the date in Seoul. */
function contradictions(facts: Facts, today: string): [string, string][] {
  const { seller, amounts, refunded, orderedOn, paidOn, dueOn, needsMonths } = facts
  const found: [string, string][] = []
  const read = amounts.filter((amount) => amount !== null)
  const principal = read.reduce((sum, amount) => sum + amount, 0)
  if (amounts.length > 0 && read.length === amounts.length) {
    if (principal <= 0) found.push(['items', 'claim.nothing_owed'])
    else if (refunded !== null && refunded > principal) found.push(['refunded', 'claim.refunded_too_much'])
  }
  if (seller) {
    if (dueOn && dueOn > addDays(today, DUE_AHEAD_DAYS)) found.push(['dueOn', 'claim.due_too_far'])
    return found
  }
  if (orderedOn && orderedOn > today) found.push(['orderedOn', 'claim.date_in_future'])
  else if (paidOn && paidOn > today) found.push(['paidOn', 'claim.date_in_future'])
  if (orderedOn && paidOn && paidOn < orderedOn) found.push(['paidOn', 'claim.paid_before_ordered'])
  if (needsMonths) found.push(['installmentMonths', 'claim.instalments_needed'])
  return found
}

/** A count as people write it: `2`, `２`, `2개`, `1,000`; left empty it is one. */
function readQuantity(raw: unknown): Reading<number> {
  const count = raw === undefined || raw === '' ? 1 : readCount(raw)
  return count >= 1 && count <= QUANTITY_MAX ? read(count) : refuse('claim.quantity_wrong')
}

function readInstalments(raw: unknown): Reading<number> {
  const months = readCount(raw)
  const fits = months >= INSTALMENTS.min && months <= INSTALMENTS.max
  return fits ? read(months) : refuse('claim.instalments_wrong')
}

/** Longest count looked at, in UTF-16 code units. */
const COUNT_UNITS = 20

function readCount(raw: unknown): number {
  if (typeof raw === 'number') return Number.isSafeInteger(raw) ? raw : Number.NaN
  if (typeof raw !== 'string' || raw.length > COUNT_UNITS) return Number.NaN
  const match = /^([\d,]{1,9})(?:개|개월|벌|장|권|매)?$/.exec(raw.normalize('NFKC').replace(/\s/g, ''))
  return match?.[1] ? Number(match[1].replaceAll(',', '')) : Number.NaN
}

function oneOf<const T extends string>(known: readonly T[], code: string) {
  return shape((raw): Reading<T> => {
    const value = known.find((each) => each === raw)
    return value ? read(value) : refuse(code)
  })
}

/** `value` for a field left empty, else as the schema reads it. */
function emptyAs<T, V>(value: V, schema: z.ZodMiniType<T, unknown>) {
  return z.pipe(
    maybe(schema),
    z.transform((given): T | V => (given === undefined ? value : given)),
  )
}
