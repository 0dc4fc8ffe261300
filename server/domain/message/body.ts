import { MESSAGE_MAX } from '#app/shapes/live.ts'
import { findResidentNumber } from '#app/shapes/resident-number.ts'
import { cleanText } from '#app/shapes/text.ts'
import { Refusal } from '../refusal.ts'

/** The column's own limit, in code points: emoji families cost several each. */
const BODY_MAX_POINTS = 4000

/**
 * A message's text made safe to keep and show. Refuses `message.empty`, `message.too_long` (over `MESSAGE_MAX`
 * graphemes or 4,000 code points), `text.bad_characters` and `text.resident_number`.
 */
export function cleanBody(raw: string): string {
  const cleaned = cleanText(raw, { max: MESSAGE_MAX, multiline: true })
  if (!cleaned.ok) throw refused(cleaned.code === 'too_long' ? 'message.too_long' : `text.${cleaned.code}`)
  if (cleaned.value === '') throw refused('message.empty')
  if (cleaned.value.length > BODY_MAX_POINTS && Array.from(cleaned.value).length > BODY_MAX_POINTS) {
    throw refused('message.too_long')
  }
  if (findResidentNumber(cleaned.value)) throw refused('text.resident_number')
  return cleaned.value
}

function refused(code: string): Refusal {
  return new Refusal('invalid', code, { fields: { body: code } })
}
