import { MESSAGE_MAX } from '#app/shapes/live.ts'
import {
  alwaysCovered,
  findPersonalData,
  maskPersonalData,
  type PersonalKind,
} from '#app/shapes/personal-data.ts'
import { type Reading, read, refuse } from '#app/shapes/reading.ts'
import { cleanText, countGraphemes } from '#app/shapes/text.ts'
import { grouped } from '#app/text/format.ts'
import { composer, personalNames } from '#app/text/ko/chat.ts'

/** From so many characters before the end the composer counts down. */
const COUNT_FROM = 200

/**
 * A message as the server will keep it: what it would refuse is said before it leaves the field, and personal data is
 * covered before it is kept on the device, except what the writer insists on. Nothing but pictures is a message too.
 */
export function readWords(
  typed: string,
  { insist, carries }: { insist: readonly PersonalKind[]; carries: boolean },
): Reading<string> {
  const cleaned = cleanText(typed, { max: MESSAGE_MAX, multiline: true })
  if (!cleaned.ok) return refuse(cleaned.code === 'too_long' ? 'message.too_long' : `text.${cleaned.code}`)
  if (cleaned.value === '' && !carries) return refuse('message.empty')
  return read(maskPersonalData(cleaned.value, new Set(insist)).text)
}

/** How much room is left, once it is getting short; else null. */
export function lengthNote(typed: string): string | null {
  // Two code units a character is the usual most; short texts need no counting.
  if (typed.length < MESSAGE_MAX - COUNT_FROM) return null
  const left = MESSAGE_MAX - countGraphemes(typed)
  if (left > COUNT_FROM) return null
  return left < 0 ? composer.over(grouped(-left)) : composer.left(grouped(left))
}

/** Personal data in the words: what the writer may say openly, as it stands there, and kinds that never may be. */
export type Exposed = { open: { kind: PersonalKind; text: string }[]; always: PersonalKind[] }

const NOTHING: Exposed = { open: [], always: [] }

export function exposedIn(typed: string): Exposed {
  const text = typed.slice(0, MESSAGE_MAX)
  const spans = findPersonalData(text)
  if (spans.length === 0) return NOTHING
  const open = spans
    .filter(({ kind }) => !alwaysCovered.has(kind))
    .map(({ kind, start, end }) => ({ kind, text: text.slice(start, end) }))
  const always = [...new Set(spans.map(({ kind }) => kind).filter((kind) => alwaysCovered.has(kind)))]
  return { open, always }
}

/** Said where there is nothing to choose; else null. */
export function coveredNote({ open, always }: Exposed): string | null {
  if (open.length > 0 || always.length === 0) return null
  return composer.covers(always.map((kind) => personalNames[kind]).join(', '))
}

/** The same object as before while nothing of it changed, so that typing on draws nothing anew. */
export function steadyExposed(before: Exposed, typed: string): Exposed {
  const now = exposedIn(typed)
  return JSON.stringify(now) === JSON.stringify(before) ? before : now
}
