import type { Readable } from 'node:stream'
import { sql } from 'kysely'
import type { ExportOrder, ExportView, OwnOrder, TalkOrder } from '#app/shapes/export.ts'
import { Id } from '#app/shapes/id.ts'
import type { Db } from '#db/client.ts'
import type { FileStore } from '#server/files/store.ts'
import { channelFor, may, memberIn, memberWho } from './access.ts'
import { checkPassword } from './account.ts'
import { calledOff, requested } from './export/ask.ts'
import { ensureFits } from './export/talk.ts'
import { type ExportRow, exportName, exportView } from './export/view.ts'
import { record } from './ledger.ts'
import { notFound } from './refusal.ts'
import { inTransaction } from './transaction.ts'
import type { Viewer } from './viewer.ts'

export { buildExportNow } from './export/build.ts'
export { sweepExports } from './export/sweep.ts'

// What is handed out as files: lists of claims to the host, who gives password and reason; the conversation and one's own
// data to any member. Written by a job, fetched soon after by the person who asked; each step is in the ledger, with no
// name in it.

/** How many past lists the page shows. */
const SHOWN = 20

/**
 * Asks for a list; the host only. Refuses `account.wrong_password` and `account.needed`. The list is written by a
 * job, which is asked for in the same transaction. `allow` is called once the password has proved right, and refuses
 * when there were lists enough: a wrong password uses none of them up. The same `id` again answers the first list.
 */
export async function requestExport(
  db: Db,
  viewer: Viewer,
  { slug, password, ...order }: ExportOrder & { slug: string },
  { allow }: { allow?: () => Promise<void> } = {},
): Promise<{ exportId: string }> {
  await memberWho(db, viewer, { slug }, 'export.request')
  await checkPassword(db, viewer, password)
  await allow?.()
  return inTransaction(db, async (tx) => {
    const host = await memberWho(tx, viewer, { slug }, 'export.request')
    const { id, ...wanted } = order
    return requested(tx, host, id, { kind: 'claims', ...wanted })
  })
}

/**
 * Asks for the conversation of a channel the viewer may read, whole or between two KST days. Refuses
 * `shared.not_found`, `export.talk_too_long` (a PDF of more than `PDF_MESSAGES`). The same `id` again answers the first.
 */
export async function requestTalk(
  db: Db,
  viewer: Viewer,
  { slug, channel, id, ...order }: TalkOrder & { slug: string },
): Promise<{ exportId: string }> {
  return inTransaction(db, async (tx) => {
    const { id: channelId, member } = await channelFor(tx, viewer, { slug, kind: channel })
    await ensureFits(tx, { ...order, channelId })
    const { format, fromOn: from_on, toOn: to_on } = order
    return requested(tx, member, id, {
      kind: 'talk',
      format,
      channel_id: channelId,
      from_on,
      to_on,
      reason: '',
    })
  })
}

/** Asks for everything of one's own in a case. Refuses `shared.not_found`. The same `id` again answers the first. */
export async function requestOwnData(
  db: Db,
  viewer: Viewer,
  { slug, id }: OwnOrder & { slug: string },
): Promise<{ exportId: string }> {
  return inTransaction(db, async (tx) => {
    const member = await memberIn(tx, viewer, { slug }, 'place')
    return requested(tx, member, id, { kind: 'own', format: 'zip', reason: '' })
  })
}

/** The latest lists of a case, newest first; the host only. */
export async function exportsIn(db: Db, viewer: Viewer, { slug }: { slug: string }): Promise<ExportView[]> {
  const host = await memberWho(db, viewer, { slug }, 'export.request')
  const rows = await exportRows(db, host.accountId)
    .where('export.case_id', '=', host.caseId)
    .where('export.kind', '=', 'claims')
    .orderBy('export.requested_at', 'desc')
    .limit(SHOWN)
    .execute()
  return rows.map(exportView)
}

/** The latest conversations and own data the viewer asked for in a case, newest first. Refuses `shared.not_found`. */
export async function myExports(db: Db, viewer: Viewer, { slug }: { slug: string }): Promise<ExportView[]> {
  const member = await memberIn(db, viewer, { slug }, 'place')
  const rows = await exportRows(db, member.accountId)
    .where('export.requested_by', '=', member.id)
    .where('export.kind', 'in', ['talk', 'own'])
    .orderBy('export.requested_at', 'desc')
    .limit(SHOWN)
    .execute()
  return rows.map(exportView)
}

/** The latest lists of a filing, newest first; officers only. Refuses `shared.not_found`, `shared.forbidden`. */
export async function filingExports(
  db: Db,
  viewer: Viewer,
  { slug, filingId }: { slug: string; filingId: string },
): Promise<ExportView[]> {
  const officer = await memberWho(db, viewer, { slug }, 'filing.keep')
  if (!Id.safeParse(filingId).success) throw notFound()
  const rows = await exportRows(db, officer.accountId)
    .where('export.case_id', '=', officer.caseId)
    .where('export.filing_id', '=', filingId)
    .orderBy('export.requested_at', 'desc')
    .limit(SHOWN)
    .execute()
  return rows.map(exportView)
}

/** A list by its id and, where an address names it, the room it must be of. */
export type ExportRef = { exportId: string; slug?: string | undefined }

/**
 * One export: a list of claims for the host of its case, of a filing for its officers, any other for its asker. Else
 * `shared.not_found`.
 */
export async function exportFor(db: Db, viewer: Viewer, ref: ExportRef): Promise<ExportView> {
  return exportView(await ownRow(db, viewer, ref))
}

/** A list to be sent: its bytes, their number, and the name it is saved under. */
export type ExportFile = { stream: Readable; bytes: number; name: string; type: string }

/**
 * Opens a finished export for the one who asked for it, and records that. Refuses `shared.not_found` to everybody
 * else, and once it has expired.
 */
export async function openExportFile(
  db: Db,
  viewer: Viewer,
  ref: ExportRef,
  { files }: { files: FileStore },
): Promise<ExportFile> {
  const row = await ownRow(db, viewer, ref)
  const { exportId } = ref
  const { fileKey, bytes, viewerId } = row
  if (exportView(row).state !== 'ready' || !row.mine || fileKey === null || bytes === null) throw notFound()
  // Opened before it is recorded: a file swept at this very moment is not found, and no download is on record.
  const stream = await files.open(fileKey).catch((error: Error) => {
    throw error.name === 'FileMissing' ? notFound() : error
  })
  try {
    await inTransaction(db, (tx) =>
      record(tx, row.caseId, viewerId, { kind: 'export.downloaded', data: { exportId } }),
    )
  } catch (error) {
    stream.destroy()
    throw error
  }
  return { stream, bytes, ...exportName(row) }
}

/**
 * Calls off an export its asker does not want any more; what has ended stays as it is. Refuses `shared.not_found` to
 * everybody else.
 */
export async function cancelExport(db: Db, viewer: Viewer, ref: ExportRef): Promise<void> {
  const { mine, caseId, viewerId } = await ownRow(db, viewer, ref)
  if (!mine) throw notFound()
  await inTransaction(db, (tx) => calledOff(tx, ref.exportId, { caseId, memberId: viewerId }))
}

async function ownRow(db: Db, viewer: Viewer, { exportId, slug }: ExportRef): Promise<ExportRow> {
  if (!viewer.accountId || !Id.safeParse(exportId).success) throw notFound()
  const row = await exportRows(db, viewer.accountId).where('export.id', '=', exportId).executeTakeFirst()
  if (slug !== undefined && slug !== row?.slug) throw notFound()
  if (!row || !mayKnow(row)) throw notFound()
  return row
}

function mayKnow({ kind, viewerRole: role, mine }: ExportRow): boolean {
  if (kind === 'claims') return may({ role }, 'export.request')
  return kind === 'filing' ? may({ role }, 'filing.keep') : mine
}

/**
 * Whether what an export holds is no longer to be seen: something was hidden, deleted or erased in the channel since it
 * was asked for, somebody was erased in the case, or a claim of the filing was withdrawn. A file cannot be made to forget, so it ends early. One's own data is
 * one's own.
 */
const isOutdated = sql<boolean>`(export.kind <> 'own' and (
  exists (select from message where message.channel_id = export.channel_id
    and message.gone is not null and message.gone_at > export.requested_at)
  or exists (select from member as erased where erased.case_id = export.case_id
    and erased.left_why = 'erased' and erased.left_at > export.requested_at)
  or exists (select from filing_claim as pin join claim on claim.id = pin.claim_id
    where pin.filing_id = export.filing_id and pin.version = export.filing_version
    and claim.state = 'withdrawn' and claim.changed_at > export.requested_at)))`

/** Lists of the cases the account is a present member of. */
function exportRows(db: Db, accountId: string) {
  return db
    .selectFrom('member')
    .innerJoin('export', 'export.case_id', 'member.case_id')
    .innerJoin('case', 'case.id', 'member.case_id')
    .innerJoin('member as asker', 'asker.id', 'export.requested_by')
    .leftJoin('channel', 'channel.id', 'export.channel_id')
    .leftJoin('filing', 'filing.id', 'export.filing_id')
    .select([
      'export.id',
      'export.case_id as caseId',
      'export.kind',
      'export.format',
      'export.shape',
      'export.side',
      'export.reason',
      'channel.kind as channel',
      'export.from_on as fromOn',
      'export.to_on as toOn',
      'export.filing_id as filingId',
      'export.filing_version as filingVersion',
      'export.masked',
      'filing.destination',
      'export.state',
      'export.rows_done as rowsDone',
      'export.rows_total as rowsTotal',
      'export.file_key as fileKey',
      'export.size_bytes as bytes',
      'export.sha256',
      'export.requested_at as requestedAt',
      'export.ready_at as readyAt',
      'export.expires_at as expiresAt',
      'case.slug',
      'case.shop_name as shopName',
      'asker.nickname as by',
      'member.id as viewerId',
      'member.role as viewerRole',
    ])
    .select([
      sql<boolean>`export.requested_by = member.id`.as('mine'),
      sql<boolean>`coalesce(export.expires_at <= now(), false) or ${isOutdated}`.as('overdue'),
    ])
    .where('member.account_id', '=', accountId)
    .where('member.left_at', 'is', null)
}
