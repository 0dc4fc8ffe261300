import { CSV_HEADER, csvDialect } from './csv.ts'
import type { Dialect } from './dialect.ts'
import { pcDialect } from './pc.ts'
import { androidDialect, englishDialect, iphoneDialect } from './phone.ts'

/** The kinds of export there are, by what wrote them. */
export const talkFormats = ['pc', 'android', 'iphone', 'english', 'csv'] as const
export type TalkFormat = (typeof talkFormats)[number]

export const dialects: Record<TalkFormat, () => Dialect> = {
  pc: pcDialect,
  android: androidDialect,
  iphone: iphoneDialect,
  english: englishDialect,
  csv: csvDialect,
}

/** A file is known by this much of its beginning, in UTF-16 units. */
export const HEAD_UNITS = 4000

/** Surest first: a person may paste lines of one export into the room that another is of. */
const signs: [RegExp, TalkFormat][] = [
  [/^-{5,} .*\d.* -{5,}$/mu, 'pc'],
  [/^\[.+?\] \[(?:(?:오전|오후) \d{1,2}:\d{2}|\d{1,2}:\d{2}[ \u202f](?:AM|PM))\]/mu, 'pc'],
  [/^\d{4}년 \d{1,2}월 \d{1,2}일 (?:(?:오전|오후) )?\d{1,2}:\d{2}(?:,|$)/mu, 'android'],
  [/^\d{4}\. \d{1,2}\. \d{1,2}\. (?:(?:오전|오후) )?\d{1,2}:\d{2}[,:]/mu, 'iphone'],
  [/^[A-Z][a-z]{2,8} \d{1,2}, \d{4},? (?:at )?\d{1,2}:\d{2}(?:[ \u202f](?:AM|PM))?(?:[,:]|$)/mu, 'english'],
]

/** What kind of export begins so, or null when it is none. Pass at least `HEAD_UNITS` of a longer text. */
export function formatOf(head: string): TalkFormat | null {
  const text = head.replace(/\r\n?/g, '\n')
  const firstLine = text.trimStart().split('\n', 1)[0] ?? ''
  if (CSV_HEADER.test(firstLine)) return 'csv'
  const found = signs
    .map(([sign, format], rank) => ({ format, rank, at: sign.exec(text)?.index ?? -1 }))
    .filter(({ at }) => at !== -1)
    .sort((a, b) => a.at - b.at || a.rank - b.rank)
  return found[0]?.format ?? null
}
