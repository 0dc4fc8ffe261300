// Calendar files (RFC 5545), for the few properties a date of a case has. The libraries write times in UTC or without a
// zone; a hearing at half past two in Seoul must stay that in a calendar abroad.

/** One date as a calendar file holds it. Dates `YYYY-MM-DD`, times `HH:MM`, both of Korea; no start time: all day. */
export type CalendarEntry = {
  /** Never changes; with a higher `sequence` a calendar replaces what it has. */
  uid: string
  sequence: number
  changedAt: Date
  cancelled: boolean
  title: string
  startsOn: string
  startsAt: string | null
  /** The last day, included. */
  endsOn: string | null
  endsAt: string | null
  place: string
  link: string
  note: string
}

/** The calendar's MIME type, as servers name it. */
export const ICS_TYPE = 'text/calendar; charset=utf-8'

const ZONE = 'Asia/Seoul'
/** Octets of a line at most, without its end (§3.1). */
const LINE_OCTETS = 75
const DAY_MS = 86_400_000

/**
 * A calendar of these entries under a name, as UTF-8 text: lines end in CRLF, none is longer than 75 octets, texts are
 * escaped (§3.3.11), times carry Korea's zone and its definition. Same entries, same bytes.
 */
export function calendarText(name: string, entries: readonly CalendarEntry[]): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Moa//Moa//KO',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(name)}`,
    `X-WR-TIMEZONE:${ZONE}`,
    ...zone,
    ...entries.flatMap(entryLines),
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${folded(line)}\r\n`).join('')
}

/** Korea has kept UTC+9 without summer time since 1988. */
const zone = [
  'BEGIN:VTIMEZONE',
  `TZID:${ZONE}`,
  'BEGIN:STANDARD',
  'DTSTART:19881009T030000',
  'TZOFFSETFROM:+1000',
  'TZOFFSETTO:+0900',
  'TZNAME:KST',
  'END:STANDARD',
  'END:VTIMEZONE',
]

function entryLines(entry: CalendarEntry): string[] {
  const stamp = entry.changedAt.toISOString().replace(/[-:]/g, '').replace(/\.\d+/, '')
  return [
    'BEGIN:VEVENT',
    `UID:${entry.uid}`,
    `DTSTAMP:${stamp}`,
    `LAST-MODIFIED:${stamp}`,
    `SEQUENCE:${entry.sequence}`,
    ...times(entry),
    `SUMMARY:${escaped(entry.title)}`,
    ...(entry.place ? [`LOCATION:${escaped(entry.place)}`] : []),
    ...(entry.note ? [`DESCRIPTION:${escaped(entry.note)}`] : []),
    ...(entry.link ? [`URL:${asUri(entry.link)}`] : []),
    `STATUS:${entry.cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    'TRANSP:OPAQUE',
    'END:VEVENT',
  ]
}

function times({ startsOn, startsAt, endsOn, endsAt }: CalendarEntry): string[] {
  if (startsAt === null) {
    // The end of days is the first one that is not part of it (§3.6.1).
    return [
      `DTSTART;VALUE=DATE:${plain(startsOn)}`,
      `DTEND;VALUE=DATE:${plain(dayAfter(endsOn ?? startsOn))}`,
    ]
  }
  const start = `DTSTART;TZID=${ZONE}:${plain(startsOn)}T${clock(startsAt)}`
  return endsAt === null
    ? [start]
    : [start, `DTEND;TZID=${ZONE}:${plain(endsOn ?? startsOn)}T${clock(endsAt)}`]
}

function plain(date: string): string {
  return date.replaceAll('-', '')
}

function clock(time: string): string {
  return `${time.replace(':', '')}00`
}

function dayAfter(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10)
}

/** TEXT as §3.3.11 writes it; control characters have no place in it. */
function escaped(words: string): string {
  return (
    words
      .replace(/\r\n?/g, '\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: taking them out is the point
      .replace(/[\0-\x08\x0b-\x1f\x7f]/g, '')
      .replace(/[\\;,]/g, (sign) => `\\${sign}`)
      .replaceAll('\n', '\\n')
  )
}

/** An address stands unescaped, so nothing in it may end the line. */
function asUri(link: string): string {
  return link.replace(/[\s"<>\\^`{|}]/g, (sign) => encodeURIComponent(sign))
}

/** Breaks a line after at most 75 octets, never inside a character; the rest of it begins with a blank (§3.1). */
function folded(line: string): string {
  let text = ''
  let octets = 0
  for (const point of line) {
    const size = Buffer.byteLength(point)
    if (octets + size > LINE_OCTETS) {
      text += '\r\n '
      octets = 1
    }
    text += point
    octets += size
  }
  return text
}
