import * as z from 'zod/mini'
import { businessNumber } from './business-number.ts'
import { Id } from './id.ts'
import { orderNumberKey, parseOrderNumber } from './order-number.ts'
import { type Reading, read, refuse, shape } from './reading.ts'
import { text } from './text.ts'

// What a company that was verified may say, and how it is verified.

/** How a code reaches a company: told by phone, mailed, sent by post, handed over. */
export const voiceMeans = ['phone', 'mail', 'post', 'visit'] as const
export type VoiceMeans = (typeof voiceMeans)[number]

/** 직접 배송 가능, 불가, 이 주문 정산 못 받음, 환불함, 모르는 주문. */
export const orderAnswers = ['ships', 'ships_not', 'unsettled', 'refunded', 'unknown'] as const
export type OrderAnswer = (typeof orderAnswers)[number]

/** Orders one answer may name: what is typed or pasted at once and still checked by eye. */
export const ORDERS_MAX = 200
/** UTF-16 code units looked at for them: each as long as an order number may be, with its line end. */
const ORDERS_UNITS = ORDERS_MAX * 62

/**
 * Order numbers, one a line or with commas between, as keys that duplicates are searched by, each once. Codes:
 * `voice.orders_needed`, `.orders_too_many`, `.order_unreadable`.
 */
export const OrderKeys = shape((raw): Reading<string[]> => {
  if (typeof raw !== 'string' || raw.trim() === '') return refuse('voice.orders_needed')
  if (raw.length > ORDERS_UNITS) return refuse('voice.orders_too_many')
  const typed = raw.split(/[\n,]/).filter((line) => line.trim() !== '')
  if (typed.length > ORDERS_MAX) return refuse('voice.orders_too_many')
  const numbers = typed.map(parseOrderNumber)
  if (numbers.some(({ ok }) => !ok)) return refuse('voice.order_unreadable')
  return read([...new Set(numbers.flatMap((number) => (number.ok ? [orderNumberKey(number.value)] : [])))])
})

function oneOf<const T extends string>(known: readonly T[], code: string) {
  return shape((raw): Reading<T> => {
    const value = known.find((each) => each === raw)
    return value ? read(value) : refuse(code)
  })
}

const body = text({ max: 2000, multiline: true, code: 'voice_body' })

/** What the host's form for a code sends. */
export const VoiceInviteForm = z.object({
  id: Id,
  respondentId: Id,
  means: oneOf(voiceMeans, 'voice.means_needed'),
  sentTo: text({ max: 200, code: 'voice_sent_to' }),
})
export const VoiceRef = z.object({ voiceId: Id })
/** The company's own proof beside the code. */
export const VoiceTakeForm = z.object({ businessNumber })
/** What the company's forms send. Sent twice with one `id`, it is one. */
export const StatementForm = z.object({ id: Id, body })
export const StatementEdit = z.object({
  id: Id,
  body,
  version: shape((raw): Reading<number> => {
    const given = Number(raw)
    return Number.isSafeInteger(given) && given > 0 ? read(given) : refuse('voice.changed_elsewhere')
  }),
})
export const StatementRef = z.object({ id: Id })
export const AnswerForm = z.object({
  id: Id,
  orders: OrderKeys,
  answer: oneOf(orderAnswers, 'voice.answer_needed'),
  note: text({ max: 300, min: 0, multiline: true, code: 'voice_note' }),
})
