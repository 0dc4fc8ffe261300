import { type Expression, sql } from 'kysely'
import type { OtherRoomDraft, OtherRoomKind } from '#app/shapes/other-room.ts'
import { maskPersonalData } from '#app/shapes/personal-data.ts'
import type { Db, Tx } from '#db/client.ts'
import { type Member, may, memberIn, memberWho } from './access.ts'
import { type LedgerEntry, record } from './ledger.ts'
import { notFound, Refusal } from './refusal.ts'
import { announce, inTransaction } from './transaction.ts'
import type { Viewer } from './viewer.ts'

// Where else the people of a case meet, as the staff knows it. Nothing is fetched from there: how many are in it is what
// somebody counted, and what of its talk is here comes from the files members brought.

/** Rooms of one case: a group that has more has lost count itself. */
const ROOMS_MAX = 30

/** Another room as everybody may see it. `host` is where the link really leads; `countedOn` is `YYYY-MM-DD`. */
export type PublicOtherRoom = {
  id: string
  kind: OtherRoomKind
  name: string
  url: string
  host: string
  headcount: number | null
  countedOn: string | null
}

/** The same for members. `brought` is what of its talk is here: files, messages and the newest one's ISO instant. */
export type OtherRoom = PublicOtherRoom & {
  isPublic: boolean
  kakaoRoomId: string | null
  brought: { files: number; messages: number; newestAt: string | null } | null
}

/** A room of KakaoTalk files that all members may read, to be tied to one of the list. */
export type TiedRoom = { id: string; name: string }

/** The group's other rooms, in the order they were added. Refuses `shared.not_found`. */
export async function otherRooms(
  db: Db,
  viewer: Viewer,
  { slug }: { slug: string },
): Promise<{ rooms: OtherRoom[]; tied: TiedRoom[]; mayKeep: boolean }> {
  const member = await memberIn(db, viewer, { slug })
  const rows = await roomRows(db, sql<string>`${member.caseId}::uuid`)
    .select((eb) => [
      'is_public as isPublic',
      'kakao_room_id as kakaoRoomId',
      eb
        .selectFrom('kakao_import')
        .select((of) => of.fn.countAll<number>().as('files'))
        .whereRef('room_id', '=', 'other_room.kakao_room_id')
        .where('state', '=', 'ready')
        .as('files'),
      sql<number>`(select count(*) from kakao_message where room_id = other_room.kakao_room_id)`.as(
        'messages',
      ),
      // A message's minute counts from the epoch.
      sql<Date | null>`(select to_timestamp(max(minute) * 60.0) from kakao_message
        where room_id = other_room.kakao_room_id)`.as('newestAt'),
    ])
    .execute()
  const mayKeep = may(member, 'invite.manage')
  return {
    rooms: rows.map(({ files, messages, newestAt, ...room }) => ({
      ...withHost(room),
      brought:
        room.kakaoRoomId === null
          ? null
          : { files: Number(files), messages, newestAt: newestAt?.toISOString() ?? null },
    })),
    tied: mayKeep ? await openKakaoRooms(db, member.caseId) : [],
    mayKeep,
  }
}

/** The question for the rooms of a case; those for everybody are asked for with the public page. */
export function roomRows(db: Db, caseId: Expression<string>) {
  return db
    .selectFrom('other_room')
    .select(['other_room.id', 'kind', 'name', 'url', 'headcount', 'counted_on as countedOn'])
    .where('other_room.case_id', '=', caseId)
    .where('removed_at', 'is', null)
    .orderBy('made_at')
    .orderBy('other_room.id')
}

/** A room with the host its link leads to. Pure. */
export function withHost<R extends { url: string }>(room: R): R & { host: string } {
  return { ...room, host: URL.canParse(room.url) ? new URL(room.url).host : '' }
}

/**
 * Lists another room, or says anew how it is (same `id`); the staff. Refuses `shared.not_found`, `shared.forbidden`,
 * `other_room.too_many`, and `other_room.not_kakao` for a room of files that not all members may read.
 */
export async function listOtherRoom(
  db: Db,
  viewer: Viewer,
  { slug, id, ...draft }: OtherRoomDraft & { slug: string },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const member = await memberWho(tx, viewer, { slug }, 'invite.manage')
    await lockCase(tx, member.caseId)
    await ensureReadable(tx, member.caseId, draft.kakaoRoomId)
    const row = {
      ...{ kind: draft.kind, name: maskPersonalData(draft.name).text, url: draft.url },
      ...{ headcount: draft.headcount, counted_on: draft.countedOn },
      ...{ kakao_room_id: draft.kakaoRoomId, is_public: draft.isPublic },
    }
    const before = await tx.selectFrom('other_room').select('case_id').where('id', '=', id).executeTakeFirst()
    if (before && before.case_id !== member.caseId) throw notFound()
    if (before) {
      await tx
        .updateTable('other_room')
        .set(row)
        .where('id', '=', id)
        .where('removed_at', 'is', null)
        .execute()
    } else {
      await ensureFew(tx, member.caseId)
      await tx
        .insertInto('other_room')
        .values({ ...row, id, case_id: member.caseId, made_by: member.id })
        .execute()
    }
    await said(tx, member, { kind: 'room.listed', data: { roomId: id } })
  })
}

/** Takes a room off the list; the staff. Again is fine. Refuses `shared.not_found`, `shared.forbidden`. */
export async function unlistOtherRoom(
  db: Db,
  viewer: Viewer,
  { slug, roomId }: { slug: string; roomId: string },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const member = await memberWho(tx, viewer, { slug }, 'invite.manage')
    await lockCase(tx, member.caseId)
    const row = await tx
      .selectFrom('other_room')
      .select('removed_at as removedAt')
      .where('id', '=', roomId)
      .where('case_id', '=', member.caseId)
      .executeTakeFirst()
    if (!row) throw notFound()
    if (row.removedAt !== null) return
    await tx
      .updateTable('other_room')
      .set({ removed_at: sql<Date>`now()` })
      .where('id', '=', roomId)
      .execute()
    await said(tx, member, { kind: 'room.unlisted', data: { roomId } })
  })
}

/** Rooms of files that everybody in the case may read; a conversation of two is nobody's room. */
function openKakaoRooms(db: Db, caseId: string): Promise<TiedRoom[]> {
  return db
    .selectFrom('kakao_room')
    .select(['id', 'name'])
    .where('case_id', '=', caseId)
    .where('audience', '=', 'all')
    .where('owner_id', 'is', null)
    .orderBy('made_at')
    .execute()
}

async function ensureReadable(tx: Tx, caseId: string, roomId: string | null): Promise<void> {
  if (roomId === null) return
  const open = await openKakaoRooms(tx, caseId)
  if (open.some(({ id }) => id === roomId)) return
  throw new Refusal('invalid', 'other_room.not_kakao', { fields: { kakaoRoomId: 'other_room.not_kakao' } })
}

async function ensureFew(tx: Tx, caseId: string): Promise<void> {
  const { count } = await tx
    .selectFrom('other_room')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('case_id', '=', caseId)
    .where('removed_at', 'is', null)
    .executeTakeFirstOrThrow()
  if (Number(count) >= ROOMS_MAX) throw new Refusal('conflict', 'other_room.too_many')
}

/** One writer of a case at a time: its head row, which the ledger takes anyway. */
async function lockCase(tx: Tx, caseId: string): Promise<void> {
  await tx.selectFrom('case_head').select('case_id').where('case_id', '=', caseId).forUpdate().execute()
}

async function said(tx: Tx, member: Member, entry: LedgerEntry): Promise<void> {
  await record(tx, member.caseId, member.id, entry)
  announce(tx, { kind: 'case.changed', caseId: member.caseId, what: ['case'] })
}
