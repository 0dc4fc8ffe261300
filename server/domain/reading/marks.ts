import { sql } from 'kysely'
import type { ChannelKind } from '#app/shapes/case.ts'
import type { Tx } from '#db/client.ts'
import type { Outcome } from '../lane.ts'
import { readersOf } from '../notify/readers.ts'
import { notFound } from '../refusal.ts'
import { announce } from '../transaction.ts'

/** How far one account says it has read one channel. */
export type Mark = { accountId: string; seq: number }
/** Where the mark stands. */
export type Marked = { seq: number }

/**
 * Moves the marks of one channel forward in one statement: each at most to the head, never back, and only for members
 * who read the channel. What moved is told, so that a member's other devices know.
 */
export async function markBatch(
  tx: Tx,
  channelId: string,
  marks: readonly Mark[],
): Promise<Outcome<Marked>[]> {
  const channel = await tx
    .selectFrom('channel')
    .select(['case_id as caseId', 'kind', 'head'])
    .where('id', '=', channelId)
    .executeTakeFirst()
  if (!channel) return marks.map(() => ({ refusal: notFound() }))
  const stands = new Map((await moveMarks(tx, channelId, channel, marks)).map((row) => [row.accountId, row]))
  const moved = [...stands.values()].filter((row) => row.moved)
  if (moved.length > 0) {
    const told = moved.map(({ accountId, seq }) => ({ accountId, seq }))
    announce(tx, { kind: 'channel.read', caseId: channel.caseId, channelId, marks: told })
  }
  return marks.map(({ accountId }) => {
    const stand = stands.get(accountId)
    return stand ? { done: { seq: stand.seq } } : { refusal: notFound() }
  })
}

type Channel = { caseId: string; kind: ChannelKind; head: number }
type Stand = { accountId: string; seq: number; moved: boolean }

/** A row for each account that is a reader. In the order of members, so that two processes never wait for each other. */
async function moveMarks(
  tx: Tx,
  channelId: string,
  { caseId, kind, head }: Channel,
  marks: readonly Mark[],
): Promise<Stand[]> {
  const { sides, roles } = readersOf(kind)
  const { rows } = await sql<Stand>`
    with asked as (
      select member.id as member_id, member.account_id, read_mark.seq as before,
        greatest(least(max(mark.seq), ${head}::bigint), read_mark.seq, 0) as seq
      from unnest(
        ${marks.map(({ accountId }) => accountId)}::uuid[], ${marks.map(({ seq }) => seq)}::bigint[]
      ) as mark (account_id, seq)
      join member
        on member.case_id = ${caseId}::uuid and member.account_id = mark.account_id and member.left_at is null
      left join read_mark on read_mark.member_id = member.id and read_mark.channel_id = ${channelId}::uuid
      where (member.side, member.role) in (select * from unnest(${sides}::text[], ${roles}::text[]))
      group by member.id, read_mark.seq
    ), kept as (
      insert into read_mark (member_id, channel_id, seq)
      select member_id, ${channelId}::uuid, seq from asked where seq is distinct from before order by member_id
      on conflict (member_id, channel_id) do update set seq = greatest(read_mark.seq, excluded.seq)
    )
    select account_id as "accountId", seq, seq is distinct from before as moved from asked`.execute(tx)
  return rows
}
