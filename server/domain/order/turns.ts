import { sql } from 'kysely'
import type { Tx } from '#db/client.ts'

/** Notes that these members have just written in a channel that is slow. */
export async function keepTurns(tx: Tx, channelId: string, memberIds: readonly string[]): Promise<void> {
  await sql`
    insert into channel_turn (channel_id, member_id, at)
    select ${channelId}::uuid, member_id, clock_timestamp() from unnest(${memberIds}::uuid[]) as spoke (member_id)
    on conflict (channel_id, member_id) do update set at = excluded.at`.execute(tx)
}
