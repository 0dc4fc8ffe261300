import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { EvidenceWords } from '#app/shapes/evidence.ts'
import { Id } from '#app/shapes/id.ts'
import type { Db, Tx } from '#db/client.ts'
import { type Member, memberIn } from '../access.ts'
import { canonicalJson, record } from '../ledger.ts'
import { notFound, Refusal } from '../refusal.ts'
import { announce, inTransaction } from '../transaction.ts'
import type { Viewer } from '../viewer.ts'

/**
 * Says what a piece of the viewer's evidence is, and which of their claims it is for. Refuses `shared.not_found`, and
 * `evidence.no_claim` for a claim of somebody else or of another case. The ledger keeps the hash of what was said.
 */
export async function describeEvidence(
  db: Db,
  viewer: Viewer,
  { slug, evidenceId, ...words }: EvidenceWords & { slug: string; evidenceId: string },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const member = await memberIn(tx, viewer, { slug })
    await ownEvidence(tx, member, evidenceId)
    const { kind, title, madeBy, madeOn = null, sourceUrl, rights = null, shows, claims } = words
    await tx
      .updateTable('evidence')
      .set({ kind, title, made_by: madeBy, made_on: madeOn, source_url: sourceUrl, rights, shows })
      .set({ described_at: sql<Date>`now()` })
      .where('id', '=', evidenceId)
      .execute()
    await bindClaims(tx, member, evidenceId, claims)
    const said = { kind, title, madeBy, madeOn, sourceUrl, rights, shows, claims: [...claims].sort() }
    const sha256 = createHash('sha256').update(canonicalJson(said)).digest('hex')
    const { caseId, id: memberId } = member
    await record(tx, caseId, memberId, { kind: 'evidence.described', data: { evidenceId, sha256 } })
    announce(tx, { kind: 'member.told', caseId, memberId, what: ['evidence'] })
  })
}

/** The member's own piece, locked, while it stands; anything else is not found. */
async function ownEvidence(tx: Tx, member: Member, evidenceId: string): Promise<void> {
  if (!Id.safeParse(evidenceId).success) throw notFound()
  const row = await tx
    .selectFrom('evidence')
    .select('id')
    .where('id', '=', evidenceId)
    .where('member_id', '=', member.id)
    .where('removed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw notFound()
}

async function bindClaims(
  tx: Tx,
  member: Member,
  evidenceId: string,
  claims: readonly string[],
): Promise<void> {
  const own = await tx
    .selectFrom('claim')
    .select('id')
    .where('member_id', '=', member.id)
    .where(sql<boolean>`id = any(${claims}::uuid[])`)
    .execute()
  if (own.length !== claims.length) {
    throw new Refusal('invalid', 'evidence.no_claim', { fields: { claims: 'evidence.no_claim' } })
  }
  await tx.deleteFrom('evidence_claim').where('evidence_id', '=', evidenceId).execute()
  if (claims.length === 0) return
  const bound = claims.map((claim_id) => ({ evidence_id: evidenceId, claim_id, member_id: member.id }))
  await tx.insertInto('evidence_claim').values(bound).execute()
}
