import { type Reading, read, refuse, shape } from './reading.ts'
import { findResidentNumber } from './resident-number.ts'

/** Raw input longer than this many UTF-16 code units is refused before anything looks at it (256 Ki). */
export const RAW_TEXT_UNITS = 262_144
/** Combining marks kept on one base character: enough for every living script, too few for "zalgo" towers. */
export const MARKS_PER_BASE = 4
/** One visible character may cost this many code units; the longest emoji family needs 19. More counts as more. */
export const UNITS_PER_GRAPHEME = 32

export type TextRule = {
  /** Longest text, in graphemes (what a person counts as characters). */
  max: number
  /** Keeps line breaks and tabs. Default false: they are refused. */
  multiline?: boolean
}

export type TextField = TextRule & {
  /** Shortest text, in graphemes. Default 1; 0 lets the field be left empty and gives `''`. */
  min?: number
  /** First half of every refusal code. Default `text`. */
  code?: string
}

/**
 * A free-text field as Zod schema: any input → clean string (see `cleanText`).
 * Codes: `<code>.empty`, `.not_text`, `.too_short`, `.too_long`, `.bad_characters`, `.resident_number`.
 * A text with a resident registration number in it is never accepted (개인정보 보호법 제24조의2).
 */
export function text(field: TextField) {
  return shape((raw) => readText(raw, field))
}

/** The reader behind `text`, for code that has no schema at hand. */
export function readText(raw: unknown, field: TextField): Reading<string> {
  const { min = 1, code = 'text' } = field
  if (raw !== undefined && raw !== null && typeof raw !== 'string') return refuse(`${code}.not_text`)
  const cleaned = cleanText(raw ?? '', field)
  if (!cleaned.ok) return refuse(`${code}.${cleaned.code}`)
  if (cleaned.value === '') return min > 0 ? refuse(`${code}.empty`) : cleaned
  if (min > 1 && countGraphemes(cleaned.value, min) < min) return refuse(`${code}.too_short`)
  if (findResidentNumber(cleaned.value)) return refuse(`${code}.resident_number`)
  return cleaned
}

/**
 * Makes text safe to keep and to show: NFC, `\r\n` as `\n`, outer blanks trimmed, at most `MARKS_PER_BASE` combining
 * marks per character, no invisible or direction-changing characters. ZWJ, variation selectors and flag tags stay
 * inside emoji. The empty string is fine here.
 * Refusal codes (bare): `too_long` (graphemes over `max`), `bad_characters` (lone surrogate, NUL, other C0/C1
 * controls; line breaks and tabs too unless `multiline`).
 */
export function cleanText(raw: string, { max, multiline = false }: TextRule): Reading<string> {
  if (raw.length > Math.max(RAW_TEXT_UNITS, max * UNITS_PER_GRAPHEME)) return refuse('too_long')
  if (PLAIN.test(raw)) return plainText(raw, max, multiline)
  const lines = raw.replace(/\r\n?|[\u2028\u2029]/g, '\n')
  if (FORBIDDEN.test(lines) || (!multiline && /[\n\t]/.test(lines))) return refuse('bad_characters')
  // Marks are capped before NFC too: sorting 10^5 marks of mixed classes into canonical order is quadratic.
  const normal = capMarks(capMarks(keepVisible(lines)).normalize('NFC'))
  const clean = (multiline ? normal : normal.replace(/\p{Zs}+/gu, ' ')).trim()
  return countGraphemes(clean, max) > max ? refuse('too_long') : read(clean)
}

/**
 * The same for text that nobody can be asked to write again: what `cleanText` refuses is dropped, and there is no limit.
 */
export function mendText(raw: string): string {
  if (PLAIN.test(raw)) return raw.trim()
  const lines = raw.replace(/\r\n?|[\u2028\u2029]/g, '\n').replace(EVERY_FORBIDDEN, '')
  return capMarks(capMarks(keepVisible(lines)).normalize('NFC')).trim()
}

/**
 * Graphemes in a text, by Intl.Segmenter; stops soon after `enough`. A cluster of more than `UNITS_PER_GRAPHEME`
 * code units counts several times, since Unicode lets one cluster (jamo, joined emoji) grow without end.
 */
export function countGraphemes(value: string, enough = Number.POSITIVE_INFINITY): number {
  if (value.length > enough * UNITS_PER_GRAPHEME) return Math.ceil(value.length / UNITS_PER_GRAPHEME)
  if (PLAIN.test(value)) return value.length
  let count = 0
  for (const { segment } of graphemes().segment(value)) {
    count += Math.ceil(segment.length / UNITS_PER_GRAPHEME)
    if (count > enough) break
  }
  return count
}

/** The first `count` graphemes of a text. */
export function firstGraphemes(value: string, count: number): string {
  if (value.length <= count) return value
  let kept = ''
  let left = count
  for (const { segment } of graphemes().segment(value.slice(0, count * UNITS_PER_GRAPHEME))) {
    if (left === 0) break
    left -= 1
    kept += segment
  }
  return kept
}

/** True for a character that takes part in emoji sequences. */
const EMOJI = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}]|\u20e3/u
/** ASCII and everyday Hangul: already NFC, nothing invisible, one code unit per grapheme. Most messages are this. */
const PLAIN = /^[\n\t\x20-\x7e\u3131-\u3163\u3165-\u318e\uac00-\ud7a3]*$/
/** Lone surrogates (with the `u` flag nothing else is Cs), C0 and C1 controls but \n and \t, noncharacters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the point
const FORBIDDEN = /[\p{Cs}\0-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]/u
const EVERY_FORBIDDEN = new RegExp(FORBIDDEN, 'gu')
/** Default-ignorable, format and bidi characters, Hangul fillers; U+2800 is the braille blank. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}\u2800]/u

function plainText(raw: string, max: number, multiline: boolean): Reading<string> {
  if (!multiline && /[\n\t]/.test(raw)) return refuse('bad_characters')
  const clean = (multiline ? raw : raw.replace(/ +/g, ' ')).trim()
  return clean.length > max ? refuse('too_long') : read(clean)
}

/** Drops invisible characters unless they hold an emoji together. */
function keepVisible(value: string): string {
  if (!INVISIBLE.test(value)) return value
  const points = Array.from(value)
  let kept = ''
  let last = ''
  let inFlag = false
  points.forEach((point, at) => {
    inFlag = point === BLACK_FLAG || (inFlag && isTag(point))
    if (INVISIBLE.test(point) && !inFlag && !holdsEmoji(point, last, points[at + 1])) return
    kept += point
    last = point
  })
  return kept
}

const BLACK_FLAG = '\u{1f3f4}'
const ZWJ = '\u200d'

function isTag(point: string): boolean {
  return point >= '\u{e0020}' && point <= '\u{e007f}'
}

function holdsEmoji(point: string, before: string, after: string | undefined): boolean {
  if (point === ZWJ) return isEmojiEnd(before) && after !== undefined && EMOJI.test(after)
  if (point !== '\ufe0e' && point !== '\ufe0f') return false
  return EMOJI.test(before) || /^[0-9#*]$/.test(before)
}

function isEmojiEnd(point: string): boolean {
  return point === '\ufe0f' || EMOJI.test(point)
}

function capMarks(value: string): string {
  return value.replace(MANY_MARKS, '$1')
}

const MANY_MARKS = new RegExp(`(\\p{M}{${MARKS_PER_BASE}})\\p{M}+`, 'gu')

let segmenter: Intl.Segmenter | undefined

function graphemes(): Intl.Segmenter {
  segmenter ??= new Intl.Segmenter('ko', { granularity: 'grapheme' })
  return segmenter
}
