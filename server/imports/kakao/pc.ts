import { type Dialect, NAME_MAX_UNITS } from './dialect.ts'
import type { Minute } from './entry.ts'
import { noticeOf } from './notices.ts'
import { clockMinute, dayMinute, monthNumber } from './when.ts'

// Windows and Mac, "텍스트로 내보내기": a line of dashes for each day, `[name] [오후 2:30] text` for a message, and lines of
// the app itself without any time.

const KOREAN_HEAD = /^\[(.+?)\] \[(오전|오후) (\d{1,2}):(\d{2})\](?: (.*))?$/su
const ENGLISH_HEAD = /^\[(.+?)\] \[(\d{1,2}):(\d{2})[ \u202f](AM|PM)\](?: (.*))?$/su
const KOREAN_DAY = /^-{5,} (\d{4})년 (\d{1,2})월 (\d{1,2})일(?: \S+)? -{5,}$/u
const ENGLISH_DAY = /^-{5,} \S+, (\w+) (\d{1,2}), (\d{4}) -{5,}$/u

export function pcDialect(): Dialect {
  let day: Minute = null
  let last: Minute = null
  return {
    sign(line) {
      if (line.startsWith('[')) {
        const head = headOf(line)
        if (head) {
          if (head.clock === null) return { type: 'bad', reason: 'bad_time' }
          const minute = day === null ? null : day + head.clock
          last = minute
          return { type: 'head', minute, sender: head.sender, body: head.body }
        }
      } else if (line.startsWith('-----')) {
        const found = dayOf(line)
        if (found !== undefined) {
          day = found
          last = found
          return found === null ? { type: 'bad', reason: 'bad_date' } : { type: 'frame' }
        }
      }
      const notice = noticeOf(line)
      return notice ? { type: 'notice', minute: last, exact: false, notice } : null
    },
  }
}

type Head = { sender: string; clock: Minute; body: string }

function headOf(line: string): Head | null {
  const ko = KOREAN_HEAD.exec(line)
  if (ko) {
    const [, sender = '', half, hour = '', minute = '', body = ''] = ko
    return named({ sender, clock: clockMinute(half, hour, minute), body })
  }
  const en = ENGLISH_HEAD.exec(line)
  if (!en) return null
  const [, sender = '', hour = '', minute = '', half, body = ''] = en
  return named({ sender, clock: clockMinute(half, hour, minute), body })
}

function named(head: Head): Head | null {
  return head.sender.length > NAME_MAX_UNITS ? null : head
}

/** Undefined: no day line. Null: one of a day that does not exist. The weekday is not looked at: it may be wrong. */
function dayOf(line: string): Minute | undefined {
  const ko = KOREAN_DAY.exec(line)
  if (ko) return dayMinute(ko[1] ?? '', ko[2] ?? '', ko[3] ?? '')
  const en = ENGLISH_DAY.exec(line)
  return en ? dayMinute(en[3] ?? '', monthNumber(en[1] ?? ''), en[2] ?? '') : undefined
}
