import type { Db } from '#db/client.ts'
import { ledgerTip } from './ledger.ts'
import type { Vault } from './vault.ts'

// A signed statement of where a chain ended. Whoever holds a later one can tell when the tail was cut off or the whole
// chain was written anew, which the hashes alone cannot show.

/** Signs where the chain of a case ends now. Returns its place, or null when nothing was recorded since the last one. */
export async function checkpointLedger(db: Db, vault: Vault, caseId: string): Promise<number | null> {
  const { seq, hash } = await ledgerTip(db, caseId)
  if (seq === 0) return null
  const signature = vault.signCheckpoint({ caseId, seq, hash })
  const made = await db
    .insertInto('ledger_checkpoint')
    .values({ case_id: caseId, seq, hash: Buffer.from(hash), key_id: vault.signingKeyId, signature })
    .onConflict((conflict) => conflict.columns(['case_id', 'seq']).doNothing())
    .returning('seq')
    .executeTakeFirst()
  return made ? seq : null
}

/** Signs the chains that grew since they were last signed: of one case, or of all. Returns how many. */
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
          selectFrom('ledger_checkpoint as point')
            .whereRef('point.case_id', '=', 'head.case_id')
            .whereRef('point.seq', '=', 'head.ledger_seq'),
        ),
      ),
    )
    .$if(caseId !== undefined, (query) => query.where('head.case_id', '=', caseId ?? ''))
    .execute()
  for (const row of grown) await checkpointLedger(db, vault, row.case_id)
  return grown.length
}

/** Null when every checkpoint is rightly signed and matches the chain, or the first seq whose checkpoint is not. */
export async function firstBrokenCheckpoint(db: Db, vault: Vault, caseId: string): Promise<number | null> {
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
    const signed = vault.verifyCheckpoint({ caseId, seq, hash }, { keyId: key_id, signature })
    return !signed || !chained?.equals(hash)
  })
  return broken?.seq ?? null
}
