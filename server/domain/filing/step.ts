import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { StepDraft } from '#app/shapes/filing-progress.ts'
import type { Db, Tx } from '#db/client.ts'
import { memberWho } from '../access.ts'
import { caseKey } from '../case-key.ts'
import { canonicalJson, record } from '../ledger.ts'
import { notFound, Refusal } from '../refusal.ts'
import { announce, inTransaction } from '../transaction.ts'
import { seal, unseal, type Vault } from '../vault.ts'
import type { Viewer } from '../viewer.ts'
import { tellFiling } from './news.ts'
import { type FilingRef, type FilingRow, filingOf, lockFiling } from './row.ts'

// What happened after a frozen version was handed in, as officers write it down: the office's number, what it asks for
// and until when, what it decided. Those whose claims are in it are told.

/** Steps a version may have: an office that asks weekly for two years. */
const STEPS_MAX = 100

/** Where the person in charge is sealed for. */
const handlerPlace = (stepId: string) => `filing_step|${stepId}`

/**
 * Writes a step down; officers only. The same `id` again answers the first. The person in charge is sealed. Refuses
 * `shared.not_found`, `shared.forbidden`, `case.shredded`, `filing.no_such_version`, `filing.not_handed_in` for anything
 * before the first hand-in, `filing.no_such_number`, `filing.too_many_steps`.
 */
export async function keepFilingStep(
  db: Db,
  viewer: Viewer,
  { draft, ...ref }: FilingRef & { draft: StepDraft },
  { vault }: { vault: Vault },
): Promise<{ stepId: string }> {
  return inTransaction(db, async (tx) => {
    const { member, filing } = await lockFiling(tx, viewer, ref, 'filing.keep')
    if (await isKept(tx, filing, draft.id)) return { stepId: draft.id }
    ensureVersion(filing, draft.version)
    await ensureRoom(tx, filing, draft)
    const { id, version, handler, refused, ...stated } = draft
    const sealed = handler
      ? seal(await caseKey(tx, vault, filing.caseId), handlerPlace(id), { handler })
      : null
    const { onDay, receiptNo, dueOn, ...rest } = stated
    const row = { on_day: onDay, receipt_no: receiptNo, due_on: dueOn, ...rest }
    const place = { filing_id: filing.id, version }
    await tx
      .insertInto('filing_step')
      .values({ id, ...place, ...row, handler: sealed, made_by: member.id })
      .execute()
    await leaveOut(tx, { stepId: id, ...place }, refused)
    const sha256 = createHash('sha256')
      .update(canonicalJson({ ...stated, refused }))
      .digest('hex')
    const data = { filingId: filing.id, version, stepId: id, sha256 }
    await record(tx, filing.caseId, member.id, { kind: 'filing.step_kept', data })
    await tellFiling(tx, filing, { kind: 'progress', about: id, version })
    announce(tx, { kind: 'case.changed', caseId: filing.caseId, what: ['filings'] })
    return { stepId: id }
  })
}

/**
 * Takes a step back that was written by mistake; officers only. Its person in charge is forgotten; again is fine. Refuses
 * `shared.not_found`, `shared.forbidden`, and `filing.paid_after` for a decision that money was shared out by.
 */
export async function takeBackStep(
  db: Db,
  viewer: Viewer,
  { stepId, ...ref }: FilingRef & { stepId: string },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { member, filing } = await lockFiling(tx, viewer, ref, 'filing.keep')
    const step = await stepOf(tx, filing, stepId)
    if (step.takenBackAt) return
    if (step.kind === 'decided' && (await isShared(tx, filing, step))) {
      throw new Refusal('conflict', 'filing.paid_after')
    }
    await tx
      .updateTable('filing_step')
      .set({ taken_back_at: sql<Date>`clock_timestamp()`, handler: null })
      .where('id', '=', stepId)
      .execute()
    const data = { filingId: filing.id, stepId }
    await record(tx, filing.caseId, member.id, { kind: 'filing.step_taken_back', data })
    announce(tx, { kind: 'case.changed', caseId: filing.caseId, what: ['filings'] })
  })
}

/**
 * Who is in charge there, opened for an officer; each time is recorded. Refuses `shared.not_found`, `shared.forbidden`,
 * `case.shredded`.
 */
export async function stepHandler(
  db: Db,
  viewer: Viewer,
  { slug, filingId, stepId }: FilingRef & { stepId: string },
  { vault }: { vault: Vault },
): Promise<{ handler: string }> {
  return inTransaction(db, async (tx) => {
    const member = await memberWho(tx, viewer, { slug }, 'filing.keep')
    const filing = await filingOf(tx, member, filingId)
    const { handler } = await stepOf(tx, filing, stepId)
    if (!handler) throw notFound()
    const data = { filingId: filing.id, stepId }
    await record(tx, filing.caseId, member.id, { kind: 'filing.handler_shown', data })
    return unseal(await caseKey(tx, vault, filing.caseId), handlerPlace(stepId), handler) as {
      handler: string
    }
  })
}

async function isKept(tx: Tx, filing: FilingRow, id: string): Promise<boolean> {
  const row = await tx.selectFrom('filing_step').select('filing_id').where('id', '=', id).executeTakeFirst()
  if (row && row.filing_id !== filing.id) throw notFound()
  return row !== undefined
}

/** Refuses `filing.no_such_version`. */
export function ensureVersion(filing: Pick<FilingRow, 'version'>, version: number): void {
  if (version >= 1 && version <= filing.version) return
  throw new Refusal('invalid', 'filing.no_such_version', { fields: { version: 'filing.no_such_version' } })
}

/** Whether a version was handed in, as far as was written down. */
export async function isHandedIn(db: Db, filingId: string, version: number): Promise<boolean> {
  const row = await db
    .selectFrom('filing_step')
    .select('id')
    .where('filing_id', '=', filingId)
    .where('version', '=', version)
    .where('kind', '=', 'handed_in')
    .where('taken_back_at', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}

async function ensureRoom(tx: Tx, filing: FilingRow, { version, kind }: StepDraft): Promise<void> {
  if (kind !== 'handed_in' && !(await isHandedIn(tx, filing.id, version))) {
    throw new Refusal('conflict', 'filing.not_handed_in')
  }
  const { count } = await tx
    .selectFrom('filing_step')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('filing_id', '=', filing.id)
    .where('version', '=', version)
    .executeTakeFirstOrThrow()
  if (count >= STEPS_MAX) throw new Refusal('conflict', 'filing.too_many_steps')
}

/** The pinned claims a decision leaves out, by their numbers in the list. */
async function leaveOut(
  tx: Tx,
  { stepId, filing_id, version }: { stepId: string; filing_id: string; version: number },
  numbers: readonly number[],
): Promise<void> {
  if (numbers.length === 0) return
  const { numAffectedRows } = await sql`
    insert into filing_step_claim (step_id, filing_id, version, no)
    select ${stepId}::uuid, pin.filing_id, pin.version, pin.no from filing_claim as pin
    where pin.filing_id = ${filing_id}::uuid and pin.version = ${version} and pin.no = any (${numbers}::int[])`.execute(
    tx,
  )
  if (Number(numAffectedRows ?? 0n) === numbers.length) return
  throw new Refusal('invalid', 'filing.no_such_number', { fields: { refused: 'filing.no_such_number' } })
}

async function stepOf(tx: Tx, filing: FilingRow, stepId: string) {
  const step = await tx
    .selectFrom('filing_step')
    .select(['kind', 'version', 'handler', 'taken_back_at as takenBackAt', 'made_at as madeAt'])
    .where('filing_id', '=', filing.id)
    .where(sql<boolean>`id::text = ${stepId}`)
    .executeTakeFirst()
  if (!step) throw notFound()
  return step
}

async function isShared(
  tx: Tx,
  filing: FilingRow,
  { version, madeAt }: { version: number; madeAt: Date },
): Promise<boolean> {
  const row = await tx
    .selectFrom('filing_payout')
    .select('id')
    .where('filing_id', '=', filing.id)
    .where('version', '=', version)
    .where('confirmed_at', '>', madeAt)
    .executeTakeFirst()
  return row !== undefined
}
