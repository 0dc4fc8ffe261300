import type { Db } from '#db/client.ts'
import { fileKind, SNIFFED_BYTES } from '#server/files/file-kind.ts'
import type { FileStore } from '#server/files/store.ts'
import { enqueue } from '#server/jobs/queue.ts'
import { record } from '../ledger.ts'
import { Refusal } from '../refusal.ts'
import { announce, inTransaction } from '../transaction.ts'
import type { Vault } from '../vault.ts'
import { bytesOf, hashOf, type Opening, openSecret, partsOf } from './parts.ts'
import { removeUpload } from './remove.ts'
import { type UploadRow, uploadRow } from './upload-rows.ts'

type Deps = { vault: Vault; files: FileStore }

/**
 * Seals a file whose last piece is in: from now on it is an original, which nothing rewrites. Again is fine. `known` is
 * its hash, when it was counted on the way in. Refuses `evidence.hash_differs`, and then keeps nothing of it, when the
 * bytes that came are not those the sender counted.
 */
export async function sealUpload(
  db: Db,
  uploadId: string,
  { vault, files }: Deps,
  known: { sha256?: Uint8Array } = {},
): Promise<void> {
  const upload = await uploadRow(db, uploadId)
  if (!upload || upload.isSealed || upload.received !== upload.bytes) return
  const { caseId, secret: sealed } = upload
  const secret = await openSecret(db, vault, { uploadId, caseId, sealed })
  const opening = { files, secret, parts: await partsOf(db, uploadId) }
  const sha256 = Buffer.from(known.sha256 ?? (await hashOf(opening)))
  if (upload.sha256 && !sha256.equals(upload.sha256)) {
    await removeUpload(db, uploadId, { files })
    throw new Refusal('invalid', 'evidence.hash_differs')
  }
  await keepFile(db, upload, { sha256, kind: await fileKind(await headOf(opening), upload.name) })
}

type Counted = { sha256: Buffer; kind: Awaited<ReturnType<typeof fileKind>> }

async function keepFile(db: Db, upload: UploadRow, { sha256, kind }: Counted): Promise<void> {
  const { id, evidenceId, memberId, caseId, name, bytes } = upload
  await inTransaction(db, async (tx) => {
    const added = await tx
      .insertInto('evidence_file')
      .values({
        id,
        evidence_id: evidenceId,
        name,
        bytes,
        sha256,
        form: kind.form,
        type: kind.type,
        odd_name: kind.oddName,
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .executeTakeFirst()
    if (added.numInsertedOrUpdatedRows !== 1n) return
    const data = { evidenceId, fileId: id, bytes, sha256: sha256.toString('hex') }
    await record(tx, caseId, memberId, { kind: 'evidence.sealed', data })
    await enqueue(tx, 'evidence.look', { fileId: id }, `evidence.look:${id}`)
    await enqueue(tx, 'evidence.scan', { fileId: id }, `evidence.scan:${id}`)
    announce(tx, { kind: 'member.told', caseId, memberId, what: ['evidence'] })
  })
}

async function headOf(opening: Opening): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of bytesOf(opening, { from: 0, to: SNIFFED_BYTES })) chunks.push(chunk)
  return Buffer.concat(chunks)
}
