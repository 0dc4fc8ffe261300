import { FINAL_PAIRS, INITIALS, syllableParts } from './hangul.ts'

// The browser's and the server's half of what db/migrations/0008_search.sql does in the database. Search itself folds
// there; here are the query's words and the marks in what was found. A test holds the two to each other.

/** Blanks, commas, hyphens and letters that nobody sees: they neither hide a hit nor make one. */
const DROPPED = new RegExp(
  `[${[
    '\\0-\\x20\\x7f-\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000',
    ',\\uff0c\\-\\u2010-\\u2015\\u2212\\ufe58\\ufe63\\uff0d',
    '\\xad\\u034f\\u061c\\u180b-\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufe00-\\ufe0f\\ufeff',
    '\\u115f\\u1160\\u11a7\\u3164\\uffa0',
  ].join('')}]`,
)
/** From a wide letter to its narrow one. */
const WIDE = /[\uff01-\uff5e]/
const WIDE_OFFSET = 0xfee0
/** What belongs to the letter before it: marks, variation selectors, joiners and the second half of a pair. */
const CLINGS = /^(?:\u200d|[\ufe00-\ufe0f]|\p{M}|[\udc00-\udfff])/u

/**
 * A text as search sees it: NFC, lower case (ASCII), wide letters narrow, without blanks, commas, hyphens and unseen
 * characters, ㄳ as ㄱㅅ. Whatever stands in a text also stands in its folded form.
 */
export function searchFold(text: string): string {
  return Array.from(text.normalize('NFC'), foldLetter).join('')
}

/** Consonants alone in a folded term may stand for any syllable that begins with them: ㅎㅂ finds 환불. */
export function meansInitials(term: string): boolean {
  return Array.from(term).some(isInitial)
}

export function isInitial(letter: string): boolean {
  return INITIALS.includes(letter)
}

/** A stretch of a text in UTF-16 code units: from its first to before its end. */
export type Mark = readonly [from: number, end: number]

/** Where the folded terms stand in an NFC text, in order and without overlaps. */
export function searchMarks(text: string, terms: readonly string[]): Mark[] {
  const letters = foldedLetters(text)
  const marks = terms.flatMap((term) => marksOf(text, letters, Array.from(term)))
  const merged: [number, number][] = []
  for (const [from, end] of marks.sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], end)
    else merged.push([from, end])
  }
  return merged
}

/** True where a text must not be cut: within one visible letter. */
export function isWithinLetter(text: string, at: number): boolean {
  return CLINGS.test(text.slice(at, at + 1)) || text[at - 1] === '\u200d'
}

function foldLetter(letter: string): string {
  const narrow = WIDE.test(letter) ? String.fromCharCode(letter.charCodeAt(0) - WIDE_OFFSET) : letter
  if (DROPPED.test(letter)) return ''
  return FINAL_PAIRS[narrow] ?? (/[A-Z]/.test(narrow) ? narrow.toLowerCase() : narrow)
}

type FoldedLetter = { letter: string; from: number; end: number }

function foldedLetters(text: string): FoldedLetter[] {
  const letters: FoldedLetter[] = []
  let at = 0
  for (const char of text) {
    const [from, end] = [at, at + char.length]
    for (const letter of foldLetter(char)) letters.push({ letter, from, end })
    at = end
  }
  return letters
}

function marksOf(text: string, letters: readonly FoldedLetter[], term: readonly string[]): Mark[] {
  const marks: Mark[] = []
  if (term.length === 0) return marks
  for (let at = 0; at + term.length <= letters.length; at += 1) {
    if (!term.every((wanted, step) => fits(wanted, letters[at + step]?.letter ?? ''))) continue
    const last = letters[at + term.length - 1]
    const from = letters[at]?.from ?? 0
    marks.push([from, clingingEnd(text, last?.end ?? from)])
    at += term.length - 1
  }
  return marks
}

function fits(wanted: string, letter: string): boolean {
  if (wanted === letter) return true
  const parts = isInitial(wanted) ? syllableParts(letter) : null
  return parts !== null && INITIALS.charAt(parts.initial) === wanted
}

function clingingEnd(text: string, end: number): number {
  let at = end
  while (at < text.length && CLINGS.test(text.slice(at, at + 1))) at += 1
  return at
}
