import { type Dialect, NAME_MAX_UNITS, type Sign } from './dialect.ts'
import { anyNotice, type Notice } from './notices.ts'
import { clockMinute, dayMinute } from './when.ts'

// "CSV로 내보내기" of PC and Mac: Date,User,Message. Quotes inside a text are not always doubled and a text may hold line
// breaks, so no CSV reader reads it: a row begins where a line begins with a date and time, and ends before the next.

export const CSV_HEADER = /^"?Date"?[,\t]"?User"?[,\t]"?Message"?\s*$/

const ROW = /^"?(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2})(?::\d{2})?"?([,\t])(.*)$/su

export function csvDialect(): Dialect {
  return { sign: signOf, finish: finished }
}

function signOf(line: string): Sign {
  if (line.startsWith('Date') || line.startsWith('"Date"'))
    return CSV_HEADER.test(line) ? { type: 'frame' } : null
  const found = ROW.exec(line)
  if (!found) return null
  const [, year = '', month = '', day = '', hour = '', minute = '', comma = ',', rest = ''] = found
  const midnight = dayMinute(year, month, day)
  if (midnight === null) return { type: 'bad', reason: 'bad_date' }
  const clock = clockMinute(undefined, hour, minute)
  if (clock === null) return { type: 'bad', reason: 'bad_time' }
  const { user, body } = fieldsOf(rest, comma)
  if (user.trim() !== '') return { type: 'head', minute: midnight + clock, sender: user, body }
  return { type: 'notice', minute: midnight + clock, exact: true, notice: anyNotice(unquoted(body)) }
}

/** The user up to the comma behind its closing quote, or without quotes up to the first comma. The rest is the text. */
function fieldsOf(rest: string, comma: string): { user: string; body: string } {
  const quoted = rest.startsWith('"')
  const end = quoted ? rest.indexOf(`"${comma}`, 1) : rest.indexOf(comma)
  if (end === -1 || end > NAME_MAX_UNITS) return { user: '', body: rest }
  if (!quoted) return { user: rest.slice(0, end), body: rest.slice(end + 1) }
  return { user: rest.slice(1, end).replaceAll('""', '"'), body: rest.slice(end + 2) }
}

/** The end of a text onto which the app glued a row of its own without a date: `,"","관리자가 메시지를 가렸습니다."` */
const TAIL = /\s*,\s*"",\s*"([^"\n]*)"\s*$/u
/** Such an end is looked for in this much of a text, in UTF-16 units. */
const TAIL_UNITS = 300
/** More of them than a moderator would hide of one text. */
const TAILS_MOST = 20

function finished(raw: string): { body: string; notices: Notice[] } {
  const notices: Notice[] = []
  let rest = raw
  while (notices.length < TAILS_MOST) {
    const tail = TAIL.exec(rest.slice(-TAIL_UNITS))
    if (!tail) break
    notices.unshift(anyNotice(tail[1] ?? ''))
    rest = rest.slice(0, Math.max(0, rest.length - TAIL_UNITS) + tail.index)
  }
  return { body: unquoted(rest.trimEnd()), notices }
}

function unquoted(field: string): string {
  if (!field.startsWith('"')) return field
  const inner = field.length > 1 && field.endsWith('"') ? field.slice(1, -1) : field.slice(1)
  return inner.replaceAll('""', '"')
}
