export const INITIALS = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ'
export const VOWELS = 'ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ'
/** The first is "no final". */
export const FINALS = ' ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ'

/**
 * Puts scattered jamo together: ㅇㅜㄴㅇㅕㅇㅈㅏ, 우ㄴ영자 and 운영자 all give 운영자. Takes compatibility, conjoining
 * and half-width jamo; those that join no syllable come back as compatibility jamo. Pure and linear.
 */
export function composeJamo(text: string): string {
  const letters = Array.from(text, lettersOf).join('')
  return letters.replace(SYLLABLE, (_, initial: string, vowel: string, final: string | undefined) =>
    syllable({
      initial: INITIALS.indexOf(initial),
      vowel: VOWELS.indexOf(joined(vowel)),
      final: final ? FINALS.indexOf(joined(final)) : 0,
    }),
  )
}

/** Places in `INITIALS`, `VOWELS` and `FINALS`. */
export type SyllableParts = { initial: number; vowel: number; final: number }

/** The parts of one Hangul syllable, or null for any other character. */
export function syllableParts(char: string): SyllableParts | null {
  const code = char.charCodeAt(0) - FIRST_SYLLABLE
  if (char.length !== 1 || !(code >= 0 && code < 19 * 588)) return null
  return { initial: Math.floor(code / 588), vowel: Math.floor(code / 28) % 21, final: code % 28 }
}

export function syllable({ initial, vowel, final }: SyllableParts): string {
  return String.fromCharCode(FIRST_SYLLABLE + (initial * 21 + vowel) * 28 + final)
}

const FIRST_SYLLABLE = 0xac00

/** Letters made of two others, which people type one after the other. */
const VOWEL_PAIRS = { ㅘ: 'ㅗㅏ', ㅙ: 'ㅗㅐ', ㅚ: 'ㅗㅣ', ㅝ: 'ㅜㅓ', ㅞ: 'ㅜㅔ', ㅟ: 'ㅜㅣ', ㅢ: 'ㅡㅣ' }
export const FINAL_PAIRS: Record<string, string> = {
  ...{ ㄳ: 'ㄱㅅ', ㄵ: 'ㄴㅈ', ㄶ: 'ㄴㅎ', ㄺ: 'ㄹㄱ', ㄻ: 'ㄹㅁ', ㄼ: 'ㄹㅂ' },
  ...{ ㄽ: 'ㄹㅅ', ㄾ: 'ㄹㅌ', ㄿ: 'ㄹㅍ', ㅀ: 'ㄹㅎ', ㅄ: 'ㅂㅅ' },
}
const SPLIT = new Map(Object.entries({ ...VOWEL_PAIRS, ...FINAL_PAIRS }))
const JOIN = new Map(Array.from(SPLIT, ([one, two]) => [two, one]))

/** A consonant before a vowel begins the next syllable, so a final is one that no vowel follows. */
const SYLLABLE = new RegExp(
  `([${INITIALS}])(${Object.values(VOWEL_PAIRS).join('|')}|[${VOWELS}])` +
    `((?:${Object.values(FINAL_PAIRS).join('|')})(?![${VOWELS}])|[${FINALS.trim()}](?![${VOWELS}]))?`,
  'g',
)

function joined(letters: string): string {
  return JOIN.get(letters) ?? letters
}

/** One character as the simplest letters that make it. */
function lettersOf(char: string): string {
  const parts = syllableParts(char)
  if (parts) {
    const { initial, vowel, final } = parts
    return [INITIALS.charAt(initial), VOWELS.charAt(vowel), FINALS.charAt(final).trim()].map(apart).join('')
  }
  return jamoLetters(char) ?? char
}

/** One jamo of any block as the simplest compatibility jamo that make it (ㅘ gives ㅗㅏ), or null. */
export function jamoLetters(char: string): string | null {
  const code = char.normalize('NFKC').charCodeAt(0)
  if (code >= 0x1100 && code <= 0x1112) return INITIALS.charAt(code - 0x1100)
  if (code >= 0x1161 && code <= 0x1175) return apart(VOWELS.charAt(code - 0x1161))
  if (code >= 0x11a8 && code <= 0x11c2) return apart(FINALS.charAt(code - 0x11a7))
  return null
}

function apart(letter: string): string {
  return SPLIT.get(letter) ?? letter
}
