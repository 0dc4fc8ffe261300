import { type ChannelKind, channelsOf } from '#app/shapes/case.ts'
import type { Db } from '#db/client.ts'
import { notFound } from './refusal.ts'
import type { Viewer } from './viewer.ts'

/** A channel the viewer reads, in a room they are in. */
export type Place = { memberId: string; channelId: string; kind: ChannelKind; slug: string; shopName: string }

/**
 * The channels the viewer may read in every room they are present in, in the order in which rooms and channels are
 * shown: the membership question of whatever spans rooms. Refuses `shared.not_found` for nobody.
 */
export async function placesOf(db: Db, viewer: Viewer): Promise<Place[]> {
  if (!viewer.accountId) throw notFound()
  const rooms = await db
    .selectFrom('member')
    .innerJoin('case', 'case.id', 'member.case_id')
    .select([
      'member.id as memberId',
      'member.side',
      'member.role',
      'case.id as caseId',
      'case.slug',
      'case.shop_name as shopName',
    ])
    .where('member.account_id', '=', viewer.accountId)
    .where('member.left_at', 'is', null)
    .orderBy('member.joined_at', 'desc')
    .orderBy('member.id')
    .execute()
  if (rooms.length === 0) return []
  const channels = await db
    .selectFrom('channel')
    .select(['id', 'kind', 'case_id'])
    .where(
      'case_id',
      'in',
      rooms.map(({ caseId }) => caseId),
    )
    .execute()
  return rooms.flatMap(({ memberId, side, role, caseId, slug, shopName }) =>
    channelsOf(side, role).flatMap((kind) => {
      const channel = channels.find((each) => each.case_id === caseId && each.kind === kind)
      return channel ? [{ memberId, channelId: channel.id, kind, slug, shopName }] : []
    }),
  )
}
