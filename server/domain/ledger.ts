import { sql } from 'kysely'
import { canonicalJson } from '#app/proof/canonical-json.ts'
import { entryHash, entryLeaf, genesisHash as genesis } from '#app/proof/entry.ts'
import { grow, type Hash, hashesIn, sameHash } from '#app/proof/merkle.ts'
import type { Db, Tx } from '#db/client.ts'
import type { LedgerEntry, LedgerKind } from './ledger/entry.ts'
import { ensureMayStillBe } from './union/ended.ts'

// The ledger: append-only, hash-chained and a Merkle tree per case. Ids, kinds, hashes and numbers only, never words or
// names: a person's words can be erased without breaking the proof. The role of the application may only insert.

export type { LedgerEntry, LedgerKind }
export { canonicalJson }

export type LedgerTip = { seq: number; hash: Uint8Array; edge: Hash[] }

/** The hash a case's chain starts from, as the database takes it. */
export function genesisHash(caseId: string): Buffer {
  return Buffer.from(genesis(caseId))
}

/**
 * Appends one entry in the caller's transaction and returns its place. Takes the case's head row lock, which orders
 * every recorded act of a case; callers that also lock a channel lock the channel first.
 */
export async function record(
  tx: Tx,
  caseId: string,
  actor: string | null,
  entry: LedgerEntry,
): Promise<number> {
  const head = await tx
    .selectFrom('case_head')
    .select(['ledger_seq', 'ledger_hash', 'ledger_edge', sql<Date>`clock_timestamp()`.as('now')])
    .select(sql<boolean>`(select kept_id is not null from "case" where id = case_head.case_id)`.as('ended'))
    .where('case_id', '=', caseId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (head.ended) ensureMayStillBe(entry.kind)
  const seq = head.ledger_seq + 1
  const at = new Date(Math.trunc(head.now.getTime()))
  const row = {
    case_id: caseId,
    seq,
    at,
    kind: entry.kind,
    actor,
    data: entry.data,
    prev_hash: head.ledger_hash,
  }
  const hash = Buffer.from(hashOf(row))
  const { edge, whole } = grow(hashesIn(head.ledger_edge), head.ledger_seq, entryLeaf(hash))
  await tx
    .insertInto('ledger')
    .values({ ...row, data: entry.data as never, hash, tree: Buffer.concat(whole) })
    .execute()
  await tx
    .updateTable('case_head')
    .set({ ledger_seq: seq, ledger_hash: hash, ledger_edge: Buffer.concat(edge) })
    .where('case_id', '=', caseId)
    .execute()
  return seq
}

/** Where the chain of a case ends now, and the edge of its tree. */
export async function ledgerTip(db: Db, caseId: string): Promise<LedgerTip> {
  const { edge, ...tip } = await db
    .selectFrom('case_head')
    .select(['ledger_seq as seq', 'ledger_hash as hash', 'ledger_edge as edge'])
    .where('case_id', '=', caseId)
    .executeTakeFirstOrThrow()
  return { ...tip, edge: hashesIn(edge) }
}

/** Walks the whole chain and its tree and returns null when both hold, or the first seq that does not. */
export async function firstBrokenEntry(db: Db, caseId: string): Promise<number | null> {
  let seq = 0
  let prev: Uint8Array = genesisHash(caseId)
  let edge: Hash[] = []
  for await (const row of ledgerRows(db, caseId)) {
    seq += 1
    if (row.seq !== seq || !sameHash(row.prev_hash, prev) || !sameHash(row.hash, hashOf(row))) return seq
    const grown = grow(edge, seq - 1, entryLeaf(row.hash))
    if (!row.tree.equals(Buffer.concat(grown.whole))) return seq
    prev = row.hash
    edge = grown.edge
  }
  const tip = await ledgerTip(db, caseId)
  const holds = tip.seq === seq && sameHash(tip.hash, prev)
  return holds && Buffer.concat(tip.edge).equals(Buffer.concat(edge)) ? null : seq + 1
}

/** Rows a page: large enough to be quick, small enough to stay out of the way. */
const PAGE_ROWS = 1000

async function* ledgerRows(db: Db, caseId: string) {
  for (let after = 0; ; ) {
    const rows = await db
      .selectFrom('ledger')
      .selectAll()
      .where('case_id', '=', caseId)
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(PAGE_ROWS)
      .execute()
    yield* rows
    const last = rows.at(-1)
    if (!last || rows.length < PAGE_ROWS) return
    after = last.seq
  }
}

type HashedRow = {
  case_id: string
  seq: number
  at: Date
  kind: string
  actor: string | null
  data: unknown
  prev_hash: Uint8Array
}

function hashOf({ case_id: caseId, at, prev_hash, ...rest }: HashedRow): Hash {
  return entryHash({ caseId, at: at.toISOString(), ...rest }, prev_hash)
}
