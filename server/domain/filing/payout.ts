import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { PayoutDraft, PayoutPlan, ShareView } from '#app/shapes/filing-progress.ts'
import type { Db, Tx } from '#db/client.ts'
import { memberWho } from '../access.ts'
import { canonicalJson, record } from '../ledger.ts'
import { notFound, Refusal } from '../refusal.ts'
import { announce, inTransaction } from '../transaction.ts'
import type { Viewer } from '../viewer.ts'
import { tellFiling } from './news.ts'
import { shareOut } from './recovery.ts'
import { type FilingRef, type FilingRow, filingOf, lockFiling } from './row.ts'
import { ensureVersion, isHandedIn } from './step.ts'

// Money that came back for a frozen version, shared out pro rata to what each claim still has open. The parts are shown
// before an officer confirms them, and confirmed as they were shown or not at all.

/**
 * The parts an amount would be shared out in; officers only, nothing is kept. Refuses `shared.not_found`,
 * `shared.forbidden`, `filing.no_such_version`, `filing.not_handed_in`, `filing.nothing_open`, `filing.more_than_open`.
 */
export async function payoutPlan(
  db: Db,
  viewer: Viewer,
  { draft, ...ref }: FilingRef & { draft: PayoutDraft },
): Promise<PayoutPlan> {
  return inTransaction(db, async (tx) => {
    const member = await memberWho(tx, viewer, { slug: ref.slug }, 'filing.keep')
    return planFor(tx, await filingOf(tx, member, ref.filingId), draft)
  })
}

/**
 * Confirms the parts as they were shown; officers only. The same `id` again answers the first. Refuses as `payoutPlan`, and
 * `filing.shares_changed` when they would be others now.
 */
export async function confirmPayout(
  db: Db,
  viewer: Viewer,
  { draft, ...ref }: FilingRef & { draft: PayoutDraft & { id: string; sha256: string } },
): Promise<{ payoutId: string }> {
  return inTransaction(db, async (tx) => {
    const { member, filing } = await lockFiling(tx, viewer, ref, 'filing.keep')
    const { id, version, onDay, amount } = draft
    if (await isConfirmed(tx, filing, id)) return { payoutId: id }
    const plan = await planFor(tx, filing, draft)
    if (plan.sha256 !== draft.sha256) throw new Refusal('conflict', 'filing.shares_changed')
    const place = { filing_id: filing.id, version }
    const hash = { sha256: Buffer.from(plan.sha256, 'hex') }
    await tx
      .insertInto('filing_payout')
      .values({ id, ...place, ...hash, on_day: onDay, amount, confirmed_by: member.id })
      .execute()
    const shares = plan.shares.filter((share) => share.amount > 0)
    await sql`insert into filing_share (payout_id, filing_id, version, no, amount)
      select ${id}::uuid, ${filing.id}::uuid, ${version}, share.no, share.amount
      from unnest(${shares.map(({ no }) => no)}::int[], ${shares.map((share) => share.amount)}::bigint[])
        as share (no, amount)`.execute(tx)
    const data = { filingId: filing.id, version, payoutId: id, amount, claims: shares.length }
    await record(tx, filing.caseId, member.id, {
      kind: 'filing.paid_out',
      data: { ...data, sha256: plan.sha256 },
    })
    await tellFiling(tx, filing, { kind: 'payout', about: id, version })
    announce(tx, { kind: 'case.changed', caseId: filing.caseId, what: ['filings'] })
    return { payoutId: id }
  })
}

async function isConfirmed(tx: Tx, filing: FilingRow, id: string): Promise<boolean> {
  const row = await tx.selectFrom('filing_payout').select('filing_id').where('id', '=', id).executeTakeFirst()
  if (row && row.filing_id !== filing.id) throw notFound()
  return row !== undefined
}

async function planFor(
  tx: Tx,
  filing: FilingRow,
  { version, onDay, amount }: PayoutDraft,
): Promise<PayoutPlan> {
  ensureVersion(filing, version)
  if (!(await isHandedIn(tx, filing.id, version))) throw new Refusal('conflict', 'filing.not_handed_in')
  const rows = await openClaims(tx, filing.id, version)
  const open = rows.reduce((sum, row) => sum + row.open, 0)
  if (open === 0) throw new Refusal('conflict', 'filing.nothing_open')
  if (amount < 1 || amount > open) {
    throw new Refusal('invalid', 'filing.more_than_open', { fields: { amount: 'filing.more_than_open' } })
  }
  const parts = new Map(shareOut(amount, rows).map((part) => [part.no, part.amount]))
  const shares = rows.map(({ open: _, ...row }): ShareView => ({ ...row, amount: parts.get(row.no) ?? 0 }))
  const shown = {
    filingId: filing.id,
    version,
    onDay,
    amount,
    shares: shares.map(({ no, amount }) => [no, amount]),
  }
  return { amount, open, shares, sha256: createHash('sha256').update(canonicalJson(shown)).digest('hex') }
}

/** Won of each pinned claim that were neither shared out nor refused by the newest decision. */
async function openClaims(tx: Tx, filingId: string, version: number) {
  const { rows } = await sql<Omit<ShareView, 'amount'> & { open: number }>`
    with decision as (${newestDecision(filingId, version)})
    select pin.no, claim.receipt_no as "receiptNo", v.remaining, coalesce(paid.amount, 0)::bigint as before,
      case when exists (select from decision where verdict = 'refused') or left_out.no is not null then 0
        else v.remaining - coalesce(paid.amount, 0) end::bigint as open
    from filing_claim as pin join claim on claim.id = pin.claim_id
    join claim_version as v on v.claim_id = pin.claim_id and v.version = pin.claim_version
    left join (select no, sum(amount) as amount from filing_share
      where filing_id = ${filingId}::uuid and version = ${version} group by no) as paid on paid.no = pin.no
    left join filing_step_claim as left_out
      on left_out.no = pin.no and left_out.step_id = (select id from decision)
    where pin.filing_id = ${filingId}::uuid and pin.version = ${version} order by pin.no`.execute(tx)
  return rows
}

/** The decision that counts for a version: the one of the latest day, of several the last written down. */
export const newestDecision = (filingId: string, version: number) => sql`
  select id, verdict from filing_step where filing_id = ${filingId}::uuid and version = ${version}
    and kind = 'decided' and taken_back_at is null
  order by on_day desc, made_at desc limit 1`
