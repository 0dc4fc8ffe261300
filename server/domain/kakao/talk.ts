import { type RawBuilder, sql } from 'kysely'
import { channelsOf } from '#app/shapes/case.ts'
import { seoulDate } from '#app/shapes/civil-date.ts'
import { Id } from '#app/shapes/id.ts'
import {
  type KakaoRoomView,
  type TalkLine,
  type TalkPage,
  TalkPlace,
  type TalkWish,
} from '#app/shapes/kakao.ts'
import type { Db } from '#db/client.ts'
import { type Member, memberIn } from '../access.ts'
import { notFound } from '../refusal.ts'
import type { Viewer } from '../viewer.ts'
import { markedNumbers, withNames } from './mentions.ts'
import { endOfLook, isFound } from './search.ts'
import { type Speakers, speakersOf } from './speakers.ts'

// The conversation of a room as its readers see it: every message once, whatever number of files hold it.

/** Lines a page: some four phone screens. */
const PAGE_LINES = 60
/** Citations shown of one line. */
const CITATIONS_SHOWN = 5
const MINUTE_MS = 60_000
/** Behind every message of a minute; `TalkPlace` takes no more digits. */
const PLACE_MAX = 999_999_999

/** A room that the viewer may read. Never leaves the domain. */
export type SeenRoom = KakaoRoomView & { member: Member; ownerId: string | null }

/** Rooms with at least one file that is read and meant for the viewer, by name. */
export async function kakaoRooms(
  db: Db,
  viewer: Viewer,
  { slug }: { slug: string },
): Promise<KakaoRoomView[]> {
  const member = await memberIn(db, viewer, { slug })
  const rows = await roomRows(db, member).orderBy('kakao_room.made_at').execute()
  return rows.map((row) => roomView(row, member))
}

/** The room by its id, or `shared.not_found`. */
export async function roomFor(
  db: Db,
  viewer: Viewer,
  { slug, roomId }: { slug: string; roomId: string },
): Promise<SeenRoom> {
  const member = await memberIn(db, viewer, { slug })
  if (!Id.safeParse(roomId).success) throw notFound()
  const row = await roomRows(db, member).where('kakao_room.id', '=', roomId).executeTakeFirst()
  if (!row) throw notFound()
  return { ...roomView(row, member), member, ownerId: row.owner_id }
}

function roomRows(db: Db, member: Member) {
  return db
    .selectFrom('kakao_room')
    .innerJoin('kakao_import', (join) =>
      join.onRef('kakao_import.room_id', '=', 'kakao_room.id').on('kakao_import.state', '=', 'ready'),
    )
    .select(['kakao_room.id', 'kakao_room.name', 'kakao_room.audience', 'kakao_room.owner_id'])
    .select((eb) => [
      eb.fn.count<number>('kakao_import.id').as('imports'),
      eb.fn.count<number>('kakao_import.member_id').distinct().as('members'),
    ])
    .where('kakao_room.case_id', '=', member.caseId)
    .where((eb) =>
      eb.or([
        eb('kakao_room.owner_id', '=', member.id),
        eb('kakao_room.audience', '=', eb.fn.any(eb.val(channelsOf(member.side, member.role)))),
      ]),
    )
    .groupBy('kakao_room.id')
}

type RoomRow = Awaited<ReturnType<ReturnType<typeof roomRows>['executeTakeFirstOrThrow']>>

function roomView(row: RoomRow, member: Member): KakaoRoomView {
  const { id, name, audience, imports, members, owner_id } = row
  return { id, name, audience, imports, members, isPair: owner_id !== null, mine: owner_id === member.id }
}

export type TalkQuery = {
  slug: string
  roomId: string
  /** Only what this file holds. */
  importId?: string | undefined
  /** The page that ends before, or begins behind, this place; else the beginning. */
  before?: string | undefined
  after?: string | undefined
  /** The page that begins with this KST day. */
  day?: string | undefined
  /** Only what is looked for: forwards alone, and no further than one look goes. */
  wish?: TalkWish | null
}

/** A page of a conversation in its order. Refuses `shared.not_found`; of others' talk of two it gives picked lines only. */
export async function kakaoTalk(db: Db, viewer: Viewer, query: TalkQuery): Promise<TalkPage> {
  const { member, ownerId, ...room } = await roomFor(db, viewer, query)
  const onlyPicked = ownerId !== null && ownerId !== member.id
  const { wish = null } = query
  const backwards = query.before !== undefined && !wish
  const bound = boundOf(query)
  const lookedTo = wish ? await endOfLook(db, room.id, bound.minute) : null
  const rows = await talkRows(db, room.id, {
    ...{ bound, backwards, onlyPicked, wish, lookedTo },
    within: query.importId === undefined ? null : await spanOf(db, room.id, query.importId),
  })
  const more = rows.length > PAGE_LINES
  const page = rows.slice(0, PAGE_LINES)
  if (backwards) page.reverse()
  const speakers = await speakersOf(db, room.id, member, numbersIn(page))
  const lines = page.map((row) => lineOf(row, speakers, onlyPicked))
  const [first, last] = [lines[0]?.place ?? null, lines.at(-1)?.place ?? null]
  const cameOn = query.after !== undefined || query.day !== undefined
  const behindLook = lookedTo === null ? null : `${lookedTo}.${PLACE_MAX}.${'f'.repeat(24)}`
  return {
    room,
    lines,
    earlier: !wish && (backwards ? more : cameOn) ? first : null,
    later: backwards || more ? last : behindLook,
    lookedTo: lookedTo === null || more ? null : seoulDate(lookedTo * MINUTE_MS),
    own: await ownNumbers(db, room.id, member),
  }
}

async function ownNumbers(db: Db, roomId: string, member: Member): Promise<number[]> {
  const rows = await db
    .selectFrom('kakao_name_claim')
    .innerJoin('kakao_name', 'kakao_name.id', 'kakao_name_claim.name_id')
    .select('kakao_name.no')
    .where('kakao_name_claim.room_id', '=', roomId)
    .where('kakao_name_claim.member_id', '=', member.id)
    .orderBy('kakao_name.no')
    .execute()
  return rows.map(({ no }) => no)
}

type Bound = { minute: number; place: number; digest: Buffer }

/** Nothing stands before: minutes begin with 0, places too. */
const BEGINNING: Bound = { minute: -1, place: 0, digest: Buffer.alloc(0) }

function boundOf({ before, after, day }: TalkQuery): Bound {
  const place = before ?? after
  if (place !== undefined) {
    if (!TalkPlace.safeParse(place).success) throw notFound()
    const [minute = '', at = '', digest = ''] = place.split('.')
    return { minute: Number(minute), place: Number(at), digest: Buffer.from(digest, 'hex') }
  }
  const start = day === undefined ? Number.NaN : Date.parse(`${day}T00:00:00+09:00`)
  return Number.isNaN(start)
    ? BEGINNING
    : { ...BEGINNING, minute: Math.max(0, start / MINUTE_MS) - 1, place: PLACE_MAX }
}

/** The minutes that a file of the room covers: a small file in a large room is found without reading all of that. */
async function spanOf(db: Db, roomId: string, importId: string): Promise<Span> {
  if (!Id.safeParse(importId).success) throw notFound()
  const row = await db
    .selectFrom('kakao_import')
    .select(['first_minute', 'last_minute', 'undated'])
    .where('id', '=', importId)
    .where('room_id', '=', roomId)
    .where('state', '=', 'ready')
    .executeTakeFirst()
  if (!row) throw notFound()
  return { importId, from: row.undated > 0 ? 0 : (row.first_minute ?? 0), to: row.last_minute ?? 0 }
}

type Span = { importId: string; from: number; to: number }

type TalkRow = {
  minute: number
  digest: Buffer
  place: number
  nameNo: number | null
  kind: string
  body: string
  picked: boolean
  files: number
  members: number
  citations: TalkLine['citations']
}

type Cut = {
  bound: Bound
  backwards: boolean
  onlyPicked: boolean
  within: Span | null
  wish: TalkWish | null
  lookedTo: number | null
}

/**
 * One range of the index: minutes are in its order, and within a minute there is little to sort. A file that one member
 * handed to another bears out nothing: members are counted by files that differ.
 */
async function talkRows(
  db: Db,
  roomId: string,
  { bound, backwards, onlyPicked, within, wish, lookedTo }: Cut,
): Promise<TalkRow[]> {
  const { minute, place, digest } = bound
  const beyond: RawBuilder<boolean> = backwards
    ? sql`m.minute <= ${minute} and (m.minute, m.place, m.digest) < (${minute}, ${place}, ${digest})`
    : sql`m.minute >= ${minute} and (m.minute, m.place, m.digest) > (${minute}, ${place}, ${digest})`
  const order = backwards ? sql`desc` : sql`asc`
  const { rows } = await sql<TalkRow>`
    select m.minute, m.digest, m.place, name.no as "nameNo", m.kind, m.body, m.picked,
      seen.files, seen.members, seen.citations
    from kakao_message as m
    left join kakao_name as name on name.id = m.name_id
    cross join lateral (
      select count(*)::integer as files,
        least(count(distinct i.member_id), count(distinct i.sha256))::integer as members,
        coalesce(bool_or(i.id = ${within?.importId ?? null}::uuid), true) as wanted,
        (json_agg(json_build_object(
          'importId', i.id, 'file', i.file_name, 'from', c.line_from, 'to', c.line_to) order by i.made_at
        )) as citations
      from kakao_citation as c join kakao_import as i on i.id = c.import_id and i.state = 'ready'
      where c.room_id = m.room_id and c.minute = m.minute and c.digest = m.digest
    ) as seen
    where m.room_id = ${roomId} and ${beyond} and seen.files > 0 and seen.wanted
      ${onlyPicked ? sql`and m.picked` : sql``}
      ${wish ? sql`and ${isFound(wish)}` : sql``}
      ${lookedTo === null ? sql`` : sql`and m.minute <= ${lookedTo}`}
      ${within ? sql`and m.minute between ${within.from} and ${within.to}` : sql``}
    order by m.minute ${order}, m.place ${order}, m.digest ${order}
    limit ${PAGE_LINES + 1}`.execute(db)
  return rows
}

function numbersIn(rows: readonly TalkRow[]): number[] {
  const numbers = rows.flatMap(({ nameNo, body }) => [
    ...(nameNo === null ? [] : [nameNo]),
    ...markedNumbers(body),
  ])
  return [...new Set(numbers)]
}

function lineOf(row: TalkRow, speakers: Speakers, onlyPicked: boolean): TalkLine {
  const { minute, place, digest, nameNo, kind, body, files, members, picked } = row
  const citations = row.citations.slice(0, CITATIONS_SHOWN)
  return {
    place: `${minute}.${place}.${digest.toString('hex')}`,
    at: minute === 0 ? null : new Date(minute * MINUTE_MS).toISOString(),
    who: nameNo === null ? null : speakers.of(nameNo),
    kind,
    text: withNames(body, (no) => speakers.labelOf(no)),
    citations: onlyPicked ? citations.map((each) => ({ ...each, file: '' })) : citations,
    files,
    members,
    picked,
  }
}
