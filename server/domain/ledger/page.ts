import type { Role } from '#app/shapes/case.ts'
import { ledgerKindNames } from '#app/text/ko/ledger.ts'
import type { Db } from '#db/client.ts'
import { memberIn } from '../access.ts'
import { signedTree } from '../checkpoint.ts'
import type { LedgerKind } from '../ledger.ts'
import type { Vault } from '../vault.ts'
import type { Viewer } from '../viewer.ts'

// What every member may see of the ledger: what kind of thing was recorded, when, and by whom in what role; never ids,
// names or words, so that nobody is singled out by a list that all can read.

/** Every kind has a name; one missing here does not compile. */
const names: Record<LedgerKind, string> = ledgerKindNames

/** `by` is null for what the server did by itself, and for what is nobody's business who did it. */
export type LedgerRow = { seq: number; at: string; name: string; by: Role | null }
export type LedgerView = {
  rows: LedgerRow[]
  /** The place to go on from, or null at the end. */
  next: number | null
  /** The signed note, or null while nothing is recorded; with its size, root (hex) and instant. */
  checkpoint: { note: string; size: number; root: string; at: string } | null
}

/** Rows a page. */
const PAGE = 50
/** A report is between who made it and the staff; even a role would narrow it down in a small room. */
const UNNAMED = new Set(['report.made', 'appeal.made'])

/** The ledger of a case from the newest entry back, or from before `before`. Refuses `shared.not_found`. */
export async function ledgerPage(
  db: Db,
  viewer: Viewer,
  { slug, before }: { slug: string; before: number | null },
  { vault }: { vault: Vault },
): Promise<LedgerView> {
  const { caseId } = await memberIn(db, viewer, { slug }, 'place')
  const tree = await signedTree(db, vault, caseId)
  const rows = await db
    .selectFrom('ledger')
    .leftJoin('member', 'member.id', 'ledger.actor')
    .select(['ledger.seq', 'ledger.at', 'ledger.kind', 'member.role'])
    .where('ledger.case_id', '=', caseId)
    .$if(before !== null, (query) => query.where('ledger.seq', '<', before ?? 0))
    .orderBy('ledger.seq', 'desc')
    .limit(PAGE + 1)
    .execute()
  const page = rows.slice(0, PAGE)
  return {
    rows: page.map(({ seq, at, kind, role }) => ({
      ...{ seq, at: at.toISOString(), name: names[kind as LedgerKind] },
      by: UNNAMED.has(kind) ? null : role,
    })),
    next: rows.length > PAGE ? (page.at(-1)?.seq ?? null) : null,
    checkpoint: tree && {
      ...{ note: tree.note, size: tree.size, root: Buffer.from(tree.root).toString('hex'), at: tree.at },
    },
  }
}
