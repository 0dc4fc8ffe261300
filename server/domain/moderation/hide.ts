import { sql } from 'kysely'
import type { GoneReason } from '#app/shapes/live.ts'
import type { Tx } from '#db/client.ts'
import { changeMessages } from '../message/change.ts'
import { note } from '../order/note.ts'
import { newSalt, wordsHash } from '../order/words-hash.ts'
import { announce } from '../transaction.ts'
import type { Target } from './target.ts'

/** Puts a message's words out of sight and notes who did it (null: the room itself) and why. The words stay in the row. */
export async function hideWords(
  tx: Tx,
  target: Target,
  actor: string | null,
  why: GoneReason,
): Promise<void> {
  const { channel, id: messageId, body } = target
  const salt = target.salt ?? newSalt()
  const gone_at = sql<Date>`clock_timestamp()`
  await changeMessages(tx, channel, [messageId], { gone: 'hidden', gone_why: why, gone_at, gone_salt: salt })
  await tellTimeline(tx, target)
  const data = { messageId, sha256: wordsHash(salt, body ?? ''), why }
  await note(tx, channel.caseId, actor, { kind: 'message.hidden', data })
}

/** Lets hidden or held words be read again. The salt stays: what the ledger holds of the words can still be checked. */
export async function showWords(tx: Tx, target: Target, actor: string): Promise<void> {
  const { channel, id: messageId, gone } = target
  await changeMessages(tx, channel, [messageId], { gone: null, gone_why: null, gone_at: null })
  await tellTimeline(tx, target)
  const kind = gone === 'held' ? 'message.released' : 'message.shown'
  await note(tx, channel.caseId, actor, { kind, data: { messageId } })
}

/** Facts that rest on the message show its words only while the room does. */
async function tellTimeline(tx: Tx, { id, channel }: Target): Promise<void> {
  const cited = await tx
    .selectFrom('citation')
    .select('id')
    .where('message_id', '=', id)
    .where('fact_id', 'is not', null)
    .executeTakeFirst()
  if (cited) announce(tx, { kind: 'case.changed', caseId: channel.caseId, what: ['facts'] })
}
