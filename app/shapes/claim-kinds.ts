import type { ClaimSide } from './case.ts'

// Every kind of harm as data: its side, what it cannot be filed without, the questions that are its own, the papers
// that prove it. Forms, checks, completeness and lists read this table; the Korean words stand under the same keys in
// app/text/ko/claim-kinds.ts.

export const buyerKinds = [
  'refund',
  'nondelivery',
  'missing',
  'cancelled',
  'self_cancelled',
  'silent',
  'defect',
  'wrong_item',
  'voucher',
  'coupon',
] as const
export const sellerKinds = ['settlement', 'stock', 'double_refund'] as const
export const claimKinds = [...buyerKinds, ...sellerKinds] as const

export type BuyerKind = (typeof buyerKinds)[number]
export type SellerKind = (typeof sellerKinds)[number]
export type ClaimKind = (typeof claimKinds)[number]

/** A question of one kind. `max` is characters of a text, or the highest count; `extra` ones may well stay empty. */
export type Question = { extra?: true } & (
  | { type: 'choice'; options: readonly string[] }
  | { type: 'choices'; options: readonly string[] }
  | PlainQuestion
)
/** One answered in a field. */
export type PlainQuestion =
  | { type: 'text'; max: number; long?: true }
  | { type: 'count'; max: number }
  | { type: 'date' | 'time' | 'won' }

/** Facts of any claim that a kind asks for by name; the rest are asked of all buyers or all sellers. */
export type KindFact =
  | 'promisedOn'
  | 'deliveredOn'
  | 'knownOn'
  | 'noticeOn'
  | 'cancelledOn'
  | 'cancelledAt'
  | 'refundPromisedOn'
  | 'period'
  | 'closedOn'
  | 'dueOn'
  | 'sums'

/** Papers a claim is proved by. */
export type EvidenceSlot =
  | 'order'
  | 'payment'
  | 'request'
  | 'answer'
  | 'tracking'
  | 'parcel'
  | 'label'
  | 'goods'
  | 'video'
  | 'listing'
  | 'notice'
  | 'attempts'
  | 'voucher'
  | 'contract'
  | 'settlement'
  | 'transfer'
  | 'policy'
  | 'reviews'

export type KindSpec = {
  side: ClaimSide
  /** Whether an order number is needed to file, may be left out, or is none of this kind. */
  order: 'needed' | 'optional' | 'none'
  /** A tracking number or "송장 미발급", and the gate "아직 배송 중인가요?", are needed to file. */
  tracking?: true
  /** Each line says how many of it arrived. */
  received?: true
  facts: readonly KindFact[]
  questions: Readonly<Record<string, Question>>
  evidence: readonly EvidenceSlot[]
}

/** Characters of a short answer, of a telling, and of a name or number. */
const WORDS = 120
const TELLING = 1000
const NAME = 60
/** Calls, orders and pieces nobody has more of. */
const MANY = 100_000

const yesNo = ['yes', 'no'] as const
const channels = ['phone', 'sms', 'email', 'kakao', 'platform', 'board', 'visit'] as const

/** "yes" does not pass: what is on its way is no missing parcel yet. */
const onTheWay = { type: 'choice', options: ['no', 'late', 'yes'] } as const
const delivery = {
  onTheWay,
  deliveryState: { type: 'choice', options: ['preparing', 'stopped', 'shown_delivered', 'cannot_see'] },
  courier: { type: 'text', max: NAME, extra: true },
  lastLookedOn: { type: 'date', extra: true },
} as const
const received = {
  expected: { type: 'text', max: TELLING, long: true },
  got: { type: 'text', max: TELLING, long: true },
  sentBack: { type: 'choice', options: ['kept', 'sent_back', 'return_refused'] },
} as const

export const kindSpecs: Readonly<Record<ClaimKind, KindSpec>> = {
  refund: {
    side: 'buyer',
    order: 'needed',
    facts: ['noticeOn', 'refundPromisedOn'],
    questions: {
      cause: { type: 'choice', options: ['i_cancelled', 'sent_back', 'shop_cancelled', 'sold_out'] },
      refundState: { type: 'choice', options: ['promised', 'waiting_line', 'refused', 'no_answer'] },
    },
    evidence: ['order', 'payment', 'request', 'answer', 'policy'],
  },
  nondelivery: {
    side: 'buyer',
    order: 'needed',
    tracking: true,
    facts: ['promisedOn', 'noticeOn'],
    questions: delivery,
    evidence: ['order', 'payment', 'tracking', 'answer'],
  },
  missing: {
    side: 'buyer',
    order: 'needed',
    tracking: true,
    received: true,
    facts: ['promisedOn', 'deliveredOn', 'noticeOn'],
    questions: {
      ...delivery,
      parcel: { type: 'choice', options: ['whole', 'opened', 'several_parcels'], extra: true },
    },
    evidence: ['order', 'payment', 'parcel', 'label', 'goods'],
  },
  cancelled: {
    side: 'buyer',
    order: 'needed',
    facts: ['cancelledOn', 'cancelledAt', 'knownOn'],
    questions: {
      consent: { type: 'choice', options: ['no', 'yes', 'not_asked'] },
      channel: { type: 'choice', options: [...channels, 'none'] },
      calledOn: { type: 'date', extra: true },
      calledAt: { type: 'time', extra: true },
      reason: { type: 'choice', options: ['price', 'sold_out', 'closing', 'unsaid', 'other'] },
      listedPrice: { type: 'won', extra: true },
      normalPrice: { type: 'won', extra: true },
      threat: { type: 'text', max: TELLING, long: true, extra: true },
    },
    evidence: ['order', 'payment', 'notice', 'listing'],
  },
  self_cancelled: {
    side: 'buyer',
    order: 'needed',
    facts: ['noticeOn', 'refundPromisedOn'],
    questions: {
      why: { type: 'choice', options: ['asked_to', 'feared_loss', 'changed_mind', 'other'] },
      refundState: { type: 'choice', options: ['promised', 'waiting_line', 'refused', 'no_answer'] },
    },
    evidence: ['order', 'payment', 'request', 'notice'],
  },
  silent: {
    side: 'buyer',
    order: 'optional',
    facts: ['promisedOn', 'noticeOn'],
    questions: {
      channels: { type: 'choices', options: channels },
      firstTriedOn: { type: 'date' },
      lastTriedOn: { type: 'date' },
      tries: { type: 'count', max: MANY },
      lastSeenOn: { type: 'date', extra: true },
      site: { type: 'choice', options: ['open', 'closed', 'unknown'] },
    },
    evidence: ['order', 'payment', 'attempts'],
  },
  defect: {
    side: 'buyer',
    order: 'needed',
    facts: ['deliveredOn', 'knownOn', 'noticeOn'],
    questions: {
      fault: { type: 'choice', options: ['broken', 'not_working', 'unlike_listing', 'fake', 'other'] },
      ...received,
    },
    evidence: ['order', 'goods', 'video', 'parcel', 'label', 'listing', 'policy', 'reviews'],
  },
  wrong_item: {
    side: 'buyer',
    order: 'needed',
    facts: ['deliveredOn', 'knownOn', 'noticeOn'],
    questions: received,
    evidence: ['order', 'goods', 'label', 'listing', 'policy', 'reviews'],
  },
  voucher: {
    side: 'buyer',
    order: 'optional',
    facts: ['knownOn', 'noticeOn'],
    questions: {
      issuer: { type: 'text', max: NAME },
      faceValue: { type: 'won' },
      used: { type: 'won', extra: true },
      validUntil: { type: 'date', extra: true },
      trouble: { type: 'choice', options: ['not_sent', 'not_accepted', 'points_gone', 'expired'] },
    },
    evidence: ['order', 'payment', 'voucher', 'answer'],
  },
  coupon: {
    side: 'buyer',
    order: 'optional',
    facts: ['noticeOn'],
    questions: {
      code: { type: 'text', max: NAME, extra: true },
      promised: { type: 'text', max: TELLING, long: true },
      refusedWhy: { type: 'text', max: TELLING, long: true },
    },
    evidence: ['order', 'listing', 'answer', 'policy'],
  },
  settlement: {
    side: 'seller',
    order: 'none',
    facts: ['period', 'closedOn', 'dueOn', 'sums'],
    questions: {
      contract: { type: 'choice', options: ['broker', 'consigned', 'special', 'purchased'] },
      closedBy: { type: 'choice', options: ['month_end', 'confirmed', 'received'] },
      taxInvoice: { type: 'text', max: NAME, extra: true },
      loan: { type: 'choice', options: yesNo },
      lender: { type: 'text', max: NAME, extra: true },
      assigned: { type: 'choice', options: ['yes', 'no', 'unknown'], extra: true },
    },
    evidence: ['contract', 'settlement', 'transfer', 'answer'],
  },
  stock: {
    side: 'seller',
    order: 'none',
    facts: ['noticeOn'],
    questions: {
      what: { type: 'choice', options: ['returns_unsent', 'stock_held', 'lost', 'return_cost'] },
      pieces: { type: 'count', max: MANY },
      place: { type: 'text', max: WORDS },
      shopSays: { type: 'choice', options: ['will_send', 'refused', 'no_answer'] },
    },
    evidence: ['contract', 'settlement', 'goods', 'request'],
  },
  double_refund: {
    side: 'seller',
    order: 'none',
    facts: ['noticeOn'],
    questions: {
      how: { type: 'choice', options: ['paid_buyer', 'deducted', 'both'] },
      buyers: { type: 'count', max: MANY },
      firstPaidOn: { type: 'date' },
      why: { type: 'text', max: TELLING, long: true, extra: true },
    },
    evidence: ['settlement', 'transfer', 'request'],
  },
}

/** The side a kind of claim stands on. */
export function sideOfKind(kind: ClaimKind): ClaimSide {
  return kindSpecs[kind].side
}

/** The kind of that name, or null. */
export function kindNamed(name: unknown): ClaimKind | null {
  return claimKinds.find((kind) => kind === name) ?? null
}
