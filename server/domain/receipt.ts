import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { RECEIPT_FORMAT, type Receipt } from '#app/proof/receipt.ts'
import { Id } from '#app/shapes/id.ts'
import type { Db } from '#db/client.ts'
import { type Member, memberIn } from './access.ts'
import { storedRow } from './claim/details.ts'
import { ownClaim } from './claim/read.ts'
import { statementText } from './claim/statement.ts'
import { proveEntries } from './proof.ts'
import { notFound } from './refusal.ts'
import type { Vault } from './vault.ts'
import type { Viewer } from './viewer.ts'

// A receipt: that and when one's own claim or evidence was recorded, for whoever it belongs to and wants to show it.

export type ReceiptRef = { slug: string } & Receipt['about']

/** What a receipt says in words besides its proof: the claim's number, or the title evidence was given. */
export type ReceiptFacts = { receipt: Receipt; shopName: string; receiptNo: number | null; title: string }

/** Looking at what is one's own, or taking it along, is recorded too, and proves nothing of it. */
const LOOKS = ['claim.identity_shown', 'evidence.viewed', 'evidence.downloaded']

/** The receipt of one of the viewer's own claims or pieces of evidence. Refuses `shared.not_found`. */
export async function receiptFor(
  db: Db,
  viewer: Viewer,
  { slug, kind, id }: ReceiptRef,
  { vault }: { vault: Vault },
): Promise<ReceiptFacts> {
  const member = await memberIn(db, viewer, { slug })
  if (!Id.safeParse(id).success) throw notFound()
  const { receiptNo, title } =
    kind === 'claim' ? await claimFacts(db, viewer, member, id) : await evidenceFacts(db, member, id)
  const { shopName } = await db
    .selectFrom('case')
    .select('shop_name as shopName')
    .where('id', '=', member.caseId)
    .executeTakeFirstOrThrow()
  const seqs = await entriesAbout(db, member.caseId, id)
  if (seqs.length === 0) throw notFound()
  const proven = await proveEntries(db, vault, { caseId: member.caseId, seqs })
  const contents = kind === 'claim' ? await statementTexts(db, id, proven.entries) : []
  const receipt = { format: RECEIPT_FORMAT, about: { kind, id }, ...proven, contents } as const
  return { receipt, shopName, receiptNo, title }
}

async function claimFacts(db: Db, viewer: Viewer, { caseId }: Member, id: string) {
  const claim = await ownClaim(db, viewer, id)
  if (claim.caseId !== caseId) throw notFound()
  return { receiptNo: claim.receiptNo, title: '' }
}

async function evidenceFacts(db: Db, { id: memberId }: Member, id: string) {
  const row = await db
    .selectFrom('evidence')
    .select('title')
    .where('id', '=', id)
    .where('member_id', '=', memberId)
    .executeTakeFirst()
  if (!row) throw notFound()
  return { receiptNo: null, title: row.title }
}

async function entriesAbout(db: Db, caseId: string, id: string): Promise<number[]> {
  const rows = await db
    .selectFrom('ledger')
    .select('seq')
    .where('case_id', '=', caseId)
    .where(sql<string>`coalesce(data ->> 'claimId', data ->> 'evidenceId')`, '=', id)
    .where('kind', 'not in', LOOKS)
    .orderBy('seq')
    .execute()
  return rows.map(({ seq }) => seq)
}

/**
 * What the claim's entries hold the SHA-256 of, word for word. A version whose words or sealed name were erased since is
 * left out: its hash stands, and nobody can say any more what it was of.
 */
async function statementTexts(db: Db, claimId: string, entries: Receipt['entries']): Promise<string[]> {
  const versions = await db
    .selectFrom('claim_version as v')
    .leftJoin('claim_identity as i', (join) =>
      join.onRef('i.claim_id', '=', 'v.claim_id').onRef('i.version', '=', 'v.version'),
    )
    .selectAll('v')
    .select('i.sealed')
    .where('v.claim_id', '=', claimId)
    .orderBy('v.version')
    .execute()
  const items = await db
    .selectFrom('claim_item')
    .select(['version', 'no', 'name', 'quantity', 'amount', 'received'])
    .where('claim_id', '=', claimId)
    .orderBy('no')
    .execute()
  const recorded = new Set(entries.map(({ data }) => data.sha256))
  return versions
    .map(({ sealed, ...stored }) => {
      const { claim_id, version, client_id, made_by, made_at, ...row } = storedRow(stored)
      return statementText(
        version,
        row,
        items.filter((item) => item.version === version),
        sealed,
      )
    })
    .filter((text) => recorded.has(createHash('sha256').update(text).digest('hex')))
}
