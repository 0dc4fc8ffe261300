import * as z from 'zod/mini'
import { kstDate } from './date.ts'
import { won } from './money.ts'
import { maybe, type Reading, read, refuse, shape } from './reading.ts'
import { readText, text } from './text.ts'

/** Every letter a claim can be turned into. What each says stands in app/text/ko/letter-*.ts. */
export const letterIds = [
  'withdrawal',
  'refund',
  'redelivery',
  'demand',
  'card-defence',
  'card-withdrawal',
  'card-objection',
  'settlement',
  'settlement-demand',
] as const
export type LetterId = (typeof letterIds)[number]

/** 정중하게, 단호하게. Both state the same facts and the same request. */
export const letterTones = ['polite', 'firm'] as const
export type LetterTone = (typeof letterTones)[number]

/** The grounds of a defence, by their number in 할부거래법 제16조제1항. */
export const defenceGrounds = ['1', '2', '3', '4', '5', '6'] as const
export type DefenceGround = (typeof defenceGrounds)[number]

/** How many copies a PDF holds: one, or the three a post office asks for (우편법 시행규칙 제48조). */
export const letterCopies = ['1', '3'] as const

/** Longest texts of a letter, in characters. */
export const LETTER_TEXT = { line: 120, address: 200, course: 3000, list: 1000 } as const
/** Digits of a card number that may stand in a letter: the first six and the last four. */
const CARD_DIGITS = 10
/** Instalments already paid; a card lets one pay in 60 months at most. */
const PAID_TIMES_MAX = 60
/** Longest such number looked at, in UTF-16 code units. */
const PAID_TIMES_UNITS = 20

const line = plainly(text({ max: LETTER_TEXT.line, min: 0, code: 'letter_line' }))
const address = plainly(text({ max: LETTER_TEXT.address, min: 0, code: 'letter_address' }))
const list = plainly(text({ max: LETTER_TEXT.list, min: 0, multiline: true, code: 'letter_list' }))
const course = plainly(text({ max: LETTER_TEXT.course, min: 0, multiline: true, code: 'letter_course' }))
const date = emptyAs('', kstDate)

/**
 * What the person fills in, each left empty at will: an empty one is a marked blank in the letter. Dates are
 * `YYYY-MM-DD`, amounts whole won. Codes: `letter_line.*`, `letter_address.*`, `letter_list.*`, `letter_course.*` as
 * `text` has them, `letter.pictures` (emoji: a post office takes none), `letter.whole_card`, `letter.paid_times`.
 */
export const letterFields = {
  senderName: line,
  senderAddress: address,
  senderPhone: line,
  receiverName: line,
  receiverHead: line,
  receiverAddress: address,
  writtenOn: date,
  payBy: date,
  receivedOn: date,
  askedOn: date,
  noticedOn: date,
  supplyDueOn: date,
  merchant: line,
  cardNumber: shape(readCardNumber),
  paidTimes: shape(readPaidTimes),
  unpaid: emptyAs(null, won),
  ground: oneOf(['', ...defenceGrounds], ''),
  trackingNumber: line,
  missing: list,
  course,
  account: line,
  enclosed: list,
} as const
export type LetterField = keyof typeof letterFields

export const LetterForm = z.object({
  ...letterFields,
  tone: oneOf(letterTones, 'polite'),
  copies: oneOf(letterCopies, '1'),
})
export type LetterValues = z.infer<typeof LetterForm>

/** The same of what is being typed: what cannot be read yet counts as empty. */
export function readableLetter(typed: Record<string, unknown>): LetterValues {
  const readable = Object.entries(LetterForm.shape).filter(
    ([name, field]) => (field as z.ZodMiniType).safeParse(typed[name]).success,
  )
  return LetterForm.parse(Object.fromEntries(readable.map(([name]) => [name, typed[name]])))
}

/** A text without the pictures a post office takes none of: they are no letters, digits or usual signs. */
export function withoutPictures(given: string): string {
  return given.replace(PICTURES, '').replace(/ {2,}/g, ' ').trim()
}

const PICTURE = /\p{Emoji_Presentation}|\u20e3|\ufe0f/u
const PICTURES = new RegExp(`${PICTURE.source}|\\u200d`, 'gu')

function plainly(schema: z.ZodMiniType<string, unknown>) {
  return schema.check(z.refine((given) => !PICTURE.test(given), 'letter.pictures'))
}

function readCardNumber(raw: unknown): Reading<string> {
  const given = readText(raw, { max: LETTER_TEXT.line, min: 0, code: 'letter_line' })
  if (!given.ok) return given
  const digits = given.value.normalize('NFKC').replace(/\D/g, '')
  return digits.length > CARD_DIGITS ? refuse('letter.whole_card') : given
}

function readPaidTimes(raw: unknown): Reading<number | null> {
  if (raw === undefined || raw === null || raw === '') return read(null)
  if (typeof raw !== 'string' || raw.length > PAID_TIMES_UNITS) return refuse('letter.paid_times')
  const digits = /^(\d{1,2})(?:회|회차|번)?$/.exec(raw.normalize('NFKC').replace(/\s/g, ''))?.[1]
  const times = Number(digits ?? Number.NaN)
  return times >= 0 && times <= PAID_TIMES_MAX ? read(times) : refuse('letter.paid_times')
}

function oneOf<const T extends string>(known: readonly T[], otherwise: T) {
  return shape((raw): Reading<T> => read(known.find((each) => each === raw) ?? otherwise))
}

function emptyAs<T, V>(value: V, schema: z.ZodMiniType<T, unknown>) {
  return z.pipe(
    maybe(schema),
    z.transform((given): T | V => (given === undefined ? value : given)),
  )
}
