import { hash } from 'node:crypto'
import { setImmediate as turn } from 'node:timers/promises'
import { maskPersonalData } from '#app/shapes/personal-data.ts'
import { mendText } from '#app/shapes/text.ts'
import type { TalkEntry } from '#server/imports/kakao/entry.ts'
import { comparable } from '#server/imports/kakao/media.ts'
import { marked, markMentions, unmarked } from './mentions.ts'
import type { KakaoName } from './names.ts'

// What was read of a file becomes rows: covered, with numbers instead of names, and under a key that is the same in every
// file that holds the same message.

/** A message or notice as it is kept, with the lines that it stands on. `digest` as PostgreSQL reads bytes. */
export type TalkRow = {
  minute: number
  digest: string
  place: number
  name_id: number | null
  kind: string
  body: string
  line_from: number
  line_to: number
}

export type SkippedRow = { line_from: number; line_to: number; reason: string; body: string }

/** One batch, and what is counted of it. */
export type Rows = {
  talk: TalkRow[]
  skipped: SkippedRow[]
  nameIds: Set<number>
  media: number
  undated: number
  shortened: number
  covered: number
  hasResident: boolean
}

/** How names are known while a file is read: by the very spelling that stands in it. */
export type Names = { get(name: string): KakaoName | undefined }

/** 12 bytes: with the minute beside them, two different messages never meet. */
const DIGEST_HEX = 24
/** The column's own limit, in code points. */
const BODY_MAX = 20_000
/** Guests of one invitation that are named. */
const GUESTS_MOST = 20
/** Entries made into rows before others get their turn. */
const TURN_ENTRIES = 100
/** Texts of one minute that are told apart by how often they came; beyond, by their line. */
const ORDINALS_MOST = 10_000

/** Stretches left out that are kept for showing: more than anybody reads. */
const SKIPPED_KEPT = 200

const NOBODY = ''
const LESS_THAN_SHOWN = new Set(['contact', 'profile'])

/** Makes rows for one room. Holds what the place of a message means, so entries come in the order of the file. */
export class RowMaker {
  /** Begins the text of each digest: without it, covered numbers could be found again by trying. */
  readonly #secret: string
  #minute = -1
  #latest = -1
  #place = 0
  #skipped = 0
  #ordinals = new Map<string, number>()

  constructor(secret: string) {
    this.#secret = secret
  }

  /** Entries up to line `after` are in already; they only keep the count of what stands behind them. */
  async rows(entries: readonly TalkEntry[], names: Names, after: number): Promise<Rows> {
    const rows: Rows = {
      talk: [],
      skipped: [],
      nameIds: new Set(),
      media: 0,
      undated: 0,
      shortened: 0,
      covered: 0,
      hasResident: false,
    }
    let count = 0
    for (const entry of entries) {
      count += 1
      if (count % TURN_ENTRIES === 0) await turn()
      this.#add(rows, entry, names, after)
    }
    return rows
  }

  #add(rows: Rows, entry: TalkEntry, names: Names, after: number): void {
    const { from: line_from, to: line_to } = entry
    const isIn = line_to <= after
    if (entry.type === 'skipped') {
      this.#skipped += 1
      if (!isIn && this.#skipped <= SKIPPED_KEPT) rows.skipped.push(skippedRow(entry, rows))
      return
    }
    const minute = entry.minute ?? 0
    const compared = entry.type === 'message' ? comparedMessage(entry, names) : comparedNotice(entry, names)
    const digest = this.#digest(minute, compared, line_from)
    const place = this.#place++
    if (isIn) return
    const { name, kind, body } =
      entry.type === 'message' ? messageOf(entry, names, rows) : noticeOf(entry, names, rows)
    if (entry.minute === null) rows.undated += 1
    rows.talk.push({ minute, digest, place, name_id: name?.id ?? null, kind, body, line_from, line_to })
  }

  /**
   * Names a message by what is compared and by how often that came within its minute. Where the file tells no day, only
   * the line keeps two equal ones apart.
   */
  #digest(minute: number, compared: string, line: number): string {
    if (minute !== this.#minute) {
      // A clock was set back: what comes now stands behind what that minute had before.
      this.#place = minute <= this.#latest ? line : 0
      this.#latest = Math.max(this.#latest, minute)
      this.#minute = minute
      this.#ordinals.clear()
    }
    const text = `${this.#secret}|${minute}|${compared}`
    let ordinal = `L${line}`
    if (minute !== 0 && this.#ordinals.size < ORDINALS_MOST) {
      const before = this.#ordinals.get(compared) ?? 0
      this.#ordinals.set(compared, before + 1)
      ordinal = String(before)
    }
    return `\\x${hash('sha256', `${text}|${ordinal}`).slice(0, DIGEST_HEX)}`
  }
}

type Message = Extract<TalkEntry, { type: 'message' }>
type Notice = Extract<TalkEntry, { type: 'notice' }>
type Told = { name: KakaoName | undefined; kind: string; body: string }

function comparedMessage({ sender, kind, body }: Message, names: Names): string {
  return `${names.get(sender)?.key ?? NOBODY}|${kind}|${comparable(body, kind)}`
}

function comparedNotice({ kind, names: people }: Notice, names: Names): string {
  return `notice.${kind}|${people.map((name) => names.get(name)?.key ?? NOBODY).join()}`
}

function messageOf({ sender, kind, body, cut }: Message, names: Names, rows: Rows): Told {
  if (kind !== 'text') rows.media += 1
  if (cut) rows.shortened += 1
  // A card in the app holds a stranger's name and number; that there was one is enough.
  const shown = LESS_THAN_SHOWN.has(kind) ? (body.split(':', 1)[0] ?? '') : body
  const known = (spelling: string) => names.get(spelling)?.no
  const kept = markMentions(unmarked(covered(shown, rows)), known)
  return { name: named(sender, names, rows), kind, body: cutTo(kept, BODY_MAX) }
}

function noticeOf({ kind, names: people }: Notice, names: Names, rows: Rows): Told {
  const [who, ...others] = people.map((name) => named(name, names, rows))
  const guests = others.slice(0, GUESTS_MOST).map((name) => (name ? marked(name.no) : ''))
  return { name: who, kind: `notice.${kind}`, body: guests.join(', ') }
}

function named(name: string, names: Names, rows: Rows): KakaoName | undefined {
  const found = names.get(name)
  if (found) rows.nameIds.add(found.id)
  return found
}

function skippedRow(
  { from, to, reason, text }: Extract<TalkEntry, { type: 'skipped' }>,
  rows: Rows,
): SkippedRow {
  return { line_from: from, line_to: to, reason, body: cutTo(covered(text, rows), SKIPPED_MAX) }
}

/** The column's own limit, in code points. */
const SKIPPED_MAX = 300

function covered(raw: string, rows: Rows): string {
  const { text, kinds } = maskPersonalData(mendText(raw))
  if (kinds.length > 0) rows.covered += 1
  if (kinds.includes('resident')) rows.hasResident = true
  return text
}

function cutTo(text: string, max: number): string {
  return text.length <= max ? text : text.slice(0, max).replace(/[\ud800-\udbff]$/, '')
}
