import { MESSAGE_MENTIONS_MAX, type Mention } from './live.ts'
import { NICKNAME_LENGTH } from './nickname-length.ts'

// Where a text names people. A name stands behind an @ that is no part of an address; nicknames may hold blanks, so
// only those who know the names can tell where one ends.

/** Words that name all who run the case. */
export const staffWords = ['방장', '운영진'] as const

/** Where an @ begins a name, as the place right behind it. At most `MESSAGE_MENTIONS_MAX`: further ones name nobody. */
export function mentionSpots(text: string): number[] {
  const spots: number[] = []
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    if (INSIDE_ADDRESS.test(text.charAt(at - 1)) || !NAME_CHAR.test(text.slice(at + 1, at + 3))) continue
    spots.push(at + 1)
    if (spots.length === MESSAGE_MENTIONS_MAX) break
  }
  return spots
}

/** Everything at a spot that may be a nickname, longest first. */
export function namesAt(text: string, spot: number): string[] {
  const line = text.slice(spot, spot + NICKNAME_LENGTH.max * UNITS_PER_CHARACTER).split('\n', 1)[0] ?? ''
  const names: string[] = []
  let name = ''
  for (const { segment } of graphemes().segment(line)) {
    name += segment
    names.push(name)
    if (names.length === NICKNAME_LENGTH.max) break
  }
  return names
    .slice(NICKNAME_LENGTH.min - 1)
    .filter((each) => !each.endsWith(' '))
    .reverse()
}

/** True when a name may end at `end`: a blank, a mark, the end of the text, or a particle that people write behind names. */
export function endsName(text: string, end: number): boolean {
  return PARTICLE.test(text.slice(end, end + PARTICLE_UNITS))
}

/** A run of a text: words, or `@name` with those it names. */
export type NamedPart = { text: string; ids: readonly string[] }

/** Splits a text at the names it was found to hold. The longest name at a place counts. */
export function namedParts(text: string, mentions: readonly Mention[]): NamedPart[] {
  if (mentions.length === 0) return [{ text, ids: [] }]
  const names = [...new Set(mentions.map(({ name }) => name))].sort((a, b) => b.length - a.length)
  const parts: NamedPart[] = []
  let from = 0
  for (const spot of mentionSpots(text)) {
    const name = names.find((each) => text.startsWith(each, spot))
    if (name === undefined || spot - 1 < from) continue
    if (spot - 1 > from) parts.push({ text: text.slice(from, spot - 1), ids: [] })
    from = spot + name.length
    parts.push({ text: `@${name}`, ids: mentions.filter((each) => each.name === name).map(({ id }) => id) })
  }
  if (from < text.length) parts.push({ text: text.slice(from), ids: [] })
  return parts
}

/** Behind one of these an @ belongs to a mail address or a handle of elsewhere. */
const INSIDE_ADDRESS = /[A-Za-z0-9._@/-]/
/** A name does not begin with a blank; some begin with an emoji. */
const NAME_CHAR = /^[^\s@]/u
const PARTICLE_UNITS = 12
/** UTF-16 code units looked at for each character of a name; only chains of emoji need more. */
const UNITS_PER_CHARACTER = 8
const PARTICLE =
  /^(?:님|씨)?(?:들)?(?:께서는|께서|에게는|에게서|에게도|에게|한테는|한테서|한테도|한테|께는|께도|께|이랑은|이랑|랑|이라고|라고|이에요|예요|이나|까지|부터|처럼|보다|만큼|하고|과는|와는|과|와|은|는|이|가|을|를|의|에|도|만|로|으로|아|야)?(?![\p{L}\p{N}\p{M}_])/u

let segmenter: Intl.Segmenter | undefined

function graphemes(): Intl.Segmenter {
  segmenter ??= new Intl.Segmenter('ko', { granularity: 'grapheme' })
  return segmenter
}
