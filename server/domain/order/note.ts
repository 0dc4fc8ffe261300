import type { GoneReason } from '#app/shapes/live.ts'
import type { Tx } from '#db/client.ts'
import { type LedgerEntry, record } from '../ledger.ts'

/** Acts of order: each stands in the ledger and, readable, in the members' log. */
export type OrderKind =
  | `message.${'hidden' | 'shown' | 'held' | 'released'}`
  | 'report.dismissed'
  | 'appeal.refused'
  | `member.${'removed' | 'sent_out' | 'readmitted' | 'muted' | 'unmuted' | 'made_cohost' | 'dismissed' | 'made_host' | 'labelled'}`
  | `channel.${'slowed' | 'unslowed' | 'closed' | 'opened'}`
export type OrderEntry = Extract<LedgerEntry, { kind: OrderKind }>

type Facts = {
  messageId?: string
  memberId?: string
  channelId?: string
  why?: GoneReason
  seconds?: number
  until?: number
}

/**
 * Records an act of order in the ledger and beside it in the members' log. `actor` is null for what the room does by
 * itself. Takes the case's head row lock; lock the channel before.
 */
export async function note(tx: Tx, caseId: string, actor: string | null, entry: OrderEntry): Promise<void> {
  const seq = await record(tx, caseId, actor, entry)
  const { messageId, memberId, channelId, why, seconds, until }: Facts = entry.data
  await tx
    .insertInto('moderation')
    .values({
      case_id: caseId,
      seq,
      kind: entry.kind,
      actor_id: actor,
      message_id: messageId ?? null,
      member_id: memberId ?? null,
      channel_id: channelId ?? null,
      why: why ?? null,
      seconds: seconds ?? null,
      until: until === undefined ? null : new Date(until),
    })
    .execute()
}
