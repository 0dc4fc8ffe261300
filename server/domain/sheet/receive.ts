import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { ClaimKind } from '#app/shapes/claim.ts'
import { claimKinds, sideOfKind } from '#app/shapes/claim-kinds.ts'
import { SHEET_FILE_BYTES, type SheetField, type SheetMatch, type SheetOrder } from '#app/shapes/sheet.ts'
import { suggestFields } from '#app/shapes/sheet-columns.ts'
import type { Db, Tx } from '#db/client.ts'
import type { FileStore, StoredFile } from '#server/files/store.ts'
import { type Member, memberWho } from '../access.ts'
import { keptFileName } from '../kakao/file-name.ts'
import { notFound, Refusal } from '../refusal.ts'
import { inTransaction } from '../transaction.ts'
import type { Viewer } from '../viewer.ts'
import { formatOf, headerHash, headOf, refusedSheet, type SheetFile, type SheetHead } from './file.ts'

/** Lists an officer may bring in a day: enough to try one often. */
const SHEETS_A_DAY = 30
/** A list on its way in; `order` is asked for what stands in the form once the file is in. */
export type SheetArrival = {
  slug: string
  name: string
  bytes: AsyncIterable<Uint8Array>
  order: () => SheetOrder
}

/**
 * Takes a list in, staff only; its columns are matched as this case matched such a header before, or by their names.
 * Refuses `sheet.too_large`, `sheet.file_needed`, `sheet.too_many_today` and what the file cannot be read for, all
 * with no file kept. The same form again, or the same file while it is being matched, answers the first.
 */
export async function receiveSheet(
  db: Db,
  viewer: Viewer,
  { slug, name, bytes, order }: SheetArrival,
  { files }: { files: FileStore },
): Promise<{ sheetId: string }> {
  await memberWho(db, viewer, { slug }, 'claim.import')
  const stored = await files.put(atMost(bytes, SHEET_FILE_BYTES))
  try {
    const wish = order()
    const format = await formatOf(files, stored.key)
    const file: SheetFile = { key: stored.key, bytes: stored.bytes, format }
    const head = await headOf(files, file)
    const kept = await inTransaction(db, async (tx) => {
      const member = await memberWho(tx, viewer, { slug }, 'claim.import')
      return keepOnce(tx, member, { wish, name, stored, file, head })
    })
    if (!kept.isNew) await files.remove(stored.key)
    return { sheetId: kept.sheetId }
  } catch (error) {
    await files.remove(stored.key)
    throw error
  }
}

async function* atMost(bytes: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Uint8Array> {
  let total = 0
  for await (const chunk of bytes) {
    total += chunk.length
    if (total > most) throw refusedSheet('sheet.too_large')
    yield chunk
  }
  if (total === 0) throw refusedSheet('sheet.file_needed')
}

type Arrived = { wish: SheetOrder; name: string; stored: StoredFile; file: SheetFile; head: SheetHead }

async function keepOnce(
  tx: Tx,
  member: Member,
  { wish, name, stored, file, head }: Arrived,
): Promise<{ sheetId: string; isNew: boolean }> {
  const { id: sheetId = randomUUID(), side } = wish
  const sha256 = Buffer.from(stored.sha256)
  const before = await sameBefore(tx, member, { sheetId, side, sha256 })
  if (before) return { sheetId: before, isNew: false }
  const match = await rememberedMatch(tx, member.caseId, head, side)
  await tx
    .insertInto('claim_sheet')
    .values({
      id: sheetId,
      case_id: member.caseId,
      member_id: member.id,
      side,
      kind: match.kind,
      fields: JSON.stringify(match.fields),
      format: file.format,
      file_name: keptFileName(name),
      file_key: stored.key,
      bytes: stored.bytes,
      sha256,
      header_row: head.headerRow,
    })
    .execute()
  return { sheetId, isNew: true }
}

async function sameBefore(
  tx: Tx,
  member: Member,
  of: { sheetId: string; side: string; sha256: Buffer },
): Promise<string | undefined> {
  await tx.selectFrom('member').select('id').where('id', '=', member.id).forNoKeyUpdate().execute()
  const made = await tx
    .selectFrom('claim_sheet')
    .select('member_id')
    .where('id', '=', of.sheetId)
    .executeTakeFirst()
  if (made && made.member_id !== member.id) throw notFound()
  if (made) return of.sheetId
  const today = await tx
    .selectFrom('claim_sheet')
    .select(['id', 'sha256', 'side', 'state'])
    .where('member_id', '=', member.id)
    .where('made_at', '>', sql<Date>`now() - interval '1 day'`)
    .execute()
  if (today.length >= SHEETS_A_DAY) throw new Refusal('tooMany', 'sheet.too_many_today')
  const same = today.find(
    ({ sha256, side, state }) =>
      of.sha256.equals(sha256) && side === of.side && (state === 'matching' || state === 'checked'),
  )
  return same?.id
}

async function rememberedMatch(
  db: Db,
  caseId: string,
  { headings }: SheetHead,
  side: SheetOrder['side'],
): Promise<SheetMatch> {
  const known = await db
    .selectFrom('claim_sheet_match')
    .select(['kind', 'fields'])
    .where('case_id', '=', caseId)
    .where('header', '=', headerHash(headings, side))
    .executeTakeFirst()
  if (known) return { side, kind: known.kind as ClaimKind, fields: known.fields as (SheetField | null)[] }
  const kind = claimKinds.find((each) => sideOfKind(each) === side) ?? 'refund'
  return { side, kind, fields: suggestFields(headings, side) }
}
