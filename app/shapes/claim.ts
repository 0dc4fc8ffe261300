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
