import { ECDH } from 'node:crypto'
import { type ChannelKind, channelsOf } from '#app/shapes/case.ts'
import {
  type NotifyLevel,
  type NotifyWishes,
  type PushAddress,
  type QuietHours,
  USUAL_LEVEL,
} from '#app/shapes/notify.ts'
import type { Db, Tx } from '#db/client.ts'
import type { Push } from '#server/push/push.ts'
import { type Member, memberIn } from './access.ts'
import { quietOf } from './notify/quiet.ts'
import { notFound, Refusal } from './refusal.ts'
import { inTransaction } from './transaction.ts'
import type { Viewer } from './viewer.ts'

/** What a member wishes to hear of in one room. `quiet` null: no quiet hours. */
export type NotifySettings = {
  channels: { kind: ChannelKind; level: NotifyLevel }[]
  quiet: QuietHours | null
  digest: boolean
  /** Whether there is an address a digest could go to. */
  hasEmail: boolean
  /** Whether the device of this session is pushed to. */
  thisDevice: boolean
  otherDevices: number
}

/** Devices of one member: a phone, a tablet, a few browsers. Of more, the oldest is forgotten. */
const DEVICES_MAX = 8

/** The viewer's own wishes for a room. `sessionId` (hex) is that of the device that asks. Refuses `shared.not_found`. */
export async function notifySettings(
  db: Db,
  viewer: Viewer,
  { slug, sessionId }: { slug: string; sessionId: string | null },
): Promise<NotifySettings> {
  const member = await memberIn(db, viewer, { slug }, 'place')
  const wishes = await db
    .selectFrom('account')
    .leftJoin('notify_member', (join) => join.on('notify_member.member_id', '=', member.id))
    .select((eb) => [
      eb('notify_member.member_id', 'is not', null).as('known'),
      'notify_member.quiet_from as quietFrom',
      'notify_member.quiet_to as quietTo',
      'notify_member.digest',
      eb('account.email_sealed', 'is not', null).as('hasEmail'),
    ])
    .where('account.id', '=', member.accountId)
    .executeTakeFirstOrThrow()
  const levels = await db
    .selectFrom('channel')
    .leftJoin('notify_channel', (join) =>
      join.onRef('channel_id', '=', 'channel.id').on('member_id', '=', member.id),
    )
    .select(['channel.kind', 'level'])
    .where('case_id', '=', member.caseId)
    .execute()
  const devices = await db
    .selectFrom('push_device')
    .select('session_id')
    .where('member_id', '=', member.id)
    .execute()
  const mine = devices.filter((device) => device.session_id.toString('hex') === sessionId).length
  const { hasEmail, digest, ...quiet } = wishes
  return {
    channels: channelsOf(member.side, member.role).map((kind) => ({
      kind,
      level: levels.find((row) => row.kind === kind)?.level ?? USUAL_LEVEL,
    })),
    quiet: quietOf({ ...quiet, known: Boolean(quiet.known) }),
    digest: digest ?? false,
    hasEmail: Boolean(hasEmail),
    thisDevice: mine > 0,
    otherDevices: devices.length - mine,
  }
}

/**
 * Keeps the viewer's wishes for a room. Levels of channels they do not read count for nothing, and so does a digest
 * without an address. Refuses `shared.not_found`, `notify.quiet_same`.
 */
export async function chooseNotify(
  db: Db,
  viewer: Viewer,
  { slug, wishes }: { slug: string; wishes: NotifyWishes },
): Promise<void> {
  const quiet = wishes.quiet ? { from: wishes.quietFrom, to: wishes.quietTo } : null
  if (quiet && quiet.from === quiet.to) {
    throw new Refusal('invalid', 'notify.quiet_same', { fields: { quietTo: 'notify.quiet_same' } })
  }
  await inTransaction(db, async (tx) => {
    const member = await memberIn(tx, viewer, { slug }, 'place')
    const account = await tx
      .selectFrom('account')
      .select('email_sealed')
      .where('id', '=', member.accountId)
      .executeTakeFirstOrThrow()
    const kept = {
      quiet_from: quiet?.from ?? null,
      quiet_to: quiet?.to ?? null,
      digest: wishes.digest && account.email_sealed !== null,
    }
    await tx
      .insertInto('notify_member')
      .values({ member_id: member.id, ...kept })
      .onConflict((conflict) => conflict.column('member_id').doUpdateSet(kept))
      .execute()
    await keepLevels(tx, member, wishes.levels)
  })
}

async function keepLevels(tx: Tx, member: Member, levels: NotifyWishes['levels']): Promise<void> {
  const channels = await tx
    .selectFrom('channel')
    .select(['id', 'kind'])
    .where('case_id', '=', member.caseId)
    .where((eb) => eb('kind', '=', eb.fn.any(eb.val(channelsOf(member.side, member.role)))))
    .execute()
  const rows = channels.flatMap(({ id, kind }) => {
    const level = levels[kind]
    return level ? [{ member_id: member.id, channel_id: id, level }] : []
  })
  if (rows.length === 0) return
  await tx
    .insertInto('notify_channel')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['member_id', 'channel_id'])
        .doUpdateSet((eb) => ({ level: eb.ref('excluded.level') })),
    )
    .execute()
}

type Device = { slug: string; sessionId: string | null }

/**
 * Pushes of a room go to this device from now on; it is forgotten with its session. Again takes the new address. Refuses
 * `shared.not_found`, `push.unknown_service`, `push.bad_keys`.
 */
export async function addDevice(
  db: Db,
  viewer: Viewer,
  { slug, sessionId, address }: Device & { address: PushAddress },
  { push }: { push: Pick<Push, 'allows'> },
): Promise<void> {
  const kept = keptOf(address, push)
  await inTransaction(db, async (tx) => {
    const member = await memberIn(tx, viewer, { slug }, 'place')
    const session = await ownSession(tx, member, sessionId)
    await tx
      .insertInto('push_device')
      .values({ ...kept, member_id: member.id, case_id: member.caseId, session_id: session })
      .onConflict((conflict) => conflict.columns(['member_id', 'session_id']).doUpdateSet(kept))
      .execute()
    await tx
      .deleteFrom('push_device')
      .where('member_id', '=', member.id)
      .where('id', 'not in', (eb) =>
        eb
          .selectFrom('push_device')
          .select('id')
          .where('member_id', '=', member.id)
          .orderBy('made_at', 'desc')
          .limit(DEVICES_MAX),
      )
      .execute()
  })
}

/**
 * The browser changed this device's address by itself: all rooms that push to it take the new one. Refuses
 * `shared.not_found` for nobody, `push.unknown_service`, `push.bad_keys`.
 */
export async function moveDevice(
  db: Db,
  viewer: Viewer,
  { sessionId, address }: { sessionId: string | null; address: PushAddress },
  { push }: { push: Pick<Push, 'allows'> },
): Promise<void> {
  const { accountId } = viewer
  if (!accountId) throw notFound()
  await db
    .updateTable('push_device')
    .set(keptOf(address, push))
    .where('session_id', '=', Buffer.from(sessionId ?? '', 'hex'))
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('session')
          .select('session.id')
          .whereRef('session.id', '=', 'push_device.session_id')
          .where('session.account_id', '=', accountId),
      ),
    )
    .execute()
}

function keptOf(address: PushAddress, push: Pick<Push, 'allows'>) {
  if (!push.allows(address.endpoint)) throw new Refusal('invalid', 'push.unknown_service')
  const { endpoint, p256dh, auth } = address
  return { endpoint, p256dh: pointIn(p256dh), auth: Buffer.from(auth, 'base64url'), failures: 0 }
}

/** No more pushes of a room to this device. Again is fine. Refuses `shared.not_found`. */
export async function dropDevice(db: Db, viewer: Viewer, { slug, sessionId }: Device): Promise<void> {
  const member = await memberIn(db, viewer, { slug }, 'place')
  await db
    .deleteFrom('push_device')
    .where('member_id', '=', member.id)
    .where('session_id', '=', Buffer.from(sessionId ?? '', 'hex'))
    .execute()
}

/** The session a request came with, when it is the member's own. */
async function ownSession(tx: Tx, member: Member, sessionId: string | null): Promise<Buffer> {
  const session = await tx
    .selectFrom('session')
    .select('id')
    .where('id', '=', Buffer.from(sessionId ?? '', 'hex'))
    .where('account_id', '=', member.accountId)
    .executeTakeFirst()
  if (!session) throw notFound()
  return session.id
}

/** The 65 bytes of an uncompressed point that lies on the curve: anything else could never be encrypted for. */
function pointIn(p256dh: string): Buffer {
  try {
    const bytes = Buffer.from(p256dh, 'base64url')
    return ECDH.convertKey(bytes, 'prime256v1', undefined, undefined, 'uncompressed') as Buffer
  } catch {
    throw new Refusal('invalid', 'push.bad_keys')
  }
}
