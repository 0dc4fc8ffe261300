import { sql } from 'kysely'
import type { ClaimSide } from '#app/shapes/case.ts'
import type {
  Outcome,
  OwnOutcome,
  PayoutView,
  Retention,
  StepKind,
  StepView,
} from '#app/shapes/filing-progress.ts'
import { NOTICE_TEXT } from '#app/shapes/notice.ts'
import { firstGraphemes } from '#app/shapes/text.ts'
import { day } from '#app/text/format.ts'
import { stepNotice } from '#app/text/ko/filing-progress.ts'
import type { Db } from '#db/client.ts'
import { type Member, may, memberIn, memberWho } from '../access.ts'
import { ownClaim } from '../claim/read.ts'
import { notFound } from '../refusal.ts'
import type { Viewer } from '../viewer.ts'
import { liveSums } from './live.ts'
import { newestDecision } from './payout.ts'
import { type FilingRef, type FilingRow, filingOf } from './row.ts'

/** How far a filing has come, as every member sees it. */
export type FilingStage = 'gathering' | 'frozen' | StepKind | 'paid'

/** A filing after its hand-in. `steps` and `payouts` are empty for those who have nothing in it and are no officers. */
export type FilingProgress = {
  filing: { id: string; title: string; recipient: string; version: number }
  stage: FilingStage
  steps: StepView[]
  payouts: PayoutView[]
  own: OwnOutcome[]
  retention: Retention
  /** What of an earlier filing's newest version was carried on into this one; null where it follows none. */
  carried: { from: number; here: number; title: string; filingId: string } | null
  mayKeep: boolean
}

/** What came of a filing, newest first. Refuses `shared.not_found`. */
export async function filingProgress(
  db: Db,
  viewer: Viewer,
  { slug, filingId }: FilingRef,
): Promise<FilingProgress> {
  const member = await memberIn(db, viewer, { slug }, 'filings')
  const filing = await filingOf(db, member, filingId)
  const mayKeep = may(member, 'filing.keep')
  const own = await ownOutcomes(db, member, filing)
  const reads = mayKeep || own.length > 0
  const { id, title, recipient, version } = filing
  return {
    filing: { id, title, recipient, version },
    stage: await stageOf(db, filing),
    steps: reads ? await stepsOf(db, filing) : [],
    payouts: reads ? await payoutsOf(db, filing) : [],
    own,
    retention: await retentionOf(db, filing),
    carried: await carriedInto(db, filing),
    mayKeep,
  }
}

export async function stageOf(
  db: Db,
  { id, version }: Pick<FilingRow, 'id' | 'version'>,
): Promise<FilingStage> {
  const { rows } = await sql<{ stage: FilingStage | null }>`
    select case when exists (select from filing_payout where filing_id = ${id}::uuid and version = ${version}) then 'paid'
      else (select kind from filing_step where filing_id = ${id}::uuid and version = ${version} and taken_back_at is null
        order by kind = 'decided' desc, on_day desc, made_at desc limit 1) end as stage`.execute(db)
  return rows[0]?.stage ?? (version > 0 ? 'frozen' : 'gathering')
}

async function stepsOf(db: Db, { id }: FilingRow): Promise<StepView[]> {
  const { rows } = await sql<StepView>`
    select s.id, s.version, s.kind, s.on_day as "onDay", s.receipt_no as "receiptNo", s.words, s.due_on as "dueOn",
      s.verdict, s.amount, (select count(*)::int from filing_step_claim where step_id = s.id) as refused,
      by_whom.nickname as by, s.handler is not null as "hasHandler"
    from filing_step as s join member as by_whom on by_whom.id = s.made_by
    where s.filing_id = ${id}::uuid and s.taken_back_at is null
    order by s.version desc, s.on_day desc, s.made_at desc`.execute(db)
  return rows
}

async function payoutsOf(db: Db, { id }: FilingRow): Promise<PayoutView[]> {
  const { rows } = await sql<PayoutView>`
    select p.id, p.version, p.on_day as "onDay", p.amount, by_whom.nickname as by,
      (select count(*)::int from filing_share where payout_id = p.id) as claims
    from filing_payout as p join member as by_whom on by_whom.id = p.confirmed_by
    where p.filing_id = ${id}::uuid order by p.confirmed_at desc`.execute(db)
  return rows
}

type OutcomeRow = Omit<OwnOutcome, 'outcome'> & { isRefused: boolean }

/** What became of a pinned claim: `paid` and `remaining` in won, of the same version. */
export function outcomeOf({
  paid,
  remaining,
  isRefused,
}: Pick<OutcomeRow, 'paid' | 'remaining' | 'isRefused'>): Outcome {
  if (paid > 0) return paid >= remaining ? 'paid' : 'part'
  return isRefused ? 'refused' : 'waiting'
}

async function ownOutcomes(
  db: Db,
  member: Pick<Member, 'id'>,
  { id, version }: FilingRow,
): Promise<OwnOutcome[]> {
  const { rows } = await sql<OutcomeRow>`
    with decision as (${newestDecision(id, version)})
    select claim.id as "claimId", pin.no, claim.receipt_no as "receiptNo", v.remaining,
      coalesce((select sum(amount) from filing_share as s
        where s.filing_id = pin.filing_id and s.version = pin.version and s.no = pin.no), 0)::bigint as paid,
      exists (select from decision where verdict = 'refused' or exists (
        select from filing_step_claim as out where out.step_id = decision.id and out.no = pin.no)) as "isRefused"
    from filing_claim as pin join claim on claim.id = pin.claim_id
    join claim_version as v on v.claim_id = pin.claim_id and v.version = pin.claim_version
    where pin.filing_id = ${id}::uuid and pin.version = ${version} and claim.member_id = ${member.id}::uuid
    order by pin.no`.execute(db)
  return rows.map(({ isRefused, ...row }) => ({ ...row, outcome: outcomeOf({ ...row, isRefused }) }))
}

/** How many claims came how far: those that ever joined, are complete now, are in the newest version, and what became of it. */
async function retentionOf(db: Db, filing: FilingRow): Promise<Retention> {
  const { id, version } = filing
  const { rows } = await sql<Omit<Retention, 'complete'>>`
    select (select count(distinct claim_id)::int from filing_consent where filing_id = ${id}::uuid) as joined,
      pinned.count as frozen,
      case when ${stepOf(id, version, 'handed_in')} then pinned.count else 0 end as "handedIn",
      case when ${stepOf(id, version, 'decided')} then pinned.count else 0 end as decided,
      (select count(distinct no)::int from filing_share where filing_id = ${id}::uuid and version = ${version}) as paid
    from (select count(*)::int as count from filing_claim
      where filing_id = ${id}::uuid and version = ${version}) as pinned`.execute(db)
  const [row] = rows
  if (!row) throw new Error('An aggregate has one row')
  return { ...row, complete: (await liveSums(db, filing)).complete }
}

const stepOf = (id: string, version: number, kind: StepKind) => sql`exists (select from filing_step
  where filing_id = ${id}::uuid and version = ${version} and kind = ${kind} and taken_back_at is null)`

async function carriedInto(db: Db, { id }: FilingRow): Promise<FilingProgress['carried']> {
  const { rows } = await sql<NonNullable<FilingProgress['carried']>>`
    select before.id as "filingId", before.title, count(pin.claim_id)::int as from, count(c.id)::int as here
    from filing join filing as before on before.id = filing.after_id
    left join filing_claim as pin on pin.filing_id = before.id and pin.version = before.version
    left join filing_consent as c
      on c.filing_id = filing.id and c.claim_id = pin.claim_id and c.revoked_at is null
    where filing.id = ${id}::uuid group by before.id`.execute(db)
  return rows[0] ?? null
}

/** What a notice about a step begins with; officers only. Refuses `shared.not_found`, `shared.forbidden`. */
export async function noticeFromStep(
  db: Db,
  viewer: Viewer,
  { slug, filingId, stepId }: FilingRef & { stepId: string },
): Promise<{ channel: ClaimSide; title: string; body: string }> {
  const member = await memberWho(db, viewer, { slug }, 'filing.keep')
  const filing = await filingOf(db, member, filingId)
  const step = (await stepsOf(db, filing)).find(({ id }) => id === stepId)
  if (!step) throw notFound()
  const { title, body } = stepNotice(step, { title: filing.title, recipient: filing.recipient, day })
  return { channel: filing.side, title: firstGraphemes(title, NOTICE_TEXT.title), body }
}

/** A filing one of the viewer's own claims is in. */
export type ClaimFiling = {
  filingId: string
  title: string
  recipient: string
  stage: FilingStage
  /** Whether the newest frozen version has it, and what became of it there. */
  own: OwnOutcome | null
}

/** The filings an own claim is in, by standing consent or in their newest version. Refuses `shared.not_found`. */
export async function filingsOfClaim(
  db: Db,
  viewer: Viewer,
  { claimId }: { claimId: string },
): Promise<ClaimFiling[]> {
  const claim = await ownClaim(db, viewer, claimId)
  const { rows } = await sql<FilingRow & { memberId: string }>`
    select filing.id, filing.title, filing.recipient, filing.version, claim.member_id as "memberId"
    from filing join claim on claim.id = ${claim.id}::uuid
    where filing.case_id = claim.case_id and (exists (select from filing_consent as c
        where c.filing_id = filing.id and c.claim_id = claim.id and c.revoked_at is null)
      or exists (select from filing_claim as pin where pin.filing_id = filing.id
        and pin.version = filing.version and pin.claim_id = claim.id))
    order by filing.opened_at desc`.execute(db)
  const found: ClaimFiling[] = []
  for (const row of rows) {
    const outcomes = await ownOutcomes(db, { id: row.memberId }, row)
    const { id: filingId, title, recipient } = row
    const own = outcomes.find((each) => each.claimId === claim.id) ?? null
    found.push({ filingId, title, recipient, stage: await stageOf(db, row), own })
  }
  return found
}
