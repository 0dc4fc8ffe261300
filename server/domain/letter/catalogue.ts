import type { ClaimSide } from '#app/shapes/case.ts'
import type { ClaimKind, PaymentMethod } from '#app/shapes/claim.ts'
import type { LetterField, LetterId } from '#app/shapes/letter.ts'
import { cardWithdrawalBody, defenceBody, objectionBody } from '#app/text/ko/letter-card.ts'
import { settlementBody, settlementDemandBody } from '#app/text/ko/letter-settlement.ts'
import { demandBody, redeliveryBody, refundBody, withdrawalBody } from '#app/text/ko/letter-shop.ts'
import type { letterFact } from '#app/text/ko/letters.ts'
import type { LetterBlock, LetterDraft, Slot } from '#app/text/letter.ts'

// Every letter as data: whom it is for, what it rests on, what the person fills in.

/** What a letter rests on: since when the text is in force (null: to be looked up) and when it was last read. */
export type Basis = { law: string; effectiveFrom: string | null; checkedOn: string }

export type LetterRule = {
  addressee: 'shop' | 'card'
  side: ClaimSide
  /** Kinds of claim it fits; absent: all of its side. */
  kinds?: readonly ClaimKind[]
  /** Ways of payment it fits; absent: any. */
  methods?: readonly PaymentMethod[]
  basis: readonly Basis[]
  body: Pick<LetterDraft, 'title' | 'blocks'>
  facts: readonly (readonly [keyof typeof letterFact, Slot])[]
  /** What is asked for beside sender, receiver, date and enclosures. */
  fields: readonly LetterField[]
  /** Meant for a post office: three copies unless one is asked for. */
  registered?: true
}

const CHECKED = '2026-11-22'
const ecommerce = (articles: string): Basis => {
  return { law: `전자상거래법 ${articles}`, effectiveFrom: '2026-07-21', checkedOn: CHECKED }
}
const instalment = (articles: string): Basis => {
  return { law: `할부거래법 ${articles}`, effectiveFrom: '2024-08-07', checkedOn: CHECKED }
}
const LATE_RATE: Basis = {
  law: '전자상거래법 시행령 제21조의3',
  effectiveFrom: '2016-09-30',
  checkedOn: CHECKED,
}
const COMMERCIAL_RATE: Basis = { law: '상법 제54조', effectiveFrom: '2026-03-06', checkedOn: CHECKED }
const POST: Basis = { law: '우편법 시행규칙 제46조~제51조', effectiveFrom: '2025-09-30', checkedOn: CHECKED }

const order = [
  ['shop', 'shop'],
  ['orderNumber', 'orderNumber'],
  ['orderedOn', 'orderedOn'],
  ['paidOn', 'paidOn'],
  ['payment', 'payment'],
  ['goods', 'goods'],
  ['principal', 'principal'],
  ['refunded', 'refunded'],
] as const
const sale = [
  ['merchant', 'merchant'],
  ['cardNumber', 'cardNumber'],
  ['soldOn', 'paidOn'],
  ['orderNumber', 'orderNumber'],
  ['goods', 'goods'],
  ['principal', 'principal'],
] as const
const settled = [
  ['shop', 'shop'],
  ['lines', 'goods'],
  ['cycle', 'cycle'],
  ['dueOn', 'dueOn'],
  ['settled', 'principal'],
  ['paidOut', 'refunded'],
] as const

/** In the order in which they are offered. */
export const letterRules: Record<LetterId, LetterRule> = {
  withdrawal: {
    addressee: 'shop',
    side: 'buyer',
    // What the shop or the buyer has cancelled already cannot be withdrawn from.
    kinds: ['refund', 'nondelivery', 'missing', 'silent', 'defect', 'wrong_item', 'voucher'],
    basis: [ecommerce('제17조, 제18조'), LATE_RATE],
    body: withdrawalBody,
    facts: order,
    fields: ['receivedOn', 'payBy', 'course', 'account'],
  },
  refund: {
    addressee: 'shop',
    side: 'buyer',
    basis: [ecommerce('제18조'), LATE_RATE],
    body: refundBody,
    facts: order,
    fields: ['askedOn', 'receivedOn', 'payBy', 'course', 'account'],
  },
  redelivery: {
    addressee: 'shop',
    side: 'buyer',
    kinds: ['nondelivery', 'missing', 'wrong_item'],
    basis: [ecommerce('제15조')],
    body: redeliveryBody,
    facts: [
      ['shop', 'shop'],
      ['orderNumber', 'orderNumber'],
      ['trackingNumber', 'trackingNumber'],
      ['orderedOn', 'orderedOn'],
      ['missing', 'missing'],
    ],
    fields: ['trackingNumber', 'missing', 'payBy', 'course'],
  },
  demand: {
    addressee: 'shop',
    side: 'buyer',
    basis: [ecommerce('제18조'), LATE_RATE, POST],
    body: demandBody,
    facts: order,
    fields: ['askedOn', 'receivedOn', 'payBy', 'course', 'account'],
    registered: true,
  },
  'card-defence': {
    addressee: 'card',
    side: 'buyer',
    methods: ['card_installment'],
    basis: [instalment('제16조'), { ...instalment('시행령 제11조'), effectiveFrom: '2023-09-22' }],
    body: defenceBody,
    facts: [...sale, ['months', 'months'], ['paidTimes', 'paidTimes']],
    fields: ['cardNumber', 'merchant', 'ground', 'supplyDueOn', 'paidTimes', 'unpaid', 'course'],
    registered: true,
  },
  'card-withdrawal': {
    addressee: 'card',
    side: 'buyer',
    methods: ['card_installment'],
    basis: [instalment('제8조, 제9조'), { ...instalment('시행령 제6조'), effectiveFrom: '2023-09-22' }],
    body: cardWithdrawalBody,
    facts: [...sale, ['months', 'months']],
    fields: ['cardNumber', 'merchant', 'noticedOn', 'payBy', 'course'],
    registered: true,
  },
  'card-objection': {
    addressee: 'card',
    side: 'buyer',
    methods: ['card_once', 'card_installment', 'easy_pay'],
    basis: [{ law: '여신전문금융업법 제16조', effectiveFrom: null, checkedOn: CHECKED }],
    body: objectionBody,
    facts: sale,
    fields: ['cardNumber', 'merchant', 'payBy', 'course'],
  },
  settlement: {
    addressee: 'shop',
    side: 'seller',
    kinds: ['settlement'],
    basis: [COMMERCIAL_RATE],
    body: settlementBody,
    facts: settled,
    fields: ['payBy', 'course', 'account'],
  },
  'settlement-demand': {
    addressee: 'shop',
    side: 'seller',
    kinds: ['settlement'],
    basis: [COMMERCIAL_RATE, { law: '민법 제174조', effectiveFrom: '2026-03-17', checkedOn: CHECKED }, POST],
    body: settlementDemandBody,
    facts: settled,
    fields: ['payBy', 'course', 'account'],
    registered: true,
  },
}

/** Fields of every letter, in the order they are asked for: who, to whom, when. */
export const commonFields = {
  parties: ['senderName', 'senderAddress', 'senderPhone', 'receiverName', 'receiverHead', 'receiverAddress'],
  last: ['enclosed', 'writtenOn'],
} as const satisfies Record<string, readonly LetterField[]>

/** Whether every field that a body names is asked for or given by the claim; a test walks all letters. */
export function slotsIn(blocks: readonly LetterBlock[]): string[] {
  return blocks.flatMap((block) => {
    if (typeof block !== 'string' && 'kind' in block) return []
    const text = typeof block === 'string' ? block : block.text
    return [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')
  })
}
