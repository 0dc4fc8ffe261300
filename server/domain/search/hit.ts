import { sql } from 'kysely'
import type { ChannelKind, Role, Side } from '#app/shapes/case.ts'
import { type Mark, searchMarks } from '#app/shapes/search-fold.ts'
import type { Db } from '#db/client.ts'
import { shownBody } from '../message/view.ts'
import { excerptOf } from './excerpt.ts'
import type { Found } from './stream.ts'

/** A neighbour of a hit is shown on one line: more code points than the widest screen holds. */
const LINE_POINTS = 120

/** A message beside a hit, cut to one line. */
export type HitNeighbour = { nickname: string; line: string }

/**
 * A message that was found: where it stands and an excerpt around what was looked for. `marks` are stretches of
 * `excerpt` in UTF-16 code units. `at` is an ISO instant.
 */
export type Hit = {
  id: string
  slug: string
  shopName: string
  kind: ChannelKind
  seq: number
  at: string
  author: { nickname: string; side: Side; role: Role }
  excerpt: string
  cutBefore: boolean
  cutAfter: boolean
  marks: Mark[]
  before: HitNeighbour | null
  after: HitNeighbour | null
}

type Row = Pick<Hit, 'id' | 'slug' | 'shopName' | 'kind' | 'seq'> & {
  at: Date
  nickname: string
  side: Side
  role: Role
  words: string
  beforeNickname: string | null
  beforeLine: string | null
  afterNickname: string | null
  afterLine: string | null
}

/** The found messages as the viewer sees them, in the same order; those that went out of sight meanwhile are left out. */
export async function hitsOf(db: Db, found: readonly Found[], terms: readonly string[]): Promise<Hit[]> {
  if (found.length === 0) return []
  const { rows } = await sql<Row>`
    select message.id, "case".slug, "case".shop_name as "shopName", channel.kind, message.seq,
      message.created_at as at, member.nickname, member.side, member.role, ${shownBody('message')} as words,
      before.nickname as "beforeNickname", before.line as "beforeLine",
      after.nickname as "afterNickname", after.line as "afterLine"
    from unnest(${found.map(({ id }) => id)}::uuid[]) with ordinality as found (id, place)
    join message on message.id = found.id and ${shownBody('message')} is not null
    join member on member.id = message.author_id
    join channel on channel.id = message.channel_id
    join "case" on "case".id = channel.case_id
    left join lateral (${neighbour(sql`seq < message.seq`, sql`desc`)}) as before on true
    left join lateral (${neighbour(sql`seq > message.seq`, sql`asc`)}) as after on true
    order by found.place`.execute(db)
  return rows.map((row) => hitOf(row, terms))
}

/** The next message with words on one side of `message`. */
function neighbour(side: ReturnType<typeof sql>, order: ReturnType<typeof sql>) {
  return sql`
    select member.nickname, left(${shownBody('beside')}, ${LINE_POINTS}) as line
    from (
      select * from message as beside
      where beside.channel_id = message.channel_id and beside.${side} and ${shownBody('beside')} <> ''
      order by beside.seq ${order} limit 1
    ) as beside
    join member on member.id = beside.author_id`
}

function hitOf(row: Row, terms: readonly string[]): Hit {
  const { id, slug, shopName, kind, seq, at, nickname, side, role, words } = row
  const beside = (name: string | null, line: string | null) =>
    name === null || line === null ? null : { nickname: name, line }
  const text = words.normalize('NFC')
  return {
    ...{ id, slug, shopName, kind, seq, at: at.toISOString(), author: { nickname, side, role } },
    ...excerptOf(text, searchMarks(text, terms)),
    before: beside(row.beforeNickname, row.beforeLine),
    after: beside(row.afterNickname, row.afterLine),
  }
}
