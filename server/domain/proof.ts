import { sql } from 'kysely'
import { consistencySpans, inclusionSpans, remainderSpans } from '#app/proof/merkle.ts'
import { listHash, type Manifest, PACKAGE_FORMAT, type PackageFile } from '#app/proof/package.ts'
import {
  GROWTH_FORMAT,
  type Growth,
  keyText,
  type LedgerLine,
  type Receipt,
  toHex,
} from '#app/proof/receipt.ts'
import type { Db, Tx } from '#db/client.ts'
import { memberIn } from './access.ts'
import { type SignedTree, signedTree, treeHolding } from './checkpoint.ts'
import { lockCase } from './claim/keep.ts'
import { spanHashes } from './ledger/tree.ts'
import { record } from './ledger.ts'
import { Refusal } from './refusal.ts'
import { inTransaction } from './transaction.ts'
import type { Vault } from './vault.ts'
import type { Viewer } from './viewer.ts'

// What leaves as proof: entries with the hashes that lead to a signed root. Each signs the root anew when the ledger grew.

type Proven = Pick<Receipt, 'caseId' | 'checkpoint' | 'publicKey' | 'entries'>

/** Proves these entries of a case under its newest checkpoint. Inside a transaction it speaks of that transaction. */
export async function proveEntries(
  db: Db,
  vault: Vault,
  { caseId, seqs }: { caseId: string; seqs: readonly number[] },
): Promise<Proven> {
  const tree = await currentTree(db, vault, caseId)
  const lines = await linesOf(db, caseId, seqs)
  const spans = lines.map(({ seq }) => inclusionSpans(seq - 1, tree.size))
  const hashes = await spanHashes(db, caseId, spans.flat())
  let read = 0
  const entries = lines.map((line, at) => {
    const count = spans[at]?.length ?? 0
    read += count
    return { ...line, proof: hashes.slice(read - count, read).map(toHex) }
  })
  return { ...groundOf(tree), entries }
}

/** The newest checkpoint of a case, for its members. Refuses `shared.not_found`. */
export async function checkpointFor(
  db: Db,
  viewer: Viewer,
  { slug }: { slug: string },
  { vault }: { vault: Vault },
): Promise<SignedTree> {
  const { caseId } = await memberIn(db, viewer, { slug }, 'place')
  return currentTree(db, vault, caseId)
}

/**
 * Shows a member that the ledger goes on unchanged from when it had `from` entries. Refuses `shared.not_found`, and
 * `ledger.no_such_size` for more entries than there are.
 */
export async function ledgerGrowth(
  db: Db,
  viewer: Viewer,
  { slug, from }: { slug: string; from: number },
  { vault }: { vault: Vault },
): Promise<Growth> {
  const { caseId } = await memberIn(db, viewer, { slug }, 'place')
  const tree = await currentTree(db, vault, caseId)
  if (!(Number.isSafeInteger(from) && 0 < from && from <= tree.size)) {
    throw new Refusal('invalid', 'ledger.no_such_size')
  }
  const proof = (await spanHashes(db, caseId, consistencySpans(from, tree.size))).map(toHex)
  return { format: GROWTH_FORMAT, ...groundOf(tree), from, proof }
}

/**
 * Seals the list of a package's files in the ledger and returns its manifest. `actor` is the member it is made for;
 * each file's `seq` names the entry that holds its SHA-256 since it came, or is null. The same list of the same package
 * is sealed once and has one manifest, byte for byte.
 */
export async function sealPackage(
  db: Db,
  { caseId, actor, packageId }: { caseId: string; actor: string; packageId: string },
  files: PackageFile[],
  { vault }: { vault: Vault },
): Promise<Manifest> {
  const data = { packageId, files: files.length, sha256: listHash(files) }
  const sealed = await inTransaction(db, async (tx) => {
    await lockCase(tx, caseId)
    const before = await sealOf(tx, caseId, data)
    return before ?? record(tx, caseId, actor, { kind: 'package.sealed', data })
  })
  const tree = await treeHolding(db, vault, { caseId, seq: sealed })
  if (!tree) throw new Error('A seal lies behind the end of its ledger')
  const named = files.flatMap(({ seq }) => (seq === null ? [] : [seq]))
  const entries = await linesOf(db, caseId, [...new Set([...named, sealed])])
  const spans = remainderSpans(
    entries.map(({ seq }) => seq - 1),
    tree.size,
  )
  const rest = (await spanHashes(db, caseId, spans)).map(toHex)
  return { format: PACKAGE_FORMAT, ...groundOf(tree), sealed, files, entries, rest }
}

async function sealOf(
  tx: Tx,
  caseId: string,
  { packageId, sha256 }: { packageId: string; sha256: string },
): Promise<number | null> {
  const row = await tx
    .selectFrom('ledger')
    .select('seq')
    .where('case_id', '=', caseId)
    .where('kind', '=', 'package.sealed')
    .where(sql`data ->> 'packageId'`, '=', packageId)
    .where(sql`data ->> 'sha256'`, '=', sha256)
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst()
  return row?.seq ?? null
}

async function currentTree(db: Db, vault: Vault, caseId: string): Promise<SignedTree> {
  const tree = await signedTree(db, vault, caseId)
  if (!tree) throw new Error(`The ledger of ${caseId} has no entries`)
  return tree
}

function groundOf({ caseId, note, publicKey }: SignedTree) {
  return { caseId, checkpoint: note, publicKey: keyText(publicKey) }
}

/** Entries as they are handed out, in the order of the ledger. */
async function linesOf(db: Db, caseId: string, seqs: readonly number[]): Promise<LedgerLine[]> {
  const rows = await db
    .selectFrom('ledger')
    .select(['seq', 'at', 'kind', 'actor', 'data', 'prev_hash', 'hash'])
    .where('case_id', '=', caseId)
    .where((eb) => eb('seq', '=', eb.fn.any(eb.val([...seqs]))))
    .orderBy('seq')
    .execute()
  return rows.map(({ prev_hash: previous, at, data, hash, ...row }) => ({
    ...{ ...row, at: at.toISOString(), data: data as LedgerLine['data'] },
    ...{ previous: toHex(previous), hash: toHex(hash) },
  }))
}
