import { sql } from 'kysely'
import type { FilingSums } from '#app/shapes/filing.ts'
import type { Db, Tx } from '#db/client.ts'
import { record } from '../ledger.ts'
import { notFound, Refusal } from '../refusal.ts'
import { announce, inTransaction } from '../transaction.ts'
import type { Viewer } from '../viewer.ts'
import { versionHash } from './canonical.ts'
import { destinations } from './destination.ts'
import { pinEvidence } from './evidence.ts'
import { inNow, liveSums } from './live.ts'
import { type FilingRef, type FilingRow, lockFiling } from './row.ts'

/**
 * Pins what everybody in a filing states and agreed to at this moment, and the evidence for it, as its next version;
 * officers only. A frozen one answers its version. Refuses `shared.not_found`, `shared.forbidden`, `filing.nobody`.
 */
export async function freezeFiling(db: Db, viewer: Viewer, ref: FilingRef): Promise<{ version: number }> {
  return inTransaction(db, async (tx) => {
    const { member, filing } = await lockFiling(tx, viewer, ref, 'filing.keep')
    if (filing.state === 'frozen') return { version: filing.version }
    const version = filing.version + 1
    const pinned = await pin(tx, filing, version)
    if (pinned === 0) throw new Refusal('conflict', 'filing.nobody')
    const sums = await pinnedSums(tx, filing.id, version)
    const { claims: standing } = await liveSums(tx, filing)
    if (sums.claims !== standing) throw new Error('A freeze pinned other claims than are in the filing')
    await pinEvidence(tx, filing, { version, by: member.id })
    const frozenAt = await nowOf(tx)
    const sha256 = await versionHash(tx, filing, { version, frozenAt, sums })
    const { people, claims, remaining } = sums
    const data = { filingId: filing.id, version, people, claims, remaining, sha256 }
    const seq = await record(tx, filing.caseId, member.id, { kind: 'filing.frozen', data })
    const by = { frozen_by: member.id, frozen_at: frozenAt, ledger_seq: seq }
    await tx
      .insertInto('filing_version')
      .values({ filing_id: filing.id, version, ...by, ...sums, sha256: Buffer.from(sha256, 'hex') })
      .execute()
    await tx.updateTable('filing').set({ state: 'frozen', version }).where('id', '=', filing.id).execute()
    announce(tx, { kind: 'case.changed', caseId: filing.caseId, what: ['filings'] })
    return { version }
  })
}

/**
 * The second officer's yes to what another froze, before anything with names, or of many people, leaves the room. Again is
 * fine. Refuses `shared.not_found`, `shared.forbidden`, `filing.second_officer_needed`.
 */
export async function releaseFiling(
  db: Db,
  viewer: Viewer,
  { version, ...ref }: FilingRef & { version: number },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { member, filing } = await lockFiling(tx, viewer, ref, 'filing.keep')
    const frozen = await tx
      .selectFrom('filing_version')
      .select('frozen_by')
      .where('filing_id', '=', filing.id)
      .where('version', '=', version)
      .executeTakeFirst()
    if (!frozen) throw notFound()
    if (frozen.frozen_by === member.id) throw new Refusal('conflict', 'filing.second_officer_needed')
    const made = await tx
      .insertInto('filing_release')
      .values({ filing_id: filing.id, version, by_member: member.id })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (made.numInsertedOrUpdatedRows === 0n) return
    await record(tx, filing.caseId, member.id, {
      kind: 'filing.released',
      data: { filingId: filing.id, version },
    })
    announce(tx, { kind: 'case.changed', caseId: filing.caseId, what: ['filings'] })
  })
}

/** Numbers the claims in the filing as its destination orders them, and pins each. Returns how many. */
async function pin(tx: Tx, { id, caseId, destination }: FilingRow, version: number): Promise<number> {
  const day = sql`coalesce(v.paid_on, v.ordered_on, v.due_on)`
  const order =
    destinations[destination].order === 'date' ? sql`${day}, claim.receipt_no` : sql`claim.receipt_no`
  const { numAffectedRows } = await sql`
    insert into filing_claim (filing_id, version, no, claim_id, claim_version, consent_id, statement_sha256)
    select ${id}::uuid, ${version}, row_number() over (order by ${order}), claim.id, claim.version, c.id,
      decode(stated.sha256, 'hex')
    from ${inNow}
    join (
      select data ->> 'claimId' as claim_id, (data ->> 'version')::int as version, data ->> 'sha256' as sha256
      from ledger where case_id = ${caseId}::uuid and kind like 'claim.%' and data ->> 'sha256' is not null
    ) as stated on stated.claim_id = claim.id::text and stated.version = claim.version
    where c.filing_id = ${id}::uuid and c.revoked_at is null`.execute(tx)
  return Number(numAffectedRows ?? 0n)
}

async function pinnedSums(tx: Tx, filingId: string, version: number): Promise<FilingSums> {
  const { rows } = await sql<FilingSums>`
    select count(distinct claim.member_id)::int as people, count(*)::int as claims,
      coalesce(sum(v.principal), 0)::bigint as principal, coalesce(sum(v.refunded), 0)::bigint as refunded,
      coalesce(sum(v.remaining), 0)::bigint as remaining
    from filing_claim as pin join claim on claim.id = pin.claim_id
    join claim_version as v on v.claim_id = pin.claim_id and v.version = pin.claim_version
    where pin.filing_id = ${filingId}::uuid and pin.version = ${version}`.execute(tx)
  const [sums] = rows
  if (!sums) throw new Error('An aggregate has one row')
  return sums
}

/** The clock of the database, to the millisecond that a list can say. */
async function nowOf(tx: Tx): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(tx)
  const [row] = rows
  if (!row) throw new Error('A clock has one row')
  return new Date(Math.trunc(row.now.getTime()))
}
