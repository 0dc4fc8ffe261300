import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { ANSWERS_MAX, type HostAnswer } from '#app/shapes/host-answer.ts'
import { cardWords } from '#app/text/ko/cards.ts'
import type { Db, Tx } from '#db/client.ts'
import { channelFor, memberIn, memberWho } from './access.ts'
import { canonicalJson, record } from './ledger.ts'
import { lockChannel } from './message/batch.ts'
import { postCard } from './message/card.ts'
import { notFound, Refusal } from './refusal.ts'
import { announce, inTransaction } from './transaction.ts'
import type { Viewer } from './viewer.ts'

// What hosts answer again and again: kept once, found by a keyword, posted by reference.

/** The room's answers by question, for every member. Refuses `shared.not_found`. */
export async function hostAnswers(db: Db, viewer: Viewer, { slug }: { slug: string }): Promise<HostAnswer[]> {
  const { caseId } = await memberIn(db, viewer, { slug }, 'talk')
  const rows = await standing(db, caseId)
    .select(['id', 'keywords', 'question', 'answer'])
    .orderBy('question')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ ...row, keyword: row.keywords[0] ?? '' }))
}

/**
 * Keeps an answer under its id, new or changed; staff only. Refuses `host_answer.too_many` past thirty and
 * `shared.not_found` for another room's id.
 */
export async function saveHostAnswer(
  db: Db,
  viewer: Viewer,
  { slug, id, ...words }: Omit<HostAnswer, 'keyword'> & { slug: string },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const staff = await memberWho(tx, viewer, { slug }, 'answer.write')
    await lockAnswers(tx, staff.caseId)
    const before = await tx.selectFrom('host_answer').selectAll().where('id', '=', id).executeTakeFirst()
    if (before && (before.case_id !== staff.caseId || before.removed_at)) throw notFound()
    if (!before && (await countStanding(tx, staff.caseId)) >= ANSWERS_MAX) {
      throw new Refusal('conflict', 'host_answer.too_many')
    }
    const row = { ...words, changed_by: staff.id, changed_at: sql<Date>`now()` }
    await tx
      .insertInto('host_answer')
      .values({ id, case_id: staff.caseId, ...row })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
      .execute()
    const sha256 = createHash('sha256').update(canonicalJson(words)).digest('hex')
    await record(tx, staff.caseId, staff.id, { kind: 'answer.saved', data: { answerId: id, sha256 } })
    announce(tx, { kind: 'case.changed', caseId: staff.caseId, what: ['answers'] })
  })
}

/** Takes an answer away; staff only. Again is fine. Refuses `shared.not_found`. */
export async function removeHostAnswer(
  db: Db,
  viewer: Viewer,
  { slug, id }: { slug: string; id: string },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const staff = await memberWho(tx, viewer, { slug }, 'answer.write')
    const row = await tx
      .selectFrom('host_answer')
      .select('removed_at')
      .where('id', '=', id)
      .where('case_id', '=', staff.caseId)
      .forUpdate()
      .executeTakeFirst()
    if (!row) throw notFound()
    if (row.removed_at) return
    await tx.updateTable('host_answer').set({ removed_at: sql<Date>`now()` }).where('id', '=', id).execute()
    await record(tx, staff.caseId, staff.id, { kind: 'answer.removed', data: { answerId: id } })
    announce(tx, { kind: 'case.changed', caseId: staff.caseId, what: ['answers'] })
  })
}

/**
 * Posts an answer into a channel by reference: its message shows the answer as it reads at any time. Sent twice under
 * one `clientId` it is posted once. Refuses `shared.not_found`.
 */
export async function postHostAnswer(
  db: Db,
  viewer: Viewer,
  { id, channelId, clientId }: { id: string; channelId: string; clientId: string },
): Promise<{ messageId: string; seq: number }> {
  return inTransaction(db, async (tx) => {
    const { member } = await channelFor(tx, viewer, { channelId })
    const channel = await lockChannel(tx, channelId)
    const answer = await standing(tx, member.caseId)
      .select('question')
      .where('id', '=', id)
      .executeTakeFirst()
    if (!channel || !answer) throw notFound()
    const title = answer.question
    const card = { kind: 'answer' as const, id, title }
    return postCard(tx, channel, { memberId: member.id, clientId, card, words: cardWords.answer(title) })
  })
}

/** Two hosts at once must not both add the thirtieth. */
async function lockAnswers(tx: Tx, caseId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`host_answer|${caseId}`}, 0))`.execute(tx)
}

async function countStanding(tx: Tx, caseId: string): Promise<number> {
  const { count } = await standing(tx, caseId)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

function standing(db: Db, caseId: string) {
  return db.selectFrom('host_answer').where('case_id', '=', caseId).where('removed_at', 'is', null)
}
