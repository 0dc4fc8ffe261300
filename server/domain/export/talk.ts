import { sql } from 'kysely'
import { addDays, seoulDate } from '#app/shapes/civil-date.ts'
import type { TalkFormat } from '#app/shapes/export.ts'
import { clock, dayDivider } from '#app/text/format.ts'
import { sideNames } from '#app/text/ko/case.ts'
import { channelNames } from '#app/text/ko/chat.ts'
import { copiesText, talkText } from '#app/text/ko/talk-export.ts'
import type { Db } from '#db/client.ts'
import type { CellKind, Column } from '#server/exports/column.ts'
import { csvStream } from '#server/exports/csv.ts'
import { type Part, typeset } from '#server/exports/typeset.ts'
import { channelFor, type Member } from '../access.ts'
import { type MessageRow, messageRows, messageView } from '../message/view.ts'
import { Refusal } from '../refusal.ts'
import type { OpenList } from './list.ts'
import { pictureHashes } from './pictures.ts'

// The conversation of a channel as its members see it: words that are gone are not in it, their place and number are.

export type TalkAsked = { channelId: string; format: TalkFormat; fromOn: string | null; toOn: string | null }
type Order = TalkAsked & { member: Member }
type Line = ReturnType<typeof messageView> & { hashes: string[] }

/** Messages one PDF may hold: about 500 sheets, and as much as is put together in bounded memory. */
export const PDF_MESSAGES = 20_000
/** Messages read, and set on paper, at a time. */
const PAGE_ROWS = 1000

const words = talkText
const KST = sql.lit('Asia/Seoul')

/** Refuses `export.talk_too_long` when a PDF of it would be longer than `PDF_MESSAGES`. */
export async function ensureFits(db: Db, asked: TalkAsked): Promise<void> {
  if (asked.format !== 'pdf' || (await countOf(db, asked)) <= PDF_MESSAGES) return
  throw new Refusal('invalid', 'export.talk_too_long', { fields: { format: 'export.talk_too_long' } })
}

/** Opens the conversation for a present member who may read the channel. The same snapshot gives the same bytes. */
export async function openTalk(snapshot: Db, order: Order): Promise<OpenList> {
  const viewer = { accountId: order.member.accountId, hasPassword: false }
  const { kind } = await channelFor(snapshot, viewer, { channelId: order.channelId })
  await ensureFits(snapshot, order)
  const rows = await countOf(snapshot, order)
  const cover = await coverOf(snapshot, order, { channel: channelNames[kind], rows })
  return {
    rows,
    bytes(onRow) {
      const lines = counted(linesOf(snapshot, order), onRow)
      if (order.format === 'csv') return csvStream(columnsOf(channelNames[kind]), lines)
      return order.format === 'txt' ? textOf(cover, lines) : pdfOf(cover, lines)
    },
  }
}

function within(db: Db, { channelId, fromOn, toOn }: TalkAsked) {
  const start = (date: string) => sql<Date>`(${date}::date::timestamp at time zone ${KST})`
  return db
    .selectFrom('message')
    .where('channel_id', '=', channelId)
    .$if(fromOn !== null, (query) => query.where('created_at', '>=', start(fromOn ?? '')))
    .$if(toOn !== null, (query) => query.where('created_at', '<', start(addDays(toOn ?? '', 1))))
}

async function countOf(db: Db, asked: TalkAsked): Promise<number> {
  const { n } = await within(db, asked)
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return n
}

async function* linesOf(db: Db, order: Order): AsyncGenerator<Line> {
  for (let after = 0; ; ) {
    const ids = within(db, order).select('id').where('seq', '>', after).orderBy('seq').limit(PAGE_ROWS)
    const rows: MessageRow[] = await messageRows(db, order.channelId)
      .where('message.id', 'in', ids)
      .orderBy('message.seq')
      .execute()
    const hashes = await pictureHashes(db, rows)
    for (const row of rows) yield { ...messageView(row), hashes: row.gone ? [] : (hashes.get(row.id) ?? []) }
    const last = rows.at(-1)
    if (!last || rows.length < PAGE_ROWS) return
    after = last.seq
  }
}

async function* counted<T>(
  rows: AsyncIterable<T>,
  onRow: (done: number) => Promise<void>,
): AsyncGenerator<T> {
  let done = 0
  for await (const row of rows) {
    yield row
    done += 1
    await onRow(done)
  }
}

type Cover = { title: string; channel: string; facts: [string, string][] }

async function coverOf(
  db: Db,
  order: Order,
  { channel, rows }: { channel: string; rows: number },
): Promise<Cover> {
  const { shopName, now } = await db
    .selectFrom('case')
    .select(['shop_name as shopName', sql<Date>`now()`.as('now')])
    .where('id', '=', order.member.caseId)
    .executeTakeFirstOrThrow()
  const { cover } = words
  return {
    title: words.title(shopName),
    channel: words.channel(channel),
    facts: [
      [cover.case, shopName],
      [cover.channel, channel],
      [cover.days, copiesText.days(order.fromOn, order.toOn)],
      [cover.count, cover.countValue(rows)],
      [cover.at, cover.atValue(now.toISOString())],
      [cover.by, order.member.nickname],
      [cover.notes, `${cover.noteNumbers} ${cover.noteNames} ${cover.noteStated}`],
    ],
  }
}

/** What stands beside a message's words: what it answers, whether it was changed, how many pictures. */
function noteOf(line: Line): string {
  return [
    ...(line.replyTo ? [words.replies(line.replyTo.seq)] : []),
    ...(line.editedAt && line.body !== null ? [words.edited] : []),
    ...(line.files.length > 0 ? [words.pictures(line.files.length)] : []),
  ].join(' · ')
}

function bodyOf({ body, gone, card }: Line): string {
  if (gone !== null) return `(${words.gone[gone]})`
  return [body ?? '', ...(card ? [card.title] : [])].filter(Boolean).join('\n')
}

function who({ author }: Line): string {
  return `${author.nickname} (${sideNames[author.side]})`
}

async function* textOf(cover: Cover, lines: AsyncIterable<Line>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  const head = [cover.title, '', ...cover.facts.map(([name, value]) => `${name}: ${value}`), '']
  yield encoder.encode(`\ufeff${head.join('\r\n')}\r\n`)
  let date = ''
  for await (const line of lines) {
    const on = seoulDate(line.at)
    const divider = on === date ? '' : `\r\n--------------- ${dayDivider(on)} ---------------\r\n`
    date = on
    const note = noteOf(line)
    const words = bodyOf(line).replaceAll('\n', '\r\n')
    const said = `#${line.seq} [${who(line)}] [${clock(line.at)}] ${note && `(${note}) `}${words}`
    yield encoder.encode(`${divider}${said}\r\n`)
  }
}

async function* pdfOf(cover: Cover, lines: AsyncIterable<Line>): AsyncGenerator<Uint8Array> {
  yield await typeset('transcript', partsOf(cover, lines))
}

async function* partsOf({ title, channel, facts }: Cover, lines: AsyncIterable<Line>): AsyncGenerator<Part> {
  const part = (rows: Part[], first: boolean) => ({
    ...{ title, side: channel, cover: first ? facts : [], head: words.head, rows },
  })
  let rows: Part[] = []
  let date = ''
  let first = true
  for await (const line of lines) {
    if (seoulDate(line.at) !== date) rows.push({ day: dayDivider(seoulDate(line.at)) })
    date = seoulDate(line.at)
    rows.push({ no: line.seq, time: clock(line.at), who: who(line), note: noteOf(line), text: bodyOf(line) })
    if (rows.length < PAGE_ROWS) continue
    yield part(rows, first)
    first = false
    rows = []
  }
  if (rows.length > 0 || first) yield part(rows, first)
}

function columnsOf(channel: string): Column<Line>[] {
  const { columns: names } = words
  type Key = keyof typeof names
  const column = (key: Key, kind: CellKind, value: Column<Line>['value']): Column<Line> => ({
    ...{ key, header: names[key], kind, width: 16, value, summed: false },
  })
  const text = (key: Key, value: (line: Line) => string) => column(key, 'text', value)
  return [
    column('no', 'integer', (line) => line.seq),
    text('channel', () => channel),
    column('at', 'datetime', (line) => line.at),
    text('nickname', (line) => line.author.nickname),
    text('side', (line) => sideNames[line.author.side]),
    text('body', bodyOf),
    text('state', (line) => (line.gone ? words.gone[line.gone] : line.editedAt ? words.edited : '')),
    column('replyTo', 'integer', (line) => line.replyTo?.seq ?? null),
    column('files', 'integer', (line) => line.files.length),
    text('hashes', (line) => line.hashes.join(' ')),
    text('id', (line) => line.id),
  ]
}
