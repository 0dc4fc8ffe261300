import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { addressesIn, isOfficial } from '#app/shapes/addresses.ts'
import type { Role, Side } from '#app/shapes/case.ts'
import { fraudSignsIn } from '#app/shapes/fraud.ts'
import { recruitsFreely } from '#app/shapes/labels.ts'
import type { GoneReason } from '#app/shapes/live.ts'
import { recruitingIn } from '#app/shapes/recruiting.ts'
import type { Tx } from '#db/client.ts'
import type { LockedChannel } from '../message/batch.ts'
import { changeMessages } from '../message/change.ts'
import { note } from './note.ts'
import { newSalt, wordsHash } from './words-hash.ts'

// What waits for a look before anybody reads it: the first links, pictures and demands of people who have just come, who
// gathers clients or money without the label for it, and one address posted by many. Nothing is released by the clock; somebody of the staff looks.

/** So long a member is new, ms: those who come to take money do it at once. */
export const NEW_FOR = 10 * 60_000
/** So many accounts posting one address within this time is somebody with many accounts, ms. */
export const SAME_LINK = { accounts: 5, within: 60_000 }
/** Hashes of addresses older than this are of no use, ms. */
const LINKS_KEPT = 10 * SAME_LINK.within

/** What of a message decides whether it waits, read before personal data in it is covered. */
export type Marks = { links: string[]; isBait: boolean; recruits: boolean }

export function marksOf(words: string): Marks {
  const links = addressesIn(words).filter((address) => !isOfficial(address))
  return {
    links: links.map(({ key }) => key),
    isBait: fraudSignsIn(words).length > 0,
    recruits: recruitingIn(words) !== null,
  }
}

/** Why a message of this author waits, or null. Staff's never do. */
export function heldWhy(
  author: { role: Role; side: Side; joinedAt: Date },
  { links, isBait, recruits, pictures }: Marks & { pictures: number },
  now: Date,
): GoneReason | null {
  if (author.role !== 'member') return null
  if (recruits && !recruitsFreely(author.side)) return 'recruit'
  if (now.getTime() - author.joinedAt.getTime() >= NEW_FOR) return null
  return links.length > 0 || isBait || pictures > 0 ? 'new_member' : null
}

/** A message about to be stored, as far as holding goes; `files` are its pictures. */
export type Incoming = {
  key: string
  files: readonly unknown[]
  draft: { body: string; marks: Marks }
  ground: { memberId: string; role: Role; side: Side; joinedAt: Date; now: Date }
}
/** Why a message waits, and what salts the hash of its words. */
export type Hold = { why: GoneReason; salt: Buffer }
/** Which of them wait, by key, and which earlier messages are to wait with them. */
export type Holds = { held: Map<string, Hold>; earlier: string[] }

/** Asks the database only when there is an address among the messages. */
export async function holdsAmong(
  tx: Tx,
  channel: LockedChannel,
  incoming: readonly Incoming[],
): Promise<Holds> {
  const spread = await spreadLinks(tx, channel, incoming)
  const held: Holds['held'] = new Map()
  for (const { key, draft, ground, files } of incoming) {
    const isSpread = ground.role === 'member' && draft.marks.links.some((link) => spread.links.has(link))
    const why = isSpread ? 'spam' : heldWhy(ground, { ...draft.marks, pictures: files.length }, ground.now)
    if (why) held.set(key, { why, salt: newSalt() })
  }
  return { held, earlier: spread.messageIds }
}

/** After the messages are stored: remembers their addresses, notes who waits, and lets earlier ones wait too. */
export async function keepHolds(
  tx: Tx,
  channel: LockedChannel,
  incoming: readonly (Incoming & { id: string })[],
  { held, earlier }: Holds,
): Promise<void> {
  await keepLinks(tx, channel.id, incoming)
  for (const { id: messageId, key, draft } of incoming) {
    const hold = held.get(key)
    if (!hold) continue
    const data = { messageId, sha256: wordsHash(hold.salt, draft.body), why: hold.why }
    await note(tx, channel.caseId, null, { kind: 'message.held', data })
  }
  await holdEarlier(tx, channel, earlier)
}

type Spread = { links: Set<string>; messageIds: string[] }

/** The addresses among the messages that too many accounts post at once, and where they stand already. */
async function spreadLinks(tx: Tx, channel: LockedChannel, incoming: readonly Incoming[]): Promise<Spread> {
  const byMembers = incoming.filter(
    ({ ground, draft }) => ground.role === 'member' && draft.marks.links.length > 0,
  )
  const spread: Spread = { links: new Set(), messageIds: [] }
  const links = [...new Set(byMembers.flatMap(({ draft }) => draft.marks.links))]
  if (links.length === 0) return spread
  const { rows } = await sql<{ key: Buffer; authorId: string; messageId: string; gone: string | null }>`
    select link.key, link.author_id as "authorId", link.message_id as "messageId", message.gone
    from message_link link join message on message.id = link.message_id
    where link.channel_id = ${channel.id} and link.key = any(${links.map(linkHash)}::bytea[])
      and link.at > clock_timestamp() - make_interval(secs => ${SAME_LINK.within / 1000})`.execute(tx)
  for (const link of links) {
    const hash = linkHash(link)
    const before = rows.filter(({ key }) => Buffer.compare(key, hash) === 0)
    const now = byMembers.filter(({ draft }) => draft.marks.links.includes(link))
    const accounts = new Set([
      ...before.map((row) => row.authorId),
      ...now.map(({ ground }) => ground.memberId),
    ])
    if (accounts.size < SAME_LINK.accounts) continue
    spread.links.add(link)
    spread.messageIds.push(...before.filter(({ gone }) => gone === null).map(({ messageId }) => messageId))
  }
  return { ...spread, messageIds: [...new Set(spread.messageIds)] }
}

async function keepLinks(
  tx: Tx,
  channelId: string,
  stored: readonly (Incoming & { id: string })[],
): Promise<void> {
  const rows = stored
    .filter(({ ground }) => ground.role === 'member')
    .flatMap(({ id, draft, ground }) =>
      [...new Set(draft.marks.links)].map((link) => ({
        message_id: id,
        channel_id: channelId,
        author_id: ground.memberId,
        key: linkHash(link),
      })),
    )
  if (rows.length === 0) return
  await tx
    .deleteFrom('message_link')
    .where('channel_id', '=', channelId)
    .where('at', '<', sql<Date>`clock_timestamp() - make_interval(secs => ${LINKS_KEPT / 1000})`)
    .execute()
  await tx.insertInto('message_link').values(rows).execute()
}

async function holdEarlier(tx: Tx, channel: LockedChannel, ids: readonly string[]): Promise<void> {
  for (const messageId of ids) {
    const { body } = await tx
      .selectFrom('message')
      .select('body')
      .where('id', '=', messageId)
      .executeTakeFirstOrThrow()
    const salt = newSalt()
    await changeMessages(tx, channel, [messageId], {
      gone: 'held',
      gone_why: 'spam',
      gone_at: sql<Date>`clock_timestamp()`,
      gone_salt: salt,
    })
    const data = { messageId, sha256: wordsHash(salt, body ?? ''), why: 'spam' } as const
    await note(tx, channel.caseId, null, { kind: 'message.held', data })
  }
}

function linkHash(link: string): Buffer {
  return createHash('sha256').update(link).digest().subarray(0, 16)
}
