// Text reduced to what a search for numbers looks at, with the way back to the places in the text. Linear and pure.

/** UTF-16 offsets, `end` exclusive. */
export type Span = { start: number; end: number }

/**
 * A text as signs: digits of any kind as 0–9, separators as `-`, `.`, blank and line break, ASCII letters as `a`, all
 * else as `x`; invisible characters and marks are gone. `starts` and `ends` lead back to the text. `spoken` tells which
 * digits were Hangul read aloud; it is empty when those were not looked for.
 */
export type PlainLine = { line: string; starts: number[]; ends: number[]; spoken: boolean[] }

/** What people put between the parts of one number, as a pattern over a plain line. */
export const GAP = '[ .-]{1,3}'
/** Fewest Hangul digits in a number read aloud; less is chance (이, 일, 사 and 오 are everyday syllables). */
export const SPOKEN_DIGITS_LEAST = 4

/**
 * Whether `least` digits stand so that they can be one number, written or read aloud (at least `aloud` of those): with
 * nothing between them that no number has. Nearly every message ends here, so this looks at each character once.
 */
export function digitsIn(
  text: string,
  least: number,
  aloud = SPOKEN_DIGITS_LEAST,
): { written: boolean; spoken: boolean } {
  const enough = { written: false, spoken: false }
  let written = 0
  let both = 0
  let spoken = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code >= HANGUL.from && code <= HANGUL.to) {
      written = 0
      if (SPEAKS[code - HANGUL.from] === 0) both = spoken = 0
      else if (SPOKEN.has(text.charAt(at))) {
        both++
        spoken++
      }
    } else if (code < ASCII_SIGNS.length) {
      if (code >= 0x30 && code <= 0x39) {
        written++
        both++
      } else if (ENDS_NUMBER.has(ASCII_SIGNS[code])) written = both = spoken = 0
    } else if (DIGIT_LIKE.test(text.charAt(at))) {
      written++
      both++
    }
    if (written >= least) enough.written = true
    if (both >= least && spoken >= aloud) enough.spoken = true
  }
  return enough
}

/** The plain line of a text; `spoken` reads Hangul digits too (공일공 다시 …). */
export function plainLine(text: string, spoken: boolean): PlainLine {
  const plain: PlainLine = { line: '', starts: [], ends: [], spoken: [] }
  let line = ''
  for (let at = 0; at < text.length; ) {
    const everyday = everydaySign(text.charCodeAt(at), spoken)
    const point = everyday ? '' : String.fromCodePoint(text.codePointAt(at) ?? 0)
    const word = spoken && !everyday ? spokenAt(text, at, point) : null
    const length = everyday ? 1 : (word?.length ?? point.length)
    if (everyday || word || !UNSEEN.test(point)) {
      line += everyday ?? word?.sign ?? signOf(point)
      plain.starts.push(at)
      plain.ends.push(at + length)
      if (spoken) plain.spoken.push(word !== null && isDigit(word.sign))
    }
    at += length
  }
  return { ...plain, line }
}

/** False where the sign at `at` is a written digit, which would go on with the number beside it. */
export function isOpen(plain: PlainLine, at: number): boolean {
  return !isDigit(plain.line[at]) || plain.spoken[at] === true
}

/** Where signs `from` to `to` (exclusive) stand in the text. */
export function spanOf(plain: PlainLine, from: number, to: number): Span {
  return { start: plain.starts[from] ?? 0, end: plain.ends[to - 1] ?? 0 }
}

export function isDigit(char: string | undefined): boolean {
  return char !== undefined && char >= '0' && char <= '9'
}

const SPOKEN = new Map(
  Array.from('영공빵일이삼사오육륙칠팔구', (name, at) => [name, '0001234566789'.charAt(at)]),
)
/** Digits outside ASCII, by code unit; digits beyond U+FFFF count by their high surrogate. */
const DIGIT_LIKE = /[\p{N}\ud835\ud83c\ud83e]/u
const SPOKEN_HYPHEN = /다시|대시|에|의|하이픈|빼기|작대기/y
const SPOKEN_HYPHEN_STARTS = new Set('다대에의하빼작')
const SIGNS: [RegExp, string][] = [
  [/[-‐-―−⁃ー一ㅡ~〜_/|·]/, '-'],
  [/[.ㆍ・‧。]/, '.'],
  [/[\n\r\u2028\u2029]/, '\n'],
  [/[\s()[\]]/, ' '],
  [/[A-Za-z]/, 'a'],
]
const UNSEEN = /^[\p{Default_Ignorable_Code_Point}\p{Cf}\p{M}]$/u
/** Circled and dingbat digits that NFKC leaves alone, as [first, last, value of first]. */
const CIRCLED: [number, number, number][] = [
  [0x24f5, 0x24fd, 1],
  [0x2776, 0x277e, 1],
  [0x2780, 0x2788, 1],
  [0x278a, 0x2792, 1],
  [0x24ff, 0x24ff, 0],
  [0x1f10b, 0x1f10c, 0],
]

function spokenAt(text: string, at: number, point: string): { sign: string; length: number } | null {
  const digit = SPOKEN.get(point)
  if (digit) return { sign: digit, length: point.length }
  SPOKEN_HYPHEN.lastIndex = at
  const hyphen = SPOKEN_HYPHEN_STARTS.has(point) ? SPOKEN_HYPHEN.exec(text) : null
  return hyphen ? { sign: '-', length: hyphen[0].length } : null
}

/** The sign of what most texts are made of, without a closer look: ASCII, and Hangul that is not read as a digit here. */
function everydaySign(code: number, spoken: boolean): string | undefined {
  if (code < ASCII_SIGNS.length) return ASCII_SIGNS[code]
  if (code < HANGUL.from || code > HANGUL.to || (spoken && SPEAKS[code - HANGUL.from] === 1)) return undefined
  return 'x'
}

/** One character's sign in a plain line. Always one unit long, so that lines and offsets keep step. */
function signOf(point: string): string {
  if (isDigit(point)) return point
  const folded = point.normalize('NFKC')
  if (folded.length === 1 && isDigit(folded)) return folded
  const code = point.codePointAt(0) ?? 0
  const circled = CIRCLED.find(([first, last]) => code >= first && code <= last)
  if (circled) return String(Math.min(9, code - circled[0] + circled[2]))
  return SIGNS.find(([signs]) => signs.test(point) || signs.test(folded))?.[1] ?? 'x'
}

/** Syllables from 가 to 힣. */
const HANGUL = { from: 0xac00, to: 0xd7a3 }
const ASCII_SIGNS: readonly string[] = Array.from({ length: 128 }, (_, code) =>
  signOf(String.fromCharCode(code)),
)
/** Signs that no number has inside. */
const ENDS_NUMBER: ReadonlySet<string | undefined> = new Set(['a', 'x'])
/** Syllables that are a digit or part of a hyphen when a number is read aloud: 1 at the syllable's place after 가. */
const SPEAKS = new Uint8Array(HANGUL.to - HANGUL.from + 1)
for (const char of `${[...SPOKEN.keys()].join('')}다시대에의하이픈빼기작`)
  SPEAKS[char.charCodeAt(0) - HANGUL.from] = 1
