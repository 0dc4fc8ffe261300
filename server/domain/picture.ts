import type { Readable } from 'node:stream'
import { type ChannelKind, channelsOf } from '#app/shapes/case.ts'
import { Id } from '#app/shapes/id.ts'
import type { GoneKind, MessageFile } from '#app/shapes/live.ts'
import type { Db } from '#db/client.ts'
import type { FileStore } from '#server/files/store.ts'
import { channelFor, type Member, memberIn } from './access.ts'
import { cleanFileName } from './picture/name.ts'
import { ensureRoom } from './picture/quota.ts'
import { removeAll, removeLoose, type StoredPicture, storePicture } from './picture/store.ts'
import { notFound } from './refusal.ts'
import { inTransaction } from './transaction.ts'
import type { Viewer } from './viewer.ts'

export { sweepPictures } from './picture/sweep.ts'

// Pictures of messages. The file as it came stays sealed, untouched, with its SHA-256; people are shown copies drawn
// anew. A picture is uploaded first and lies loose until a message takes it.

type Deps = { files: FileStore }

/** What the copies of a picture are called in addresses. */
export const pictureCopies = ['thumb', 'shown'] as const
export type PictureCopy = (typeof pictureCopies)[number]
/** The copies are all of one kind. */
export const PICTURE_COPY_TYPE = 'image/webp'

/**
 * Takes a picture for a message of the viewer in that channel: keeps the file as it is and draws the copies. Refuses
 * `shared.not_found`, `picture.not_a_picture` (by content: JPEG, PNG, WebP, GIF, HEIC), `picture.too_large`,
 * `.too_many_pixels`, `.unreadable`, `.bad_name`, `.too_many_loose`, `.quota`, `.full`, `.busy` and `upload.no_room`.
 */
export async function takePicture(
  db: Db,
  viewer: Viewer,
  input: { slug: string; kind: ChannelKind; name: string; bytes: AsyncIterable<Uint8Array> },
  { files }: Deps,
): Promise<MessageFile> {
  const channel = await channelFor(db, viewer, { slug: input.slug, kind: input.kind })
  const name = cleanFileName(input.name)
  await ensureRoom(db, channel.member.id)
  const stored = await storePicture(db, input.bytes, { files })
  try {
    return await keep(db, { channelId: channel.id, memberId: channel.member.id, name }, stored)
  } catch (error) {
    await removeAll(files, stored)
    throw error
  }
}

async function keep(
  db: Db,
  place: { channelId: string; memberId: string; name: string },
  { type, bytes, sha256, width, height, originalKey, shownKey, thumbKey }: StoredPicture,
): Promise<MessageFile> {
  const kind = 'picture'
  return inTransaction(db, async (tx) => {
    // Counted again under the member's lock: many uploads at once all found room.
    await ensureRoom(tx, place.memberId, 'locked')
    const { id } = await tx
      .insertInto('message_file')
      .values({
        channel_id: place.channelId,
        member_id: place.memberId,
        kind,
        name: place.name,
        type,
        bytes,
        width,
        height,
        sha256: Buffer.from(sha256),
        original_key: originalKey,
        shown_key: shownKey,
        thumb_key: thumbKey,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return { id, kind, width, height, bytes }
  })
}

/** Gives up a picture of the viewer's that no message has. Refuses `shared.not_found`. */
export async function dropPicture(
  db: Db,
  viewer: Viewer,
  input: { slug: string; fileId: string },
  { files }: Deps,
): Promise<void> {
  const member = await memberIn(db, viewer, { slug: input.slug }, 'talk')
  if (!Id.safeParse(input.fileId).success) throw notFound()
  const row = await db
    .selectFrom('message_file')
    .select(['id', 'message_id as messageId'])
    .where('id', '=', input.fileId)
    .where('member_id', '=', member.id)
    .executeTakeFirst()
  if (!row || row.messageId !== null) throw notFound()
  await removeLoose(db, [row.id], { files })
}

/**
 * A copy of a picture, for those who may see its message: members of its channel while the words are in sight, its
 * author also while they are held, those who run the case also while they are held or hidden. One that no message has
 * yet is its owner's alone. Refuses `shared.not_found`.
 */
export async function openPicture(
  db: Db,
  viewer: Viewer,
  input: { slug: string; fileId: string; copy: PictureCopy },
  { files }: Deps,
): Promise<{ stream: Readable; type: string }> {
  const member = await memberIn(db, viewer, { slug: input.slug }, 'talk')
  if (!Id.safeParse(input.fileId).success) throw notFound()
  const row = await db
    .selectFrom('message_file')
    .innerJoin('channel', 'channel.id', 'message_file.channel_id')
    .leftJoin('message', 'message.id', 'message_file.message_id')
    .select(['channel.kind', 'message_file.member_id as ownerId', 'message_file.message_id as messageId'])
    .select(['message.gone', 'shown_key as shown', 'thumb_key as thumb'])
    .where('message_file.id', '=', input.fileId)
    .where('channel.case_id', '=', member.caseId)
    .$narrowType<{ kind: ChannelKind; gone: GoneKind | null }>()
    .executeTakeFirst()
  if (!row || !maySee(member, row)) throw notFound()
  return { stream: await files.open(row[input.copy]), type: PICTURE_COPY_TYPE }
}

type Placed = { kind: ChannelKind; ownerId: string; messageId: string | null; gone: GoneKind | null }

function maySee(member: Member, { kind, ownerId, messageId, gone }: Placed): boolean {
  if (!channelsOf(member.side, member.role).includes(kind)) return false
  const own = member.id === ownerId
  if (messageId === null) return own
  const staff = member.role !== 'member'
  return gone === null || (gone === 'held' && (own || staff)) || (gone === 'hidden' && staff)
}
