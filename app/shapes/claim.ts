import * as z from 'zod/mini'
import { seoulDate } from './civil-date.ts'
import { type Answers, answersForm } from './claim-answers.ts'
import { claimContradictions } from './claim-checks.ts'
import { type ClaimDetails, detailFields } from './claim-details.ts'
import { countField, emptyAs, oneOf } from './claim-fields.ts'
import { type ClaimIdentity, hasExtras, IdentityForm } from './claim-identity.ts'
import { type BuyerKind, type ClaimKind, kindNamed, kindSpecs, type SellerKind } from './claim-kinds.ts'
import { kstDate } from './date.ts'
import { Id } from './id.ts'
import { won } from './money.ts'
import { orderNumber } from './order-number.ts'
import { read, refuse, shape } from './reading.ts'
import { text } from './text.ts'

export type { ClaimIdentity } from './claim-identity.ts'
export { type ClaimKind, claimKinds } from './claim-kinds.ts'

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

/**
 * One line of a claim. `amount` is the won of the whole line, not of one piece; where a part is missing, the won of what
 * is missing. `received` is how many arrived, for kinds that ask it.
 */
export type ClaimItem = { name: string; quantity: number; amount: number; received?: number | null }

type Stated = {
  /** Made by the form when it opens; the same one files or changes once. */
  clientId: string
  items: ClaimItem[]
  /** Won already paid back, or for sellers already paid out; the sum of `details.refunds` where there are any. */
  refunded: number
  story: string
  identity: ClaimIdentity
  consentVersion: string
  /** What may come later. What is left out was not stated. */
  details?: Partial<ClaimDetails>
}

/** Dates are KST `YYYY-MM-DD`; what is null or '' was not stated yet. */
export type BuyerClaim = Stated & {
  kind: BuyerKind
  orderNumber: string
  orderedOn: string | null
  paidOn: string | null
  paymentMethod: PaymentMethod | null
  cardIssuer: string
  installmentMonths: number | null
}
export type SellerClaim = Stated & {
  kind: SellerKind
  settlementCycle: SettlementCycle | null
  dueOn: string | null
}
export type ClaimDraft = BuyerClaim | SellerClaim

export function isBuyerClaim(draft: ClaimDraft): draft is BuyerClaim {
  return kindSpecs[draft.kind].side === 'buyer'
}

/** The won of all lines together, with shipping and without what coupons and points paid. */
export function principalOf(items: readonly { amount: number }[], details?: Partial<ClaimDetails>): number {
  const { shipping = 0, coupon = 0, points = 0 } = details ?? {}
  return items.reduce((sum, item) => sum + item.amount, 0) + shipping - coupon - points
}

/** Longest texts of a claim, in characters: a product's full name, a card company, two screens of telling. */
export const CLAIM_TEXT = { itemName: 120, cardIssuer: 30, story: 3000, withdrawnWhy: 300 } as const
/** Lines a claim may have: a big basket. Who has more files by order. */
export const ITEMS_MAX = 50
/** Pieces a line may have. */
const QUANTITY_MAX = 100_000
/** Months a card lets one pay in. */
const INSTALMENTS = { min: 2, max: 60 }

const Item = z
  .object({
    name: text({ max: CLAIM_TEXT.itemName, min: 0, code: 'item_name' }),
    quantity: emptyAs(1, countField(1, QUANTITY_MAX, 'claim.quantity_wrong')),
    amount: won,
    received: emptyAs(null, countField(0, QUANTITY_MAX, 'claim.received_wrong')),
  })
  .check(
    z.refine((item) => item.received === null || item.received <= item.quantity, {
      error: 'claim.received_too_many',
      path: ['received'],
    }),
  )

const stated = {
  ...detailFields,
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
  identity: IdentityForm,
  consentVersion: shape((raw) =>
    typeof raw === 'string' && raw !== '' ? read(raw) : refuse('claim.consent_needed'),
  ),
  extraConsent: shape((raw) => read(typeof raw === 'string' ? raw : '')),
}

const kind = shape((raw) => {
  const known = kindNamed(raw)
  return known ? read(known) : refuse('claim.kind_needed')
})

const buyerFields = {
  ...stated,
  kind,
  orderedOn: emptyAs(null, kstDate),
  paidOn: emptyAs(null, kstDate),
  paymentMethod: emptyAs(null, oneOf(paymentMethods, 'claim.payment_method_needed')),
  cardIssuer: text({ max: CLAIM_TEXT.cardIssuer, min: 0, code: 'card_issuer' }),
  installmentMonths: emptyAs(null, countField(INSTALMENTS.min, INSTALMENTS.max, 'claim.instalments_wrong')),
}
const sellerFields = {
  ...stated,
  kind,
  settlementCycle: emptyAs(null, oneOf(settlementCycles, 'claim.settlement_cycle_needed')),
  dueOn: emptyAs(null, kstDate),
}

const NumberedForm = z.object({ ...buyerFields, orderNumber })
const UnnumberedForm = z.object({ ...buyerFields, orderNumber: emptyAs('', orderNumber) })
const SellerForm = z.object(sellerFields)

/**
 * A claim as its form sends it → `ClaimDraft`; whatever is wrong is told at once. Order number (where the kind needs
 * one), lines, identity and consent must be there, all else may be left empty. A payment date left empty is the order
 * date; card fields are kept for cards only. Codes beside those of the single fields: `claim.kind_needed`,
 * `.items_needed`, `.too_many_items`, `.extra_consent_needed`, and those of `claimContradictions`.
 */
export const ClaimForm = z.transform((raw: unknown, payload): ClaimDraft => {
  const typed: Record<string, unknown> = typeof raw === 'object' && raw !== null ? { ...raw } : {}
  const known = kindNamed(typed.kind)
  const form = formOf(known).safeParse(typed)
  const answered = known ? answersForm(known).safeParse(typed.answers) : null
  const told = (answered?.error?.issues ?? []).map(({ message, path }) => ({
    message,
    path: ['answers', ...path],
  }))
  const odd = claimContradictions(typed, seoulDate(new Date()))
  const wrong = [
    ...(form.error?.issues ?? []),
    ...told,
    ...odd.map(([field, message]) => ({ message, path: [field] })),
    ...(form.success && hasExtras(form.data.identity) && !form.data.extraConsent
      ? [{ message: 'claim.extra_consent_needed', path: ['extraConsent'] }]
      : []),
  ]
  for (const { message, path } of wrong) payload.issues.push({ code: 'custom', message, path, input: raw })
  if (!form.success || wrong.length > 0) return z.NEVER
  return draftOf(form.data, answered?.success ? answered.data : {})
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

function formOf(kind: ClaimKind | null) {
  const order = kind ? kindSpecs[kind].order : 'needed'
  return { needed: NumberedForm, optional: UnnumberedForm, none: SellerForm }[order]
}

type Read = z.infer<typeof NumberedForm> | z.infer<typeof SellerForm>

function draftOf(read: Read, answers: Answers): ClaimDraft {
  const details = detailsOf(read, answers)
  const { clientId, items, story, identity, consentVersion } = read
  const refunded = details.refunds?.length
    ? details.refunds.reduce((sum, each) => sum + each.amount, 0)
    : read.refunded
  const common = { clientId, items, refunded, story, identity, consentVersion, details }
  if (!('orderNumber' in read)) {
    const { settlementCycle, dueOn } = read
    return { ...common, kind: read.kind as SellerKind, settlementCycle, dueOn }
  }
  const { orderNumber, orderedOn, paymentMethod: method } = read
  const card = method?.startsWith('card') || method === 'easy_pay'
  return {
    ...common,
    kind: read.kind as BuyerKind,
    orderNumber,
    orderedOn,
    paidOn: read.paidOn ?? orderedOn,
    paymentMethod: method,
    cardIssuer: card ? read.cardIssuer : '',
    installmentMonths: method === 'card_installment' ? read.installmentMonths : null,
  }
}

/** The consent to more goes with what it was given for. */
function detailsOf(read: Read, answers: Answers): Partial<ClaimDetails> {
  const details = Object.fromEntries(
    Object.keys(detailFields).map((field) => [field, read[field as keyof typeof detailFields]]),
  ) as Partial<ClaimDetails>
  return { ...details, answers, extraConsent: hasExtras(read.identity) ? read.extraConsent : '' }
}
