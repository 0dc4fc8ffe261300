import { MESSAGE_MAX } from '#app/shapes/live.ts'
import { maskPersonalData, type PersonalKind } from '#app/shapes/personal-data.ts'
import { cleanText } from '#app/shapes/text.ts'
import { type Marks, marksOf } from '../order/hold.ts'
import { Refusal } from '../refusal.ts'

/** The column's own limit, in code points: emoji families cost several each. */
const BODY_MAX_POINTS = 4000

/**
 * A message's text as it is kept; `masked` says that personal data in it was covered, `marks` what in the words as they
 * were typed may let it wait.
 */
export type Body = { body: string; masked: boolean; marks: Marks }

/**
/**
 * A message's text made safe to keep and show, its personal data covered except what the writer insists on (never
 * registration and card numbers). Refuses `message.empty` (unless it carries something else), `message.too_long` (over
 * `MESSAGE_MAX` graphemes or 4,000 code points) and `text.bad_characters`.
 */
export function cleanBody(
  raw: string,
  { insist = [], carries = false }: { insist?: readonly PersonalKind[] | undefined; carries?: boolean } = {},
): Body {
  const cleaned = cleanText(raw, { max: MESSAGE_MAX, multiline: true })
  if (!cleaned.ok) throw refused(cleaned.code === 'too_long' ? 'message.too_long' : `text.${cleaned.code}`)
  if (cleaned.value === '' && !carries) throw refused('message.empty')
  if (cleaned.value.length > BODY_MAX_POINTS && Array.from(cleaned.value).length > BODY_MAX_POINTS) {
    throw refused('message.too_long')
  }
  const { text, kinds } = maskPersonalData(cleaned.value, new Set(insist))
  return { body: text, masked: kinds.length > 0, marks: marksOf(cleaned.value) }
}

function refused(code: string): Refusal {
  return new Refusal('invalid', code, { fields: { body: code } })
}
