import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { FilingDraft } from '#app/shapes/filing.ts'
import type { Db, Tx } from '#db/client.ts'
import { type Member, memberWho } from './access.ts'
import { lockCase } from './claim/keep.ts'
import { destinations } from './filing/destination.ts'
import { tellCarryOn } from './filing/news.ts'
import { type FilingRef, filingOf, lockFiling } from './filing/row.ts'
import { canonicalJson, record } from './ledger.ts'
import { notFound, Refusal } from './refusal.ts'
import { announce, inTransaction } from './transaction.ts'
import type { Viewer } from './viewer.ts'

export { askAssent, giveAssent } from './filing/assent.ts'
export { carryOn } from './filing/carry-on.ts'
export { joinFiling, leaveFiling } from './filing/consent.ts'
export {
  closeVote,
  openElection,
  standForFiling,
  voteForRepresentative,
  withdrawCandidacy,
} from './filing/election.ts'
export { freezeFiling, releaseFiling } from './filing/freeze.ts'
export { grantChoices, grantFilings } from './filing/grant.ts'
export { requestFiling } from './filing/hand-out.ts'
export { confirmPayout, payoutPlan } from './filing/payout.ts'
export { filingProgress, filingsOfClaim, noticeFromStep } from './filing/progress.ts'
export { filingFor, filingsIn } from './filing/read.ts'
export { representativesOf } from './filing/representatives.ts'
export { keepFilingStep, stepHandler, takeBackStep } from './filing/step.ts'

// Filings: claims gathered for one destination. What an officer said when opening one never changes; people join with a
// consent of its own until the freeze, which pins what they stated as a numbered version. A correction is the next one.

/** Filings a case may have: a page of them is still read. */
const FILINGS_MAX = 50
/** How far ahead a filing may end, in days. */
const LASTS_MAX_DAYS = 366

/**
 * Opens a filing; officers only. The same `id` again answers the first. Refuses `shared.not_found`, `shared.forbidden`,
 * `filing.side_not_taken`, `filing.end_past`, `filing.end_far`, `filing.too_many`.
 */
export async function openFiling(
  db: Db,
  viewer: Viewer,
  { slug, ...draft }: FilingDraft & { slug: string },
): Promise<{ filingId: string }> {
  return inTransaction(db, async (tx) => {
    const member = await memberWho(tx, viewer, { slug }, 'filing.keep')
    if (!destinations[draft.destination].sides.includes(draft.side)) {
      throw new Refusal('invalid', 'filing.side_not_taken', { fields: { side: 'filing.side_not_taken' } })
    }
    await lockCase(tx, member.caseId)
    if (await isOpened(tx, member, draft.id)) return { filingId: draft.id }
    await ensureRoom(tx, member.caseId)
    await ensureEnds(tx, draft.closesAt)
    const { id, destination, side, title, recipient, words, afterId = null } = draft
    const before = afterId === null ? null : await filingOf(tx, member, afterId)
    if (before && (before.version === 0 || before.side !== side)) throw notFound()
    const said = { destination, side, title, recipient, words }
    await tx
      .insertInto('filing')
      .values({
        id,
        case_id: member.caseId,
        ...said,
        opened_by: member.id,
        after_id: afterId,
        closes_at: new Date(draft.closesAt),
      })
      .execute()
    const sha256 = createHash('sha256').update(canonicalJson(said)).digest('hex')
    await record(tx, member.caseId, member.id, { kind: 'filing.opened', data: { filingId: id, sha256 } })
    if (before) await tellCarryOn(tx, { id, caseId: member.caseId }, before)
    announce(tx, { kind: 'case.changed', caseId: member.caseId, what: ['filings'] })
    return { filingId: id }
  })
}

/**
 * Lets a frozen filing take changes again, for its next version; the frozen ones stay. Officers only; an open one keeps its
 * end. Refuses as `openFiling`.
 */
export async function reopenFiling(
  db: Db,
  viewer: Viewer,
  { closesAt, ...ref }: FilingRef & { closesAt: string },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { member, filing } = await lockFiling(tx, viewer, ref, 'filing.keep')
    if (filing.state === 'open') return
    await ensureEnds(tx, closesAt)
    await tx
      .updateTable('filing')
      .set({ state: 'open', closes_at: new Date(closesAt) })
      .where('id', '=', filing.id)
      .execute()
    const data = { filingId: filing.id, version: filing.version }
    await record(tx, filing.caseId, member.id, { kind: 'filing.reopened', data })
    announce(tx, { kind: 'case.changed', caseId: filing.caseId, what: ['filings'] })
  })
}

async function isOpened(tx: Tx, member: Member, id: string): Promise<boolean> {
  const row = await tx.selectFrom('filing').select('opened_by').where('id', '=', id).executeTakeFirst()
  if (row && row.opened_by !== member.id) throw notFound()
  return row !== undefined
}

async function ensureRoom(tx: Tx, caseId: string): Promise<void> {
  const { count } = await tx
    .selectFrom('filing')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('case_id', '=', caseId)
    .executeTakeFirstOrThrow()
  if (count >= FILINGS_MAX) throw new Refusal('conflict', 'filing.too_many')
}

async function ensureEnds(tx: Tx, closesAt: string): Promise<void> {
  const { rows } = await sql<{ past: boolean; far: boolean }>`
    select ${closesAt}::timestamptz <= clock_timestamp() as past,
      ${closesAt}::timestamptz > clock_timestamp() + make_interval(days => ${LASTS_MAX_DAYS}) as far`.execute(
    tx,
  )
  const [found] = rows
  const code = found?.past ? 'filing.end_past' : found?.far ? 'filing.end_far' : null
  if (code) throw new Refusal('invalid', code, { fields: { closesOn: code } })
}
