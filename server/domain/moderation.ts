import type { Reason } from '#app/shapes/order.ts'
import type { Db } from '#db/client.ts'
import { record } from './ledger.ts'
import { ensureAbove } from './member/rank.ts'
import { hideWords, showWords } from './moderation/hide.ts'
import { lockForStaff, lockTarget } from './moderation/target.ts'
import { closeAbout, closeAppeal, tellMember, tellStaff } from './moderation/tell.ts'
import { note } from './order/note.ts'
import { notFound, Refusal } from './refusal.ts'
import { inTransaction } from './transaction.ts'
import type { Viewer } from './viewer.ts'

// Hiding is not deleting: the words stay in the row, as later evidence and for whoever looks again; nobody reads them
// meanwhile but the staff and their author.

export { moderationLog } from './moderation/log.ts'
export { lookAt } from './moderation/look.ts'
export { ownReviews } from './moderation/own.ts'
export { orderQueue } from './moderation/queue.ts'

/**
 * Puts a message's words out of sight, for a reason that everybody sees; staff only, and of nobody of their own rank or
 * above. A held message is refused entry by it. Again with the same reason changes nothing. Refuses
 * `shared.not_found`, `shared.forbidden`, `message.not_hideable`.
 */
export async function hideMessage(
  db: Db,
  viewer: Viewer,
  { messageId, why }: { messageId: string; why: Reason },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const target = await lockForStaff(tx, viewer, messageId)
    if (target.body === null) throw notFound()
    ensureAbove(target.by, target.author, 'message.not_hideable')
    await closeAbout(tx, target, 'hidden')
    if (target.gone === 'hidden' && target.goneWhy === why) return
    await hideWords(tx, target, target.by.id, why)
    tellMember(tx, target.channel.caseId, target.author.id)
    await tellStaff(tx, target.channel.caseId)
  })
}

/**
 * Lets a hidden or held message be read again; staff only. Who reported it and the author who asked learn that it
 * stays. Again changes nothing. Refuses `shared.not_found`, `shared.forbidden`.
 */
export async function showMessage(
  db: Db,
  viewer: Viewer,
  { messageId }: { messageId: string },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const target = await lockForStaff(tx, viewer, messageId)
    if (target.body === null) throw notFound()
    await closeAbout(tx, target, 'kept')
    if (target.gone === null) return
    await closeAppeal(tx, target, 'shown')
    await showWords(tx, target, target.by.id)
    tellMember(tx, target.channel.caseId, target.author.id)
    await tellStaff(tx, target.channel.caseId)
  })
}

/** Looks at the reports on a message and lets it stand; staff only. Refusals as `showMessage`. */
export async function keepMessage(
  db: Db,
  viewer: Viewer,
  { messageId }: { messageId: string },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const target = await lockForStaff(tx, viewer, messageId)
    if ((await closeAbout(tx, target, 'kept')) === 0) return
    const { caseId } = target.channel
    await note(tx, caseId, target.by.id, { kind: 'report.dismissed', data: { messageId } })
    await tellStaff(tx, caseId)
  })
}

/**
 * Asks the staff to look once more at the viewer's own hidden message; once for each message. Refuses
 * `shared.not_found` (also for another's), `appeal.nothing_hidden`, `appeal.made_already`.
 */
export async function askForReview(
  db: Db,
  viewer: Viewer,
  { messageId }: { messageId: string },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const target = await lockTarget(tx, viewer, messageId)
    if (target.author.id !== target.by.id) throw notFound()
    if (target.gone !== 'hidden') throw new Refusal('conflict', 'appeal.nothing_hidden')
    const { caseId } = target.channel
    const made = await tx
      .insertInto('appeal')
      .values({ message_id: messageId, member_id: target.by.id, case_id: caseId })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (!made.numInsertedOrUpdatedRows) throw new Refusal('conflict', 'appeal.made_already')
    await record(tx, caseId, target.by.id, { kind: 'appeal.made', data: { messageId } })
    await tellStaff(tx, caseId)
  })
}

/** Answers a request to look again: it stays hidden; staff only. Refusals as `showMessage`. */
export async function refuseAppeal(
  db: Db,
  viewer: Viewer,
  { messageId }: { messageId: string },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const target = await lockForStaff(tx, viewer, messageId)
    if (!(await closeAppeal(tx, target, 'kept'))) return
    const { caseId } = target.channel
    await note(tx, caseId, target.by.id, { kind: 'appeal.refused', data: { messageId } })
    tellMember(tx, caseId, target.author.id)
    await tellStaff(tx, caseId)
  })
}
