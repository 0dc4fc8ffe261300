import { disassemble, getChoseong } from 'es-hangul'
import { composeJamo } from '#app/shapes/hangul.ts'

/**
 * What makes two shop names the same: NFKC, lower case, letters and digits only. `알렛츠 (ALLETS)` and `알렛츠allets`
 * are one shop. Empty when the name has neither letter nor digit.
 */
export function shopKey(name: string): string {
  // NFKC turns single jamo into their conjoining twins, which look the same and compare as others.
  const normal = composeJamo(name.normalize('NFKC'))
  return normal.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
}

/**
 * The key taken apart into letters, then its initial consonants: `ㅇㅏㄹㄹㅔㅅㅊㅡ ㅇㄹㅊ`. A half-typed syllable is
 * a beginning of it, one wrong vowel leaves it similar, and ㅇㄹㅊ finds it too.
 */
export function shopJamo(key: string): string {
  return `${disassemble(key)} ${getChoseong(key)}`.trim()
}

/** What is typed so far, in the letters that `shopJamo` keeps. */
export function typedJamo(typed: string): string {
  return disassemble(shopKey(typed))
}
