import { sql } from 'kysely'
import type { ClaimIdentity, SellerClaim } from '#app/shapes/claim.ts'
import { noDetails } from '#app/shapes/claim-details.ts'
import type { SettlementField } from '#app/shapes/settlement.ts'
import type { Db, Tx } from '#db/client.ts'
import { lockCase } from './claim/keep.ts'
import { claimFor, type OwnClaim, ownClaim, ownIdentity } from './claim/read.ts'
import type { Statement } from './claim/statement.ts'
import { amendClaim, type Receipt } from './claim.ts'
import { record } from './ledger.ts'
import { Refusal } from './refusal.ts'
import { itemsOf, type SettlementLine, type SettlementReading } from './settlement/lines.ts'
import { ensureSettlement, sheetBeside } from './settlement/sheet.ts'
import { inTransaction } from './transaction.ts'
import type { Vault } from './vault.ts'
import type { Viewer } from './viewer.ts'

export { receiveSettlement, type SettlementArrival } from './settlement/receive.ts'
export { type SettlementView, settlementFor } from './settlement/sheet.ts'

// A seller fills a claim of an unpaid settlement from the sheet their shop's system gives them: brought, matched, looked
// at, and then one more version of the claim with the lines beside it, or nothing.

/** Hours a sheet waits that nobody brings. */
const KEPT_HOURS = 24
/** Lines written at once. */
const BATCH = 1000
/** Lines a page shows. */
const LINES_PAGE = 100

type OfClaim = { claimId: string }

/** Says which column is which. Refuses `shared.not_found`, `settlement.gone` when no sheet waits there. */
export async function matchSettlement(
  db: Db,
  viewer: Viewer,
  { claimId, fields }: OfClaim & { fields: readonly (SettlementField | null)[] },
): Promise<void> {
  await ownClaim(db, viewer, claimId)
  const matched = await db
    .updateTable('settlement_sheet')
    .set({ fields: JSON.stringify(fields) })
    .where('claim_id', '=', claimId)
    .executeTakeFirst()
  if (matched.numUpdatedRows === 0n) throw new Refusal('conflict', 'settlement.gone')
}

/** Forgets the sheet that waits beside a claim. Refuses `shared.not_found`; none there is fine. */
export async function dropSettlement(db: Db, viewer: Viewer, { claimId }: OfClaim): Promise<void> {
  await ownClaim(db, viewer, claimId)
  await db.deleteFrom('settlement_sheet').where('claim_id', '=', claimId).execute()
}

/**
 * Makes the sheet `sheetId` another version of the claim: items, sums and what was paid come from its lines, which are
 * kept beside the version; all else stays as it was stated. All of it in one transaction. The same sheet again answers
 * with the version it made. Refuses `settlement.gone`, `settlement.no_lines`, and whatever `amendClaim` refuses.
 */
export async function bringSettlement(
  db: Db,
  viewer: Viewer,
  { claimId, sheetId, version }: OfClaim & { sheetId: string; version: number },
  { vault }: { vault: Vault },
): Promise<Receipt> {
  return inTransaction(db, async (tx) => {
    await lockCase(tx, (await ownClaim(tx, viewer, claimId)).caseId)
    const claim = await ownClaim(tx, viewer, claimId)
    const before = await madeFrom(tx, claim, sheetId)
    if (before) return before
    await ensureSettlement(tx, claim)
    const sheet = await sheetBeside(tx, vault, claim)
    if (sheet?.id !== sheetId) throw new Refusal('conflict', 'settlement.gone')
    const { lines, sums } = sheet.reading
    if (lines.length === 0) throw new Refusal('invalid', 'settlement.no_lines')
    const { statement } = await claimFor(tx, viewer, { claimId })
    const identity = await ownIdentity(tx, viewer, { claimId }, { vault })
    if (!identity) throw new Refusal('conflict', 'claim.withdrawn')
    const draft = draftFrom(statement, identity, sheet.reading, sheet.fields, sheetId)
    const receipt = await amendClaim(tx, viewer, { claimId, version, draft }, { vault })
    await writeLines(tx, { claimId, version: receipt.version }, lines)
    await tx.deleteFrom('settlement_sheet').where('claim_id', '=', claimId).execute()
    await record(tx, claim.caseId, claim.member.id, {
      kind: 'claim.settlement_brought',
      data: {
        ...{ claimId, version: receipt.version, lines: sums.lines, amount: sums.amount },
        sha256: sheet.sha256.toString('hex'),
      },
    })
    return receipt
  })
}

/** A line as its owner sees it: won, KST dates. */
export type LineView = Omit<SettlementLine, 'gross' | 'fee' | 'deductions'>

/**
 * The lines of the newest version of one of the viewer's own claims that was filled from a sheet, behind row `after`;
 * null where none was. `next` is the row to go on behind. Refuses `shared.not_found`.
 */
export async function settlementLines(
  db: Db,
  viewer: Viewer,
  { claimId, after = 0 }: OfClaim & { after?: number },
): Promise<{ version: number; count: number; lines: LineView[]; next: number | null } | null> {
  await ownClaim(db, viewer, claimId)
  const newest = await db
    .selectFrom('settlement_line')
    .select(['version', (eb) => eb.fn.countAll<number>().as('count')])
    .where('claim_id', '=', claimId)
    .groupBy('version')
    .orderBy('version', 'desc')
    .executeTakeFirst()
  if (!newest) return null
  const lines = await db
    .selectFrom('settlement_line')
    .select(['row_no as row', 'order_number as orderNumber', 'supplied_on as suppliedOn', 'due_on as dueOn'])
    .select(['name', 'amount', 'paid'])
    .where('claim_id', '=', claimId)
    .where('version', '=', newest.version)
    .where('row_no', '>', after)
    .orderBy('row_no')
    .limit(LINES_PAGE)
    .execute()
  const next = lines.length === LINES_PAGE ? (lines.at(-1)?.row ?? null) : null
  return { ...newest, lines, next }
}

/** Forgets the sheets nobody brought in `KEPT_HOURS` hours; returns how many. */
export async function forgetOldSettlements(db: Db): Promise<number> {
  const gone = await db
    .deleteFrom('settlement_sheet')
    .where('made_at', '<', sql<Date>`now() - make_interval(hours => ${KEPT_HOURS}::integer)`)
    .executeTakeFirst()
  return Number(gone.numDeletedRows)
}

async function madeFrom(tx: Tx, claim: OwnClaim, sheetId: string): Promise<Receipt | null> {
  const made = await tx
    .selectFrom('claim_version')
    .select('version')
    .where('claim_id', '=', claim.id)
    .where('client_id', '=', sheetId)
    .executeTakeFirst()
  return made ? { claimId: claim.id, receiptNo: claim.receiptNo, version: made.version } : null
}

/** What a statement says once it is filled from a sheet: what the sheet does not say stays as it was. */
function draftFrom(
  statement: Statement,
  identity: ClaimIdentity,
  { lines, sums }: SettlementReading,
  fields: readonly (SettlementField | null)[],
  clientId: string,
): SellerClaim {
  const stated = Object.fromEntries(
    Object.keys(noDetails).map((name) => [name, statement[name as keyof typeof noDetails]]),
  )
  const supplied = lines.flatMap(({ suppliedOn }) => suppliedOn ?? []).sort()
  const due = lines.flatMap(({ dueOn, amount, paid }) => (dueOn && amount > paid ? [dueOn] : [])).sort()
  const saysPaid = fields.includes('paid')
  return {
    kind: 'settlement',
    clientId,
    items: itemsOf(lines),
    refunded: saysPaid ? sums.paid : statement.refunded,
    story: statement.story,
    identity,
    consentVersion: statement.consentVersion,
    settlementCycle: statement.settlementCycle,
    dueOn: due[0] ?? statement.dueOn,
    details: {
      ...stated,
      periodFrom: supplied[0] ?? statement.periodFrom,
      periodTo: supplied.at(-1) ?? statement.periodTo,
      gross: sumOr(sums.gross, statement.gross),
      fee: sumOr(sums.fee, statement.fee),
      deductions: sumOr(sums.deductions, statement.deductions),
      refunds: saysPaid ? [] : statement.refunds,
    },
  }
}

/** A claim states sums from zero on; what the returns of a sheet have brought below is left to its lines. */
function sumOr(sum: number | null, stated: number | null): number | null {
  return sum === null ? stated : sum < 0 ? null : sum
}

async function writeLines(
  tx: Tx,
  { claimId, version }: OfClaim & { version: number },
  lines: readonly SettlementLine[],
): Promise<void> {
  for (let from = 0; from < lines.length; from += BATCH) {
    const rows = lines.slice(from, from + BATCH)
    await tx
      .insertInto('settlement_line')
      .values(
        rows.map(({ row, orderNumber, suppliedOn, dueOn, name, ...won }) => ({
          ...{ claim_id: claimId, version, row_no: row, order_number: orderNumber },
          ...{ supplied_on: suppliedOn, due_on: dueOn, name, ...won },
        })),
      )
      .execute()
  }
}
