import { type Dialect, NAME_MAX_UNITS, type Sign } from './dialect.ts'
import type { Minute } from './entry.ts'
import { anyNotice } from './notices.ts'
import { clockMinute, dayMinute, monthNumber } from './when.ts'

// Android and iPhone: date and time in each line, then `, name : text` for a message and, without " : ", a line of the
// app itself. An iPhone writes those after a colon instead of the comma.

const ANDROID = /^(\d{4})년 (\d{1,2})월 (\d{1,2})일 (?:(오전|오후) )?(\d{1,2}):(\d{2})(?:, (.*))?$/su
const IPHONE = /^(\d{4})\. (\d{1,2})\. (\d{1,2})\. (?:(오전|오후) )?(\d{1,2}):(\d{2})(?:([,:]) (.*))?$/su
const ENGLISH =
  /^([A-Z][a-z]{2,8}) (\d{1,2}), (\d{4}),? (?:at )?(\d{1,2}):(\d{2})(?:[ \u202f](AM|PM))?(?:([,:]) (.*))?$/su

const KOREAN_DAY = /^(\d{4})년 (\d{1,2})월 (\d{1,2})일 [일월화수목금토]요일$/u
const DOTTED_DAY = /^(\d{4})\. (\d{1,2})\. (\d{1,2})\. [일월화수목금토]요일$/u
const ENGLISH_DAY = /^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, ([A-Z][a-z]{2,8}) (\d{1,2}), (\d{4})$/u

export function androidDialect(): Dialect {
  return { sign: (line) => (startsWithDigit(line) ? (androidSign(line) ?? daySign(line)) : null) }
}

export function iphoneDialect(): Dialect {
  return { sign: (line) => (startsWithDigit(line) ? (iphoneSign(line) ?? daySign(line)) : null) }
}

/** Either phone set to English. */
export function englishDialect(): Dialect {
  return { sign: (line) => (startsWithCapital(line) ? englishSign(line) : null) }
}

function androidSign(line: string): Sign {
  const found = ANDROID.exec(line)
  if (!found) return null
  const [, year = '', month = '', day = '', half, hour = '', minute = '', rest] = found
  return lineSign(dayMinute(year, month, day), clockMinute(half, hour, minute), ',', rest)
}

function iphoneSign(line: string): Sign {
  const found = IPHONE.exec(line)
  if (!found) return null
  const [, year = '', month = '', day = '', half, hour = '', minute = '', mark = '', rest] = found
  return lineSign(dayMinute(year, month, day), clockMinute(half, hour, minute), mark, rest)
}

function englishSign(line: string): Sign {
  const found = ENGLISH.exec(line)
  if (found) {
    const [, month = '', day = '', year = '', hour = '', minute = '', half, mark = '', rest] = found
    return lineSign(dayMinute(year, monthNumber(month), day), clockMinute(half, hour, minute), mark, rest)
  }
  const day = ENGLISH_DAY.exec(line)
  return day ? frame(dayMinute(day[3] ?? '', monthNumber(day[1] ?? ''), day[2] ?? '')) : null
}

function daySign(line: string): Sign {
  const found = KOREAN_DAY.exec(line) ?? DOTTED_DAY.exec(line)
  return found ? frame(dayMinute(found[1] ?? '', found[2] ?? '', found[3] ?? '')) : null
}

function frame(day: Minute): Sign {
  return day === null ? { type: 'bad', reason: 'bad_date' } : { type: 'frame' }
}

/** `rest` undefined: a bare minute, which the app writes above the first message of each. */
function lineSign(day: Minute, clock: Minute, mark: string, rest: string | undefined): Sign {
  if (day === null) return { type: 'bad', reason: 'bad_date' }
  if (clock === null) return { type: 'bad', reason: 'bad_time' }
  if (rest === undefined) return { type: 'frame' }
  const minute = day + clock
  const parted = mark === ',' ? partedAt(rest) : null
  if (parted) return { type: 'head', minute, ...parted }
  return { type: 'notice', minute, exact: true, notice: anyNotice(rest) }
}

/** Sender and text around the first " : "; an empty message may have lost its last blank. */
function partedAt(rest: string): { sender: string; body: string } | null {
  const at = rest.indexOf(' : ')
  if (at > 0 && at <= NAME_MAX_UNITS) return { sender: rest.slice(0, at), body: rest.slice(at + 3) }
  if (at === -1 && rest.endsWith(' :') && rest.length <= NAME_MAX_UNITS)
    return { sender: rest.slice(0, -2), body: '' }
  return null
}

function startsWithDigit(line: string): boolean {
  const code = line.charCodeAt(0)
  return code >= 48 && code <= 57
}

function startsWithCapital(line: string): boolean {
  const code = line.charCodeAt(0)
  return code >= 65 && code <= 90
}
