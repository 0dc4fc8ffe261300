import type { ChannelKind, Role } from '#app/shapes/case.ts'
import type { GoneKind, GoneReason } from '#app/shapes/live.ts'
import type { Tx } from '#db/client.ts'
import { channelFor, type Member, may } from '../access.ts'
import { type LockedChannel, lockChannel } from '../message/batch.ts'
import { notFound, Refusal } from '../refusal.ts'
import type { Viewer } from '../viewer.ts'

/** A message somebody acts on, in its locked channel, with its author as they are now. Never leaves the domain. */
export type Target = {
  channel: LockedChannel & { kind: ChannelKind }
  by: Member
  id: string
  seq: number
  body: string | null
  gone: GoneKind | null
  goneWhy: GoneReason | null
  salt: Buffer | null
  author: { id: string; role: Role; accountId: string }
}

/** The message in a channel the viewer may read, its channel locked. Refuses `shared.not_found`. */
export async function lockTarget(tx: Tx, viewer: Viewer, messageId: string): Promise<Target> {
  const place = await messageRow(tx, messageId)
  if (!place) throw notFound()
  const { member: by } = await channelFor(tx, viewer, { channelId: place.channelId })
  const channel = await lockChannel(tx, place.channelId)
  const row = channel && (await messageRow(tx, messageId))
  if (!row) throw notFound()
  const { id, seq, body, gone, goneWhy, salt, authorId, authorRole, authorAccount } = row
  const author = { id: authorId, role: authorRole, accountId: authorAccount }
  return { channel, by, id, seq, body, gone, goneWhy, salt, author }
}

/** As `lockTarget`, for staff only; refuses `shared.forbidden` to the others. */
export async function lockForStaff(tx: Tx, viewer: Viewer, messageId: string): Promise<Target> {
  const target = await lockTarget(tx, viewer, messageId)
  if (!may(target.by, 'order.keep')) throw new Refusal('forbidden', 'shared.forbidden')
  return target
}

function messageRow(tx: Tx, messageId: string) {
  return tx
    .selectFrom('message')
    .innerJoin('member', 'member.id', 'message.author_id')
    .select([
      'message.id',
      'message.channel_id as channelId',
      'message.seq',
      'message.body',
      'message.gone',
      'message.gone_why as goneWhy',
      'message.gone_salt as salt',
      'member.id as authorId',
      'member.role as authorRole',
      'member.account_id as authorAccount',
    ])
    .where('message.id', '=', messageId)
    .executeTakeFirst()
}
