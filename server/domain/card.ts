import type { AnswerCard, CardKind, CardRef, CardView, OwnCard } from '#app/shapes/card.ts'
import { type ChannelKind, channelsOf, noticeChannelsOf } from '#app/shapes/case.ts'
import type { Db } from '#db/client.ts'
import { type Member, memberIn } from './access.ts'
import { eventCard, eventRows } from './event/view.ts'
import { noticeCard, noticeRows } from './notice/view.ts'
import { pollCard, pollRows } from './poll/view.ts'
import type { Viewer } from './viewer.ts'

export { recountCards } from './card/recount.ts'

// What messages show besides words. One question brings the cards of a whole page; a kind nobody names costs nothing.

/**
 * The cards the viewer may see among those asked for, with what is the viewer's own; others are left out without a
 * word. Refuses `shared.not_found` to who is no member.
 */
export async function cardsIn(
  db: Db,
  viewer: Viewer,
  { slug, refs }: { slug: string; refs: readonly CardRef[] },
): Promise<OwnCard[]> {
  const member = await memberIn(db, viewer, { slug }, 'notices')
  const idsOf = (kind: CardKind) => [...new Set(refs.filter((ref) => ref.kind === kind).map(({ id }) => id))]
  const found = [
    ...(await noticesOf(db, member, idsOf('notice'))),
    ...(await pollsOf(db, member, idsOf('poll'))),
    ...(await eventsOf(db, member, idsOf('event'))),
    ...(await answersOf(db, member, idsOf('answer'))),
  ]
  return found
}

const seenBy = ({ side, role }: Member): ChannelKind[] => noticeChannelsOf(side, role)

async function noticesOf(db: Db, member: Member, ids: string[]): Promise<OwnCard[]> {
  if (ids.length === 0) return []
  const rows = await noticeRows(db)
    .leftJoin('notice_ack', (join) =>
      join.onRef('notice_ack.notice_id', '=', 'notice.id').on('notice_ack.member_id', '=', member.id),
    )
    .select('notice_ack.at as ackedAt')
    .where('notice.id', 'in', ids)
    .where('notice.case_id', '=', member.caseId)
    .where('notice.published_at', 'is not', null)
    .where('channel.kind', 'in', seenBy(member))
    .execute()
  return rows.map((row) => ({ card: noticeCard(row), acked: row.ackedAt !== null, choices: [] }))
}

async function pollsOf(db: Db, member: Member, ids: string[]): Promise<OwnCard[]> {
  if (ids.length === 0) return []
  const rows = await pollRows(db)
    .leftJoin('poll_vote', (join) =>
      join.onRef('poll_vote.poll_id', '=', 'poll.id').on('poll_vote.member_id', '=', member.id),
    )
    .select('poll_vote.choices')
    .where('poll.id', 'in', ids)
    .where('poll.case_id', '=', member.caseId)
    .where((eb) => eb('channel.kind', '=', eb.fn.any(eb.val(channelsOf(member.side, member.role)))))
    .execute()
  return rows.map((row) => ({ card: pollCard(row), acked: false, choices: row.choices ?? [] }))
}

async function eventsOf(db: Db, member: Member, ids: string[]): Promise<OwnCard[]> {
  if (ids.length === 0) return []
  const rows = await eventRows(db)
    .where('event.id', 'in', ids)
    .where('event.case_id', '=', member.caseId)
    .where('channel.kind', 'in', seenBy(member))
    .execute()
  return rows.map((row) => ownOf(eventCard(row)))
}

async function answersOf(db: Db, member: Member, ids: string[]): Promise<OwnCard[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('host_answer')
    .select(['id', 'question', 'answer', 'removed_at as removedAt'])
    .where('id', 'in', ids)
    .where('case_id', '=', member.caseId)
    .execute()
  return rows.map(({ removedAt, answer, ...row }) =>
    ownOf({ kind: 'answer', ...row, answer: removedAt ? null : answer } satisfies AnswerCard),
  )
}

function ownOf(card: CardView): OwnCard {
  return { card, acked: false, choices: [] }
}
