import { sql } from 'kysely'
import type { ClaimSide } from '#app/shapes/case.ts'
import type { ClaimKind } from '#app/shapes/claim.ts'
import type { ClaimStage, ReviewWish } from '#app/shapes/claim-stage.ts'
import type { Db } from '#db/client.ts'
import { memberWho } from '../access.ts'
import { stageColumn } from '../claim/stage.ts'
import type { Viewer } from '../viewer.ts'

/** Claims a page of the queue: a screen or two of a desktop. */
export const QUEUE_ROWS = 50

/** A claim as the queue lists it: numbers and choices, no words of the claimant. Instants are ISO, won, Seoul dates. */
export type QueueRow = {
  id: string
  receiptNo: number
  nickname: string
  side: ClaimSide
  kind: ClaimKind
  stage: ClaimStage
  remaining: number
  /** How much the current version leaves unsaid; null until counted. */
  missing: number | null
  changedAt: string
  /** Until when what was asked for is wanted, while it is. */
  dueOn: string | null
}

export type Queue = {
  rows: QueueRow[]
  /** The receipt number to go on from, null at the end. */
  next: number | null
  /** How many claims stand where, whatever was asked for. */
  counts: Partial<Record<ClaimStage, number>>
}

/**
 * The claims of a case in the order in which they came, `QUEUE_ROWS` a page, for those who run it. `q` is a receipt
 * number (that very one stands first), the beginning of a nickname or part of an order number. Refuses `shared.not_found`, `shared.forbidden`.
 */
export async function reviewQueue(
  db: Db,
  viewer: Viewer,
  { slug, wish }: { slug: string; wish: ReviewWish },
): Promise<Queue> {
  const { caseId } = await memberWho(db, viewer, { slug }, 'claim.review')
  const { stage, side, kind, whole, q, after } = wish
  const number = receiptIn(q ?? '')
  const rows = await db
    .selectFrom('claim')
    .innerJoin('claim_version as v', (join) =>
      join.onRef('v.claim_id', '=', 'claim.id').onRef('v.version', '=', 'claim.version'),
    )
    .innerJoin('member', 'member.id', 'claim.member_id')
    .select(['claim.id', 'receipt_no as receiptNo', 'member.nickname', 'claim.side', 'v.kind', stageColumn])
    .select(['v.remaining', 'claim.missing', 'claim.changed_at as changedAt'])
    .select(
      sql<string | null>`case claim.stage when 'deficient' then (select due_on from claim_step
        where claim_id = claim.id and act = 'ask' order by no desc limit 1) end`.as('dueOn'),
    )
    .where('claim.case_id', '=', caseId)
    .$if(stage === 'withdrawn', (query) => query.where('claim.state', '=', 'withdrawn'))
    .$if(stage !== undefined && stage !== 'withdrawn', (query) =>
      query
        .where('claim.state', '=', 'submitted')
        .where('claim.stage', '=', stage === 'withdrawn' ? 'submitted' : (stage ?? 'submitted')),
    )
    .$if(side !== undefined, (query) => query.where('claim.side', '=', side ?? 'buyer'))
    .$if(kind !== undefined, (query) => query.where('v.kind', '=', kind ?? 'refund'))
    .$if(whole === 'yes', (query) => query.where('claim.missing', '=', 0))
    .$if(whole === 'no', (query) => query.where(sql<boolean>`claim.missing is distinct from 0`))
    .$if(Boolean(q), (query) => query.where(sought(q ?? '')))
    .$if(after !== undefined, (query) => query.where('receipt_no', '>', after ?? 0))
    // Who types a number means that claim first, and then perhaps an order it stands in.
    .$if(number !== null && after !== undefined, (query) => query.where('receipt_no', '<>', number ?? 0))
    .orderBy(sql`receipt_no is distinct from ${number}::integer`)
    .orderBy('receipt_no')
    .limit(QUEUE_ROWS + 1)
    .execute()
  const page = rows.slice(0, QUEUE_ROWS)
  return {
    rows: page.map(({ changedAt, ...row }) => ({ ...row, changedAt: changedAt.toISOString() })),
    next: rows.length > QUEUE_ROWS ? (page.at(-1)?.receiptNo ?? null) : null,
    counts: await countsOf(db, caseId),
  }
}

/** Largest receipt number there can be. */
const INTEGER_MAX = 2_147_483_647

function receiptIn(q: string): number | null {
  return /^\d{1,10}$/.test(q) && Number(q) <= INTEGER_MAX ? Number(q) : null
}

function sought(q: string) {
  const number = receiptIn(q)
  const part = `%${q.replace(/[\\%_]/g, '\\$&')}%`
  return sql<boolean>`(receipt_no = ${number}::integer or starts_with(member.nickname, ${q.normalize('NFC')})
    or v.order_number ilike ${part})`
}

async function countsOf(db: Db, caseId: string): Promise<Partial<Record<ClaimStage, number>>> {
  const rows = await db
    .selectFrom('claim')
    .select([stageColumn, (eb) => eb.fn.countAll<number>().as('count')])
    .where('case_id', '=', caseId)
    .groupBy('stage')
    .groupBy('state')
    .execute()
  const counts: Partial<Record<ClaimStage, number>> = {}
  for (const { stage, count } of rows) counts[stage] = (counts[stage] ?? 0) + count
  return counts
}
