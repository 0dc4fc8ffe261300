import { disassemble, getChoseong } from 'es-hangul'
import { INITIALS, syllable, syllableParts } from './hangul.ts'

// Finding a name while it is being typed. The last syllable may be half there, or hold a consonant that belongs to the
// next one; consonants alone are the initials of syllables.

/** Whether a name begins with what was typed so far; upper and lower case are one. */
export function beginsLike(name: string, typed: string): boolean {
  const wanted = typed.toLowerCase()
  const lower = name.toLowerCase()
  return disassemble(lower).startsWith(disassemble(wanted)) || getChoseong(lower).startsWith(wanted)
}

/** Strings from `from` (inclusive) to `to` (exclusive), compared by code point. */
export type NameRange = { from: string; to: string }

/** Every lower-case name that `beginsLike` what was typed lies in this range; most others do not. Null for nothing. */
export function rangeLike(typed: string): NameRange | null {
  const wanted = typed.toLowerCase()
  // Initials stand for many syllables: only the first narrows the search.
  const letters = Array.from(/^[ㄱ-ㅎ]/u.test(wanted) ? wanted.charAt(0) : wanted)
  const last = letters.pop()
  if (last === undefined) return null
  const head = letters.join('')
  const [from, to] = endsOf(last)
  return { from: head + from, to: head + to }
}

function endsOf(last: string): [string, string] {
  const parts = syllableParts(last)
  if (parts) {
    const { initial, vowel } = parts
    const whole = GROWN_VOWELS.get(vowel) ?? vowel
    return [
      syllable({ initial, vowel, final: 0 }),
      after(syllable({ initial, vowel: whole, final: FINALS_LAST })),
    ]
  }
  const initial = INITIALS.indexOf(last)
  if (initial < 0) return [last, after(last)]
  return [
    syllable({ initial, vowel: 0, final: 0 }),
    after(syllable({ initial, vowel: VOWELS_LAST, final: FINALS_LAST })),
  ]
}

/** ㅗ may become ㅘ, ㅙ, ㅚ; ㅜ may become ㅝ, ㅞ, ㅟ; ㅡ may become ㅢ. */
const GROWN_VOWELS = new Map([
  [8, 11],
  [13, 16],
  [18, 19],
])
const VOWELS_LAST = 20
const FINALS_LAST = 27

function after(character: string): string {
  return String.fromCodePoint((character.codePointAt(0) ?? 0) + 1)
}
