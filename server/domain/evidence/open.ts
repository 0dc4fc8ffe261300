import { Readable } from 'node:stream'
import { sql } from 'kysely'
import type { FileForm } from '#app/shapes/evidence.ts'
import { Id } from '#app/shapes/id.ts'
import type { Db } from '#db/client.ts'
import type { ByteRange, FileStore } from '#server/files/store.ts'
import { type Member, may, memberIn } from '../access.ts'
import { record } from '../ledger.ts'
import { PICTURE_COPY_TYPE, type PictureCopy } from '../picture.ts'
import { notFound, Refusal } from '../refusal.ts'
import { inTransaction } from '../transaction.ts'
import type { Vault } from '../vault.ts'
import type { Viewer } from '../viewer.ts'
import { markDamaged } from './damage.ts'
import { type FileRow, fileRow, openingOf } from './file-row.ts'
import { bytesOf, type Opening } from './parts.ts'

/** How long somebody who runs the case may look on after they said why, in minutes. */
export const VIEW_MINUTES = 30
/** So much is read through before its first byte is given, bytes: what is damaged is then refused and not broken off. */
const PROVED_BYTES = 16 * 1024 * 1024

type Deps = { vault: Vault; files: FileStore }

export type OpenFile = {
  evidenceId: string
  stream: Readable
  name: string
  type: string
  form: FileForm
  /** Of the whole file. */
  bytes: number
}

/**
 * `rangeIn` tells which bytes of so many of that file are wanted, null for all. `saves`: to be kept outside, which is recorded.
 * `wordsOnly`: to be read as plain words, in which nothing runs.
 */
export type OriginalWish = {
  slug: string
  fileId: string
  rangeIn: (bytes: number, file: Pick<FileRow, 'form' | 'type' | 'bytes'>) => ByteRange | null
  saves: boolean
  wordsOnly?: boolean
}

/**
 * An original, or a range of it, for its owner, and for those who run the case while a reason of theirs stands. Refuses
 * `shared.not_found`, `evidence.reason_needed`, `evidence.damaged`, `evidence.infected`, and `evidence.unscanned` to others
 * than its owner who would look at it inside a browser before a scanner did; the stream breaks off at a byte that was
 * changed, and the file is served no more.
 */
export async function openOriginal(
  db: Db,
  viewer: Viewer,
  { slug, fileId, rangeIn, saves, wordsOnly = false }: OriginalWish,
  deps: Deps,
): Promise<OpenFile> {
  const { member, file } = await seenFile(db, viewer, { slug, fileId })
  if (file.isDamaged) throw new Refusal('conflict', 'evidence.damaged')
  const isRun = !saves && !wordsOnly
  if (isRun && file.memberId !== member.id && file.scan !== 'clean') {
    throw new Refusal('forbidden', 'evidence.unscanned')
  }
  const wanted = rangeIn(file.bytes, file) ?? { from: 0, to: file.bytes }
  if (saves) await recordSaved(db, member, file)
  const opening = await openingOf(db, file, deps)
  const { id, evidenceId, caseId, memberId, name, type, form, bytes } = file
  const damaged = () => markDamaged(db, { id, evidenceId, caseId, memberId })
  return { evidenceId, stream: await proved(opening, wanted, damaged), name, type, form, bytes }
}

/** A copy of a picture, for those who may see the original. Refuses as `openOriginal` does. */
export async function openCopy(
  db: Db,
  viewer: Viewer,
  { slug, fileId, copy }: { slug: string; fileId: string; copy: PictureCopy },
  deps: Deps,
): Promise<{ stream: Readable; type: string }> {
  const { file } = await seenFile(db, viewer, { slug, fileId })
  const key = copy === 'thumb' ? file.thumbKey : file.shownKey
  if (key === null) throw notFound()
  const { secret } = await openingOf(db, file, deps)
  return { stream: await deps.files.open(key, undefined, secret), type: PICTURE_COPY_TYPE }
}

async function seenFile(
  db: Db,
  viewer: Viewer,
  { slug, fileId }: { slug: string; fileId: string },
): Promise<{ member: Member; file: FileRow }> {
  const member = await memberIn(db, viewer, { slug })
  const file = Id.safeParse(fileId).success ? await fileRow(db, fileId) : undefined
  if (!file || file.caseId !== member.caseId) throw notFound()
  await ensureMaySee(db, member, file)
  if (file.scan === 'infected') throw new Refusal('conflict', 'evidence.infected')
  return { member, file }
}

/** Refuses `shared.not_found` to other members and `evidence.reason_needed` to those who run the case. */
export async function ensureMaySee(
  db: Db,
  member: Member,
  { memberId, evidenceId }: { memberId: string; evidenceId: string },
): Promise<void> {
  if (memberId === member.id) return
  if (!may(member, 'evidence.view')) throw notFound()
  const view = await db
    .selectFrom('evidence_view')
    .select('id')
    .where('evidence_id', '=', evidenceId)
    .where('member_id', '=', member.id)
    .where('at', '>', sql<Date>`now() - make_interval(mins => ${VIEW_MINUTES})`)
    .executeTakeFirst()
  if (!view) throw new Refusal('forbidden', 'evidence.reason_needed')
}

async function recordSaved(db: Db, member: Member, { id, evidenceId }: FileRow): Promise<void> {
  await inTransaction(db, async (tx) => {
    const data = { evidenceId, fileId: id }
    await record(tx, member.caseId, member.id, { kind: 'evidence.downloaded', data })
  })
}

/** The wanted bytes; few of them are read first, all of them are looked at as they go. */
async function proved(opening: Opening, wanted: ByteRange, damaged: () => Promise<void>): Promise<Readable> {
  if (wanted.to - wanted.from > PROVED_BYTES) {
    return Readable.from(watched(bytesOf(opening, wanted), damaged), { objectMode: false })
  }
  const chunks: Uint8Array[] = []
  try {
    for await (const chunk of watched(bytesOf(opening, wanted), damaged)) chunks.push(chunk)
  } catch (error) {
    throw isDamage(error) ? new Refusal('conflict', 'evidence.damaged') : error
  }
  return Readable.from(chunks, { objectMode: false })
}

async function* watched(
  bytes: AsyncIterable<Uint8Array>,
  damaged: () => Promise<void>,
): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes
  } catch (error) {
    if (isDamage(error)) await damaged()
    throw error
  }
}

/** A file that is gone from the store is as lost as a changed one. */
function isDamage(error: unknown): boolean {
  return error instanceof Error && (error.name === 'FileDamaged' || error.name === 'FileMissing')
}
