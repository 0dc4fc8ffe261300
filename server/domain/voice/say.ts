import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { maskPersonalData } from '#app/shapes/personal-data.ts'
import type { OrderAnswer } from '#app/shapes/voice.ts'
import type { Db, Tx } from '#db/client.ts'
import { caseKey } from '../case-key.ts'
import { record } from '../ledger.ts'
import { tellOfClaim } from '../notify/claim-news.ts'
import { notFound, Refusal } from '../refusal.ts'
import { announce, inTransaction } from '../transaction.ts'
import { blindIndex, type Vault } from '../vault.ts'
import type { Viewer } from '../viewer.ts'
import { type OwnVoice, ownVoice } from './own.ts'

/** Statements that stand of one voice, and answers to orders it may give in a day: more is a machine, or a quarrel. */
const STATEMENTS_MAX = 200
const ANSWERS_A_DAY = 2000

/**
 * Says something to everybody in the room, personal data covered. The same `id` again is once. Refuses
 * `shared.not_found` to who is not that voice, `voice.too_much`.
 */
export async function publishStatement(
  db: Db,
  viewer: Viewer,
  { voiceId, id, body }: { voiceId: string; id: string; body: string },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const voice = await lockVoice(tx, viewer, voiceId)
    const known = await tx
      .selectFrom('voice_statement')
      .select('voice_id')
      .where('id', '=', id)
      .executeTakeFirst()
    if (known && known.voice_id !== voiceId) throw notFound()
    if (known) return
    const { count } = await tx
      .selectFrom('voice_statement')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('voice_id', '=', voiceId)
      .executeTakeFirstOrThrow()
    if (Number(count) >= STATEMENTS_MAX) throw new Refusal('tooMany', 'voice.too_much')
    await tx.insertInto('voice_statement').values({ id, voice_id: voiceId, case_id: voice.caseId }).execute()
    await keepVersion(tx, voice, { id, version: 1, body })
  })
}

/**
 * Says it in other words; what was said before stays to be read, and it is marked 수정됨. The same words change nothing.
 * Refuses `shared.not_found`, `voice.changed_elsewhere` when `version` is no longer the newest.
 */
export async function amendStatement(
  db: Db,
  viewer: Viewer,
  { voiceId, id, version, body }: { voiceId: string; id: string; version: number; body: string },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const voice = await lockVoice(tx, viewer, voiceId)
    const row = await ownStatement(tx, voiceId, id)
    if (row.body === maskPersonalData(body).text) return
    if (row.version !== version) throw new Refusal('conflict', 'voice.changed_elsewhere')
    await tx
      .updateTable('voice_statement')
      .set({ version: version + 1 })
      .where('id', '=', id)
      .execute()
    await keepVersion(tx, voice, { id, version: version + 1, body })
  })
}

/** Takes a statement back: it stays, marked so, with all its versions. Again changes nothing. Refuses `shared.not_found`. */
export async function withdrawStatement(
  db: Db,
  viewer: Viewer,
  { voiceId, id }: { voiceId: string; id: string },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const voice = await lockVoice(tx, viewer, voiceId)
    const known = await tx
      .updateTable('voice_statement')
      .set({ withdrawn_at: sql<Date>`now()` })
      .where('id', '=', id)
      .where('voice_id', '=', voiceId)
      .where('withdrawn_at', 'is', null)
      .executeTakeFirst()
    if (known.numUpdatedRows === 0n) {
      await ownStatement(tx, voiceId, id, { also: 'withdrawn' })
      return
    }
    await record(tx, voice.caseId, null, { kind: 'voice.withdrew', data: { voiceId, statementId: id } })
    announce(tx, { kind: 'case.changed', caseId: voice.caseId, what: ['respondents'] })
  })
}

/**
 * Answers for orders by their keys (`orderNumberKey`). They are kept as keyed indexes only; whoever has a standing claim
 * for one of them reads the answer there and is told. The answer is the same whether anybody claims or nobody: the
 * company learns of no one. The same `id` again is once. Refuses `shared.not_found`, `voice.too_much`.
 */
export async function answerOrders(
  db: Db,
  viewer: Viewer,
  input: { voiceId: string; id: string; orders: readonly string[]; answer: OrderAnswer; note: string },
  { vault }: { vault: Vault },
): Promise<void> {
  const { voiceId, id, orders, answer, note } = input
  await inTransaction(db, async (tx) => {
    const voice = await lockVoice(tx, viewer, voiceId)
    const known = await tx
      .selectFrom('voice_answer')
      .select('voice_id')
      .where('id', '=', id)
      .executeTakeFirst()
    if (known && known.voice_id !== voiceId) throw notFound()
    if (known) return
    await ensurePace(tx, voiceId, orders.length)
    const key = await caseKey(tx, vault, voice.caseId)
    const rows = orders.map((order, at) => ({
      ...{ id, no: at + 1, voice_id: voiceId, case_id: voice.caseId, answer },
      ...{ order_index: blindIndex(key, 'order', order), note: maskPersonalData(note).text },
    }))
    await tx.insertInto('voice_answer').values(rows).execute()
    const data = { voiceId, answerId: id, orders: rows.length }
    await record(tx, voice.caseId, null, { kind: 'voice.answered', data })
    await tellClaimants(tx, voice.caseId, id)
  })
}

async function ensurePace(tx: Tx, voiceId: string, more: number): Promise<void> {
  const { count } = await tx
    .selectFrom('voice_answer')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('voice_id', '=', voiceId)
    .where('made_at', '>', sql<Date>`now() - interval '1 day'`)
    .executeTakeFirstOrThrow()
  if (Number(count) + more > ANSWERS_A_DAY) throw new Refusal('tooMany', 'voice.too_much')
}

async function tellClaimants(tx: Tx, caseId: string, answerId: string): Promise<void> {
  const { rows } = await sql<{ claimId: string; memberId: string }>`
    select distinct claim.id as "claimId", claim.member_id as "memberId" from voice_answer as a
    join claim_index as i on i.case_id = a.case_id and i.kind = 'order' and i.value = a.order_index
    join claim on claim.id = i.claim_id and claim.state = 'submitted'
    join member on member.id = claim.member_id and member.left_at is null
    where a.id = ${answerId}::uuid order by claim.id`.execute(tx)
  for (const { claimId, memberId } of rows) {
    await tellOfClaim(tx, { caseId, claimId, memberId }, 'claim_answered')
  }
}

async function keepVersion(
  tx: Tx,
  { id: voiceId, caseId }: OwnVoice,
  said: { id: string; version: number; body: string },
): Promise<void> {
  const { id: statementId, version } = said
  const body = maskPersonalData(said.body).text
  await tx
    .insertInto('voice_statement_version')
    .values({ statement_id: statementId, version, body })
    .execute()
  const sha256 = createHash('sha256').update(body).digest('hex')
  await record(tx, caseId, null, { kind: 'voice.said', data: { voiceId, statementId, version, sha256 } })
  announce(tx, { kind: 'case.changed', caseId, what: ['respondents'] })
}

async function ownStatement(tx: Tx, voiceId: string, id: string, { also = '' } = {}) {
  const row = await tx
    .selectFrom('voice_statement as s')
    .innerJoin('voice_statement_version as v', (join) =>
      join.onRef('v.statement_id', '=', 's.id').onRef('v.version', '=', 's.version'),
    )
    .select(['s.version', 'v.body'])
    .where('s.id', '=', id)
    .where('s.voice_id', '=', voiceId)
    .$if(also !== 'withdrawn', (query) => query.where('s.withdrawn_at', 'is', null))
    .executeTakeFirst()
  if (!row) throw notFound()
  return row
}

/** The viewer's voice, the case's head locked: one writer of a case at a time. */
async function lockVoice(tx: Tx, viewer: Viewer, voiceId: string): Promise<OwnVoice> {
  const { caseId } = await ownVoice(tx, viewer, { voiceId })
  await tx.selectFrom('case_head').select('case_id').where('case_id', '=', caseId).forUpdate().execute()
  return ownVoice(tx, viewer, { voiceId })
}
