import { type Hash, hashesIn, joined, type Span, type Subtree, subtreesOf } from '#app/proof/merkle.ts'
import type { Db } from '#db/client.ts'

// The tree of a case as it is stored: the row of each entry holds the hashes of the subtrees that are whole with it. A
// hash over any span is joined from a few of them, so a proof in a long ledger reads some dozen rows.

/** The hash over each span of the case's tree, in the order asked. Throws when the ledger is not so long. */
export async function spanHashes(db: Db, caseId: string, spans: readonly Span[]): Promise<Hash[]> {
  const parts = spans.map(subtreesOf)
  const seqs = [...new Set(parts.flat().map(lastEntry))]
  const rows = await db
    .selectFrom('ledger')
    .select(['seq', 'tree'])
    .where('case_id', '=', caseId)
    .where((eb) => eb('seq', '=', eb.fn.any(eb.val(seqs))))
    .execute()
  const whole = new Map(rows.map(({ seq, tree }) => [seq, hashesIn(tree)]))
  const stored = (subtree: Subtree) => {
    const hash = whole.get(lastEntry(subtree))?.[subtree.level]
    if (!hash) throw new Error(`The ledger of ${caseId} has no entry ${lastEntry(subtree)}`)
    return hash
  }
  return parts.map((subtrees) => joined(subtrees.map(stored)))
}

/** The root of the case's tree at each of these sizes. */
export function rootsAt(db: Db, caseId: string, sizes: readonly number[]): Promise<Hash[]> {
  return spanHashes(
    db,
    caseId,
    sizes.map((to) => ({ from: 0, to })),
  )
}

/** The entry a subtree is whole with. */
function lastEntry({ level, index }: Subtree): number {
  return (index + 1) * 2 ** level
}
