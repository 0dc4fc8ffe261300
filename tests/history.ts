import { sql } from 'kysely'
import type { Db } from '#db/client.ts'

/** A past to be written: who speaks in turn, how much, and from when on at which distance. */
export type Past = {
  channelId: string
  authors: readonly string[]
  count: number
  /** The first message's time, ISO, and ms between one message and the next. */
  start: string
  everyMs: number
}

/**
 * Writes messages straight into the table, a hundred thousand in a few seconds. The n-th says `n번째 글` and goes on for
 * none to nine short sentences, one in forty answers an earlier one. Needs the owner's handle.
 */
export async function writePast(owner: Db, past: Past): Promise<void> {
  const { channelId, authors, count, start, everyMs } = past
  await sql`
    with head as (select head from channel where id = ${channelId})
    insert into message (channel_id, author_id, client_id, seq, rev, body, created_at)
    select ${channelId}::uuid, (${authors}::uuid[])[1 + (n / 3) % ${authors.length}], gen_random_uuid(),
      head + n, head + n, n || '번째 글' || repeat(' 환불 요청을 했는데 아직 답이 없어요.', (n * 7 % 31) / 3 % 10),
      ${start}::timestamptz + n::bigint * ${everyMs} * interval '1 millisecond'
    from generate_series(1, ${count}) as n, head`.execute(owner)
  await sql`update message as answer set reply_to = asked.id from message as asked
    where answer.channel_id = ${channelId} and asked.channel_id = ${channelId}
      and answer.seq % 40 = 0 and asked.seq = answer.seq - 15`.execute(owner)
  await sql`update channel set head = head + ${count} where id = ${channelId}`.execute(owner)
}
