import { checkpointNote, checkpointText, fingerprint, type Tree } from '#app/proof/checkpoint.ts'
import { joined, sameHash } from '#app/proof/merkle.ts'
import type { Db } from '#db/client.ts'
import { rootsAt } from './ledger/tree.ts'
import { ledgerTip } from './ledger.ts'
import { inTransaction } from './transaction.ts'
import type { Vault } from './vault.ts'

// Signed statements of what the tree of a ledger came to. Whoever holds a later one can tell when the tail was cut off
// or the whole was written anew, which the hashes alone cannot show.

/** Signs where the ledger of a case ends now. Returns its size, or null when nothing was recorded since the last one. */
export async function checkpointLedger(db: Db, vault: Vault, caseId: string): Promise<number | null> {
  const { seq: size, edge } = await ledgerTip(db, caseId)
  if (size === 0) return null
  const at = new Date()
  const root = Buffer.from(joined(edge))
  const signature = vault.signCheckpoint(checkpointText({ caseId, size, root, at: at.toISOString() }))
  const signer = vault.signingKeyId
  return inTransaction(db, async (tx) => {
    await tx
      .insertInto('ledger_signer')
      .values({ key_id: signer, public_key: vault.signingPublicKey })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    const made = await tx
      .insertInto('ledger_root')
      .values({ case_id: caseId, size, root, at, signer, signature })
      .onConflict((conflict) => conflict.columns(['case_id', 'size']).doNothing())
      .returning('size')
      .executeTakeFirst()
    return made ? size : null
  })
}

/** Signs the ledgers that grew since they were last signed: of one case, or of all. Returns how many. */
export async function checkpointLedgers(
  db: Db,
  { caseId }: { caseId?: string | undefined },
  { vault }: { vault: Vault },
): Promise<number> {
  const grown = await db
    .selectFrom('case_head as head')
    .select('head.case_id')
    .where('head.ledger_seq', '>', 0)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('ledger_root as signed')
            .whereRef('signed.case_id', '=', 'head.case_id')
            .whereRef('signed.size', '=', 'head.ledger_seq'),
        ),
      ),
    )
    .$if(caseId !== undefined, (query) => query.where('head.case_id', '=', caseId ?? ''))
    .execute()
  for (const row of grown) await checkpointLedger(db, vault, row.case_id)
  return grown.length
}

/** A checkpoint as it is handed out: the signed note and the 32 bytes of the key that signed it. */
export type SignedTree = Tree & { note: string; publicKey: Uint8Array }

/** The newest checkpoint of a case, signed now when the ledger grew since. Null for a ledger without entries. */
export async function signedTree(db: Db, vault: Vault, caseId: string): Promise<SignedTree | null> {
  await checkpointLedgers(db, { caseId }, { vault })
  return asSigned(caseId, await signedRoots(db, caseId).orderBy('size', 'desc').executeTakeFirst())
}

/** The first checkpoint that holds an entry, which stays the first; signed now when there is none. */
export async function treeHolding(
  db: Db,
  vault: Vault,
  { caseId, seq }: { caseId: string; seq: number },
): Promise<SignedTree | null> {
  const first = () => signedRoots(db, caseId).where('size', '>=', seq).orderBy('size').executeTakeFirst()
  const known = await first()
  if (!known) await checkpointLedgers(db, { caseId }, { vault })
  return asSigned(caseId, known ?? (await first()))
}

function signedRoots(db: Db, caseId: string) {
  return db
    .selectFrom('ledger_root')
    .innerJoin('ledger_signer', 'ledger_signer.key_id', 'ledger_root.signer')
    .select(['size', 'root', 'at', 'signature', 'public_key as publicKey'])
    .where('case_id', '=', caseId)
    .limit(1)
}

type SignedRoot = { size: number; root: Uint8Array; at: Date; signature: Uint8Array; publicKey: Uint8Array }

function asSigned(caseId: string, row: SignedRoot | undefined): SignedTree | null {
  if (!row) return null
  const { signature, publicKey, at, ...signed } = row
  const tree = { caseId, ...signed, at: at.toISOString() }
  return { ...tree, publicKey, note: checkpointNote(tree, signature, publicKey) }
}

/** The fingerprints of this server's key and of every former one that signed. Anybody may know them. */
export async function signerFingerprints(db: Db, vault: Vault): Promise<string[]> {
  const rows = await db.selectFrom('ledger_signer').select('public_key').orderBy('since', 'desc').execute()
  return [...new Set([vault.signingPublicKey, ...rows.map((row) => row.public_key)].map(fingerprint))]
}

/** Null when every checkpoint is rightly signed and matches the ledger, or the size of the first that is not. */
export async function firstBrokenCheckpoint(db: Db, vault: Vault, caseId: string): Promise<number | null> {
  const { seq: end } = await ledgerTip(db, caseId)
  const rows = await db
    .selectFrom('ledger_root')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('size')
    .execute()
  const within = rows.filter(({ size }) => size <= end)
  const roots = await rootsAt(
    db,
    caseId,
    within.map(({ size }) => size),
  )
  const broken = rows.find(({ size, root, at, signer, signature }, index) => {
    const text = checkpointText({ caseId, size, root, at: at.toISOString() })
    const is = roots[index]
    return !vault.verifyCheckpoint(text, { keyId: signer, signature }) || !is || !sameHash(is, root)
  })
  const older = await firstBrokenOlder(db, vault, caseId)
  return older ?? broken?.size ?? null
}

/** The same for what was signed before there were trees: the hash of the last entry. */
async function firstBrokenOlder(db: Db, vault: Vault, caseId: string): Promise<number | null> {
  const rows = await db
    .selectFrom('ledger_checkpoint as point')
    .leftJoin('ledger', (join) =>
      join.onRef('ledger.case_id', '=', 'point.case_id').onRef('ledger.seq', '=', 'point.seq'),
    )
    .select(['point.seq', 'point.hash', 'point.key_id', 'point.signature', 'ledger.hash as chained'])
    .where('point.case_id', '=', caseId)
    .orderBy('point.seq')
    .execute()
  const broken = rows.find(({ seq, hash, key_id, signature, chained }) => {
    const text = `moa.checkpoint.v1|${caseId}|${seq}|${hash.toString('hex')}`
    return !vault.verifyCheckpoint(text, { keyId: key_id, signature }) || !chained?.equals(hash)
  })
  return broken?.seq ?? null
}
