import { sql } from 'kysely'
import type { Mention } from '#app/shapes/live.ts'
import { namedParts, staffWords } from '#app/shapes/mention.ts'
import { goneName } from '#app/text/ko/erasure.ts'
import type { Tx } from '#db/client.ts'
import { lockChannel } from '../message/batch.ts'
import { changeMessages } from '../message/change.ts'

/** Messages changed under one lock of their channel. */
const PIECE = 200
/** As many code points as the column takes. */
const BODY_MAX_POINTS = 4000

/**
 * Takes the member's name out of where others called them by it (@nickname): such a name stands for the person, not for
 * what its writer had to say. Returns at how many messages; call until there are none.
 */
export async function forgetMentions(tx: Tx, channelId: string, memberId: string): Promise<number> {
  const channel = await lockChannel(tx, channelId)
  if (!channel) return 0
  const { rows } = await sql<{ id: string; body: string; mentions: Mention[] }>`
    select id, body, mentions from message
    where channel_id = ${channelId}::uuid and mentions <> '[]'
      and mentions @> ${JSON.stringify([{ id: memberId }])}::jsonb
    order by seq desc limit ${PIECE}`.execute(tx)
  if (rows.length === 0) return 0
  const ids = rows.map(({ id }) => id)
  await sql`
    update message set body = fresh.body, mentions = fresh.mentions::jsonb
    from unnest(
      ${ids}::uuid[],
      ${rows.map((row) => unnamed(row, memberId))}::text[],
      ${rows.map(({ mentions }) => JSON.stringify(mentions.filter(({ id }) => id !== memberId)))}::text[]
    ) as fresh (id, body, mentions)
    where message.id = fresh.id`.execute(tx)
  await changeMessages(tx, channel, ids, {})
  return ids.length
}

/** The words, with another word where they name the member; who was called by their office is not named. */
function unnamed({ body, mentions }: { body: string; mentions: Mention[] }, memberId: string): string {
  const named = mentions.filter(({ name }) => !staffWords.some((word) => word === name))
  const replaced = (by: string) =>
    namedParts(body, named)
      .map(({ text, ids }) => (ids.includes(memberId) ? by : text))
      .join('')
  const words = replaced(`@${goneName}`)
  return Array.from(words).length <= BODY_MAX_POINTS ? words : replaced('@')
}
