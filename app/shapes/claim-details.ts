import * as z from 'zod/mini'
import type { Answers } from './claim-answers.ts'
import { emptyAs, oneOf, rowsOf, ticked } from './claim-fields.ts'
import { kstDate } from './date.ts'
import { kstTimeOfDay } from './kst-time.ts'
import { won } from './money.ts'
import { orderNumber } from './order-number.ts'
import { read, refuse, shape } from './reading.ts'
import { text } from './text.ts'

// What a claim may state beside the first facts. All of it may come later, as another version.

/** 앱, 웹, 라이브방송, 메신저·SNS, 전화, 그 밖. */
export const orderSources = ['app', 'web', 'live', 'message', 'phone', 'other'] as const
export type OrderSource = (typeof orderSources)[number]
/** 물건, 환불, 포인트, 사과, 손해배상. */
export const reliefs = ['delivery', 'refund', 'points', 'apology', 'damages'] as const
export type Relief = (typeof reliefs)[number]
export const offerKinds = ['refund', 'points', 'goods', 'apology', 'other'] as const
export const offerAudiences = ['me', 'some', 'all'] as const
export const offerAnswers = ['accepted', 'declined', 'waiting'] as const

/** Money that came back on a day (KST, null when not remembered), won. */
export type Refund = { on: string | null; amount: number }
/** What the company offered to whom, and what came of it. `amount` is won, 0 for what is no money. */
export type Offer = {
  on: string | null
  what: (typeof offerKinds)[number]
  words: string
  amount: number
  toWhom: (typeof offerAudiences)[number]
  answer: (typeof offerAnswers)[number]
}

/** Dates are KST `YYYY-MM-DD`, `cancelledAt` is `HH:MM`, amounts are won. */
export type ClaimDetails = {
  promisedOn: string | null
  deliveredOn: string | null
  knownOn: string | null
  /** The day the claimant told the shop: cancelling, withdrawing, asking for delivery or money. */
  noticeOn: string | null
  /** The day and time the shop told that it had cancelled. */
  cancelledOn: string | null
  cancelledAt: string | null
  refundPromisedOn: string | null
  periodFrom: string | null
  periodTo: string | null
  closedOn: string | null
  orderSource: OrderSource | null
  sellerName: string
  paymentGateway: string
  approvalNumber: string
  trackingNumber: string
  noTracking: boolean
  shipping: number
  coupon: number
  points: number
  gross: number | null
  fee: number | null
  deductions: number | null
  loss: number
  lossWhat: string
  refunds: readonly Refund[]
  offers: readonly Offer[]
  relief: Relief | null
  answers: Answers
  /** The version of the consent to keep more than name, phone and e-mail; '' where there is no more. */
  extraConsent: string
}

export const noDetails: ClaimDetails = {
  promisedOn: null,
  deliveredOn: null,
  knownOn: null,
  noticeOn: null,
  cancelledOn: null,
  cancelledAt: null,
  refundPromisedOn: null,
  periodFrom: null,
  periodTo: null,
  closedOn: null,
  orderSource: null,
  sellerName: '',
  paymentGateway: '',
  approvalNumber: '',
  trackingNumber: '',
  noTracking: false,
  shipping: 0,
  coupon: 0,
  points: 0,
  gross: null,
  fee: null,
  deductions: null,
  loss: 0,
  lossWhat: '',
  refunds: [],
  offers: [],
  relief: null,
  answers: {},
  extraConsent: '',
}

/** Names and what followed, in characters. */
export const DETAIL_TEXT = { name: 60, lossWhat: 300, offer: 200 } as const
/** Days money came back on, and offers: more than anybody was made. */
export const REFUNDS_MAX = 20
export const OFFERS_MAX = 10

const day = emptyAs(null, kstDate)
const amount = emptyAs(0, won)
const sum = emptyAs(null, won)
const name = (code: string) => text({ max: DETAIL_TEXT.name, min: 0, code })

const RefundRow = z.object({ on: day, amount: won })
const OfferRow = z.object({
  on: day,
  what: oneOf(offerKinds, 'claim.offer_kind_needed'),
  words: text({ max: DETAIL_TEXT.offer, min: 0, code: 'offer' }),
  amount,
  toWhom: emptyAs('me' as const, oneOf(offerAudiences, 'claim.choice_unknown')),
  answer: emptyAs('waiting' as const, oneOf(offerAnswers, 'claim.choice_unknown')),
})

/** The fields of `ClaimDetails` as forms send them, all by name and all optional; `answers` are read by kind. */
export const detailFields = {
  promisedOn: day,
  deliveredOn: day,
  knownOn: day,
  noticeOn: day,
  cancelledOn: day,
  cancelledAt: emptyAs(null, kstTimeOfDay),
  refundPromisedOn: day,
  periodFrom: day,
  periodTo: day,
  closedOn: day,
  orderSource: emptyAs(null, oneOf(orderSources, 'claim.choice_unknown')),
  sellerName: name('seller_name'),
  paymentGateway: name('payment_gateway'),
  approvalNumber: emptyAs('', numberNamed('approval_number')),
  trackingNumber: emptyAs('', numberNamed('tracking_number')),
  noTracking: ticked,
  shipping: amount,
  coupon: amount,
  points: amount,
  gross: sum,
  fee: sum,
  deductions: sum,
  loss: amount,
  lossWhat: text({ max: DETAIL_TEXT.lossWhat, min: 0, multiline: true, code: 'loss' }),
  refunds: rowsOf(RefundRow, REFUNDS_MAX, 'claim.too_many_refunds'),
  offers: rowsOf(OfferRow, OFFERS_MAX, 'claim.too_many_offers'),
  relief: emptyAs(null, oneOf(reliefs, 'claim.choice_unknown')),
}

/** Numbers that are written like order numbers, with codes of their own. */
function numberNamed(area: string) {
  return shape((raw) => {
    const found = orderNumber.safeParse(raw)
    if (found.success) return read(found.data)
    const code = found.error.issues[0]?.message.split('.')[1] ?? 'bad_characters'
    return refuse(`${area}.${code}`)
  })
}
