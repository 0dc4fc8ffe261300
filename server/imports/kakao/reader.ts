import type { Dialect } from './dialect.ts'
import type { Lines, Minute, SkipReason, TalkCounts, TalkEntry } from './entry.ts'
import { dialects, formatOf, HEAD_UNITS, type TalkFormat } from './format.ts'
import { type Line, lineSplitter } from './lines.ts'
import { kindOf } from './media.ts'
import type { Notice } from './notices.ts'

/** Longer texts are kept only so far, in UTF-16 units: twice what the app lets anybody write. */
export const BODY_MAX_UNITS = 20_000
/** Of a line left out, this much is shown to whoever uploaded it, in UTF-16 units. */
const SKIPPED_UNITS = 300

type Open = Lines & {
  entry:
    | { type: 'message'; minute: Minute; sender: string }
    | { type: 'notice'; minute: Minute; exact: boolean; notice: Notice }
    | { type: 'skipped'; reason: SkipReason }
  parts: string[]
  units: number
  cut: boolean
  /** Blank lines since the last line with something on it; part of the text only if more of it follows. */
  blanks: number
}

/**
 * Reads an export of any kind from text in pieces, in bounded memory. Never throws, whatever the text: what is no
 * export at all is left out line by line.
 */
export class TalkReader {
  /** What kind of export it is: undefined until enough has come to tell, null when it is none. */
  format: TalkFormat | null | undefined
  /** The name of the room as the file gives it, or null. */
  room: string | null = null
  readonly counts: TalkCounts = { lines: 0, message: 0, system: 0, skipped: 0 }
  readonly #splitter = lineSplitter()
  #head = ''
  #dialect: Dialect | null = null
  #open: Open | null = null
  #out: TalkEntry[] = []

  /** Takes the next piece of text and gives what is whole by now. */
  push(text: string): TalkEntry[] {
    let piece = text
    if (this.format === undefined) {
      this.#head += text
      if (this.#head.length < HEAD_UNITS) return []
      piece = this.#settle()
    }
    for (const line of this.#splitter.push(piece)) this.#take(line)
    return this.#given()
  }

  /** Gives the rest. */
  end(): TalkEntry[] {
    const piece = this.format === undefined ? this.#settle() : ''
    for (const line of this.#splitter.push(piece)) this.#take(line)
    for (const line of this.#splitter.end()) this.#take(line)
    this.#close()
    return this.#given()
  }

  /** Knows the format from now on; gives back what was held until then. */
  #settle(): string {
    const text = this.#head
    this.#head = ''
    this.format = formatOf(text)
    this.#dialect = this.format === null ? null : dialects[this.format]()
    return text
  }

  #take(line: Line): void {
    this.counts.lines += 1
    const sign = this.#dialect?.sign(line.text) ?? null
    if (sign === null) this.#goOn(line)
    else if (sign.type === 'frame') {
      this.#close()
      this.counts.system += 1
    } else if (sign.type === 'bad') this.#begin({ type: 'skipped', reason: sign.reason }, line)
    else if (sign.type === 'notice') this.#begin(sign, { text: '', cut: false })
    else
      this.#begin(
        { type: 'message', minute: sign.minute, sender: sign.sender },
        { text: sign.body, cut: line.cut },
      )
  }

  /** A line that begins nothing goes on with what is open, or is the file's title, or is left out. */
  #goOn(line: Line): void {
    const open = this.#open
    const isBlank = line.text.trim() === ''
    if (open && isBlank) open.blanks += 1
    else if (open) {
      for (; open.blanks > 0; open.blanks -= 1) append(open, { text: '', cut: false })
      append(open, line)
      open.to = this.counts.lines
    } else if (isBlank) this.counts.system += 1
    else if (this.counts.lines <= TITLE_LINES && isTitle(line.text)) {
      this.room ??= roomIn(line.text)
      this.counts.system += 1
    } else this.#begin({ type: 'skipped', reason: 'orphan' }, line)
  }

  #begin(entry: Open['entry'], line: Line): void {
    this.#close()
    const at = this.counts.lines
    this.#open = { entry, from: at, to: at, parts: [], units: 0, cut: false, blanks: 0 }
    append(this.#open, line)
  }

  #close(): void {
    const open = this.#open
    if (!open) return
    this.counts[groupOf[open.entry.type]] += open.to - open.from + 1
    this.counts.system += open.blanks
    this.#out.push(...entriesOf(open, this.#dialect))
    this.#open = null
  }

  #given(): TalkEntry[] {
    const entries = this.#out
    this.#out = []
    return entries
  }
}

const groupOf = { message: 'message', notice: 'system', skipped: 'skipped' } as const

function append(open: Open, { text, cut }: Line): void {
  const room = BODY_MAX_UNITS - open.units
  if (room > 0) open.parts.push(text.length > room ? whole(text.slice(0, room)) : text)
  if (cut || text.length > room) open.cut = true
  open.units += text.length + 1
}

/** Without half a character at the end. */
function whole(text: string): string {
  const last = text.charCodeAt(text.length - 1)
  return last >= 0xd800 && last <= 0xdbff ? text.slice(0, -1) : text
}

function entriesOf({ entry, from, to, parts, cut }: Open, dialect: Dialect | null): TalkEntry[] {
  const lines = { from, to }
  if (entry.type === 'skipped') {
    const text = whole((parts[0] ?? '').slice(0, SKIPPED_UNITS))
    return [{ ...lines, type: 'skipped', reason: entry.reason, text }]
  }
  if (entry.type === 'notice') {
    const { minute, exact, notice } = entry
    return [{ ...lines, type: 'notice', minute, exact, ...notice }]
  }
  const { minute, sender } = entry
  const { body, notices } = dialect?.finish?.(parts.join('\n')) ?? { body: parts.join('\n'), notices: [] }
  return [
    { ...lines, type: 'message', minute, sender, kind: kindOf(body.trim()), body, cut },
    ...notices.map((notice) => ({ ...lines, type: 'notice' as const, minute, exact: true, ...notice })),
  ]
}

/** The file's own title stands within these first lines. */
const TITLE_LINES = 5

const titles = [
  /^(.+?) ?님과 카카오톡 대화$/u,
  /^(.+?) 카카오톡 대화$/u,
  /^KakaoTalk Chats? with (.+)$/u,
  /^(.+) KakaoTalk Chats?$/u,
]
const SAVED = /^(?:저장한 날짜|Date Saved) ?: /u
const FILE_NAME = /^(?:Talk|KakaoTalk)_.+\.(?:txt|csv)$/u

function isTitle(line: string): boolean {
  const text = line.trim()
  return SAVED.test(text) || FILE_NAME.test(text) || titles.some((title) => title.test(text))
}

function roomIn(line: string): string | null {
  const text = line.trim()
  return titles.map((title) => title.exec(text)?.[1]?.trim()).find((room) => room) ?? null
}
