import { randomUUID } from 'node:crypto'
import type { Readable } from 'node:stream'
import { sql } from 'kysely'
import { type ChannelKind, channelsOf } from '#app/shapes/case.ts'
import { Id } from '#app/shapes/id.ts'
import {
  KAKAO_FILE_BYTES,
  type KakaoImportView,
  type KakaoOrder,
  type KakaoSkipped,
} from '#app/shapes/kakao.ts'
import type { Db, Tx } from '#db/client.ts'
import type { FileStore, StoredFile } from '#server/files/store.ts'
import { enqueue } from '#server/jobs/queue.ts'
import { type Member, memberIn } from './access.ts'
import { caseKey } from './case-key.ts'
import { ensureExport, openTalkFile, refusedFile } from './kakao/file.ts'
import { keptFileName } from './kakao/file-name.ts'
import { namesOf } from './kakao/names.ts'
import { importRows, importView } from './kakao/view.ts'
import { record } from './ledger.ts'
import { notFound, Refusal } from './refusal.ts'
import { inTransaction } from './transaction.ts'
import type { CaseKey, Vault } from './vault.ts'
import type { Viewer } from './viewer.ts'

export { clearKakao, reviveKakao } from './kakao/clear.ts'
export { claimKakaoName, disclaimKakaoName } from './kakao/own-name.ts'
export { pickKakaoLines } from './kakao/pick.ts'
export { readKakaoNow } from './kakao/read.ts'
export { kakaoRooms, kakaoTalk } from './kakao/talk.ts'

// KakaoTalk conversations that members bring along: received as a stream and kept sealed, read by a job, shown as one
// conversation a room. The file, and with it every line that only it holds, is its uploader's to take back.

/** What one member may bring in a day, in bytes. */
const DAY_BYTES = 2 * 1024 * 1024 * 1024
/** Imports the page lists; older ones are still in their rooms. */
const SHOWN = 100

type Deps = { vault: Vault; files: FileStore }

/** A file on its way in. `order` is asked for what stands in the form once the file is in. */
export type KakaoArrival = {
  slug: string
  name: string
  bytes: AsyncIterable<Uint8Array>
  order: () => KakaoOrder
}

/**
 * Takes a file in, for any member, and asks for it to be read. Membership is asked before the first byte. Refuses
 * `kakao.too_large`, `kakao.too_much_today`, `kakao.not_export` and those of a ZIP, all with no file kept, and
 * `kakao.audience_needed` for an audience the member does not belong to. The same form, or the same file by the same
 * member for the same audience again, answers the first import.
 */
export async function receiveKakao(
  db: Db,
  viewer: Viewer,
  { slug, name, bytes, order }: KakaoArrival,
  { vault, files }: Deps,
): Promise<{ importId: string }> {
  const { id: memberId } = await memberIn(db, viewer, { slug })
  await ensureRoomToday(db, memberId)
  const stored = await files.put(atMost(bytes, KAKAO_FILE_BYTES))
  try {
    const wish = order()
    await ensureExport(await openTalkFile(files, stored))
    const kept = await inTransaction(db, async (tx) => {
      const member = await memberIn(tx, viewer, { slug })
      const key = await caseKey(tx, vault, member.caseId)
      return keepOnce(tx, member, { wish, name, stored, key })
    })
    if (!kept.isNew) await files.remove(stored.key)
    return { importId: kept.importId }
  } catch (error) {
    await files.remove(stored.key)
    throw error
  }
}

async function ensureRoomToday(db: Db, memberId: string): Promise<void> {
  const { bytes } = await db
    .selectFrom('kakao_import')
    .select((eb) => eb.fn.coalesce(eb.fn.sum<number>('bytes'), eb.lit(0)).as('bytes'))
    .where('member_id', '=', memberId)
    .where('made_at', '>', sql<Date>`now() - interval '1 day'`)
    .executeTakeFirstOrThrow()
  if (bytes >= DAY_BYTES) throw new Refusal('tooMany', 'kakao.too_much_today', { retryAfterMs: HOUR_MS })
}

const HOUR_MS = 3_600_000

async function* atMost(bytes: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Uint8Array> {
  let total = 0
  for await (const chunk of bytes) {
    total += chunk.length
    if (total > most) throw refusedFile('kakao.too_large')
    yield chunk
  }
  if (total === 0) throw refusedFile('kakao.file_needed')
}

type Arrived = { wish: KakaoOrder; name: string; stored: StoredFile; key: CaseKey }

async function keepOnce(
  tx: Tx,
  member: Member,
  { wish, name, stored, key }: Arrived,
): Promise<{ importId: string; isNew: boolean }> {
  const { id: importId = randomUUID(), audience, roomName, ownName, isPair } = wish
  if (!channelsOf(member.side, member.role).includes(audience)) {
    throw new Refusal('invalid', 'kakao.audience_needed', { fields: { audience: 'kakao.audience_needed' } })
  }
  const before = await sameBefore(tx, member, { importId, audience, sha256: Buffer.from(stored.sha256) })
  if (before) return { importId: before, isNew: false }
  const [own] = ownName === '' ? [] : await namesOf(tx, { caseId: member.caseId, key }, [ownName])
  await tx
    .insertInto('kakao_import')
    .values({
      id: importId,
      case_id: member.caseId,
      member_id: member.id,
      audience,
      room_name: roomName,
      own_name_id: own?.id ?? null,
      is_pair: isPair,
      file_name: keptFileName(name),
      file_key: stored.key,
      bytes: stored.bytes,
      sha256: Buffer.from(stored.sha256),
    })
    .execute()
  await enqueue(tx, 'kakao.read', { importId }, `kakao.read:${importId}`)
  return { importId, isNew: true }
}

/** The import that this form, or this very file for these readers, made before. One member's are asked for in turn. */
async function sameBefore(
  tx: Tx,
  member: Member,
  of: { importId: string; audience: ChannelKind; sha256: Buffer },
): Promise<string | undefined> {
  await tx.selectFrom('member').select('id').where('id', '=', member.id).forNoKeyUpdate().execute()
  const made = await tx
    .selectFrom('kakao_import')
    .select('member_id')
    .where('id', '=', of.importId)
    .executeTakeFirst()
  if (made && made.member_id !== member.id) throw notFound()
  if (made) return of.importId
  const same = await tx
    .selectFrom('kakao_import')
    .select('id')
    .where('member_id', '=', member.id)
    .where('audience', '=', of.audience)
    .where('sha256', '=', of.sha256)
    .where('state', 'in', ['waiting', 'reading', 'ready'])
    .executeTakeFirst()
  return same?.id
}

/** What was brought into a case and the viewer may see, newest first: their own, and others' once they are read. */
export async function kakaoImports(
  db: Db,
  viewer: Viewer,
  { slug }: { slug: string },
): Promise<KakaoImportView[]> {
  const member = await memberIn(db, viewer, { slug })
  const rows = await importRows(db, member).orderBy('kakao_import.made_at', 'desc').limit(SHOWN).execute()
  return rows.map((row) => importView(row, member))
}

export type KakaoImportRef = { slug: string; importId: string }

/** One import and, for its uploader, the lines that were left out. Others get `shared.not_found` until it is read. */
export async function kakaoImportFor(
  db: Db,
  viewer: Viewer,
  ref: KakaoImportRef,
): Promise<{ import: KakaoImportView; skipped: KakaoSkipped[] }> {
  const { member, row } = await seenRow(db, viewer, ref)
  const skipped = row.memberId === member.id ? await skippedOf(db, row.id) : []
  return { import: importView(row, member), skipped }
}

async function seenRow(db: Db, viewer: Viewer, { slug, importId }: KakaoImportRef) {
  const member = await memberIn(db, viewer, { slug })
  if (!Id.safeParse(importId).success) throw notFound()
  const row = await importRows(db, member).where('kakao_import.id', '=', importId).executeTakeFirst()
  if (!row) throw notFound()
  return { member, row }
}

async function skippedOf(db: Db, importId: string): Promise<KakaoSkipped[]> {
  return db
    .selectFrom('kakao_skipped')
    .select(['line_from as from', 'line_to as to', 'reason', 'body as text'])
    .where('import_id', '=', importId)
    .orderBy('line_from')
    .execute()
}

/**
 * Takes one's own import back, at any time: from then on nobody sees what only it holds, and a job removes those lines and
 * the file. Refuses `shared.not_found` for others' and for one taken back before.
 */
export async function withdrawKakao(db: Db, viewer: Viewer, ref: KakaoImportRef): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { member, row } = await seenRow(tx, viewer, ref)
    const { importId } = ref
    if (row.memberId !== member.id) throw notFound()
    const withdrawn = await tx
      .updateTable('kakao_import')
      .set({ state: 'withdrawn', failed_why: null, ended_at: sql<Date>`clock_timestamp()` })
      .where('id', '=', importId)
      .where('state', '<>', 'withdrawn')
      .executeTakeFirst()
    if (withdrawn.numUpdatedRows === 0n) throw notFound()
    await enqueue(tx, 'kakao.clear', { importId }, `kakao.clear:${importId}`)
    await record(tx, member.caseId, member.id, { kind: 'kakao.withdrawn', data: { importId } })
  })
}

/** One's own file as it was brought, byte for byte. Refuses `shared.not_found` when it is not kept any more. */
export async function openKakaoFile(
  db: Db,
  viewer: Viewer,
  ref: KakaoImportRef,
  { files }: { files: FileStore },
): Promise<{ stream: Readable; bytes: number; name: string; type: string }> {
  const { member, row } = await seenRow(db, viewer, ref)
  if (row.memberId !== member.id || row.fileKey === null || row.state === 'withdrawn') throw notFound()
  const stream = await files.open(row.fileKey).catch((error: Error) => {
    throw error.name === 'FileMissing' ? notFound() : error
  })
  return { stream, bytes: row.bytes, name: row.fileName, type: 'application/octet-stream' }
}
