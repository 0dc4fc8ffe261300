import { MESSAGE_MAX } from '#app/shapes/live.ts'
import { maskPersonalData } from '#app/shapes/personal-data.ts'
import { type Reading, read, refuse } from '#app/shapes/reading.ts'
import { cleanText, countGraphemes } from '#app/shapes/text.ts'
import { grouped } from '#app/text/format.ts'
import { composer, personalNames } from '#app/text/ko/chat.ts'

/** From so many characters before the end the composer counts down. */
const COUNT_FROM = 200

/**
 * A message as the server will keep it: what it would refuse is said before it leaves the field, and personal data is
 * covered before it is kept on the device.
 */
export function readWords(typed: string): Reading<string> {
  const cleaned = cleanText(typed, { max: MESSAGE_MAX, multiline: true })
  if (!cleaned.ok) return refuse(cleaned.code === 'too_long' ? 'message.too_long' : `text.${cleaned.code}`)
  if (cleaned.value === '') return refuse('message.empty')
  return read(maskPersonalData(cleaned.value).text)
}

/** How much room is left, once it is getting short; else null. */
export function lengthNote(typed: string): string | null {
  // Two code units a character is the usual most; short texts need no counting.
  if (typed.length < MESSAGE_MAX - COUNT_FROM) return null
  const left = MESSAGE_MAX - countGraphemes(typed)
  if (left > COUNT_FROM) return null
  return left < 0 ? composer.over(grouped(-left)) : composer.left(grouped(left))
}

/** What will be covered of the words typed so far, said before they are sent; else null. */
export function coveredNote(typed: string): string | null {
  const { kinds } = maskPersonalData(typed.slice(0, MESSAGE_MAX))
  return kinds.length > 0 ? composer.covers(kinds.map((kind) => personalNames[kind]).join(', ')) : null
}
