import { sql } from 'kysely'
import type { Reason } from '#app/shapes/order.ts'
import type { Db, Tx } from '#db/client.ts'
import { record } from './ledger.ts'
import { hideWords } from './moderation/hide.ts'
import { independentAmong, REPORTS_TO_HIDE, type Reporter } from './moderation/independent.ts'
import { lockTarget, type Target } from './moderation/target.ts'
import { tellMember, tellStaff } from './moderation/tell.ts'
import { Refusal } from './refusal.ts'
import { inTransaction } from './transaction.ts'
import type { Viewer } from './viewer.ts'

/**
 * Reports a message to the staff, who alone read `words`, and never from whom they are. Three independent reporters (moderation/independent.ts) hide it until somebody of the
 * staff has looked; never a message of the staff's own, and never one that the staff has looked at and let stand. Again
 * changes nothing. Refuses `shared.not_found`, `report.own`, `report.gone_already`.
 */
export async function reportMessage(
  db: Db,
  viewer: Viewer,
  { messageId, why, words = '' }: { messageId: string; why: Reason; words?: string },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const target = await lockTarget(tx, viewer, messageId)
    const { by, channel } = target
    if (target.author.id === by.id) throw new Refusal('invalid', 'report.own')
    if (target.gone !== null) throw new Refusal('conflict', 'report.gone_already')
    const made = await tx
      .insertInto('report')
      .values({ message_id: messageId, member_id: by.id, case_id: channel.caseId, why, words })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (!made.numInsertedOrUpdatedRows) return
    await record(tx, channel.caseId, by.id, { kind: 'report.made', data: { messageId, why } })
    if (await isEnough(tx, target)) {
      await hideWords(tx, target, null, 'reports')
      tellMember(tx, channel.caseId, target.author.id)
    }
    await tellStaff(tx, channel.caseId)
  })
}

async function isEnough(tx: Tx, { id, author }: Target): Promise<boolean> {
  if (author.role !== 'member') return false
  const looked = await tx
    .selectFrom('moderation')
    .select('seq')
    .where('message_id', '=', id)
    .where('kind', 'in', ['message.shown', 'message.released', 'report.dismissed'])
    .executeTakeFirst()
  if (looked) return false
  const { rows } = await sql<Reporter>`
    select member.joined_at as "joinedAt", report.at as "reportedAt", member.invite_id as "inviteId",
      (select count(*)::integer from report other where other.member_id = member.id and other.outcome = 'kept')
        as unfounded
    from report join member on member.id = report.member_id
    where report.message_id = ${id} and report.closed_at is null and member.left_at is null`.execute(tx)
  return independentAmong(rows) >= REPORTS_TO_HIDE
}
