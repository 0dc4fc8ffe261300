import { sql } from 'kysely'
import type { Db } from '#db/client.ts'
import type { FileStore } from '#server/files/store.ts'
import { enqueue } from '#server/jobs/queue.ts'
import { memberIn } from './access.ts'
import { checkIdentity } from './account.ts'
import { forgetClaims } from './erasure/claims.ts'
import { endForGood, forgetAccount, membershipsOf } from './erasure/end.ts'
import { forgetEvidence } from './erasure/evidence.ts'
import { forgetFiles } from './erasure/files.ts'
import { forgetImports } from './erasure/imports.ts'
import { forgetKept } from './erasure/kept.ts'
import { forgetMentions } from './erasure/mentions.ts'
import { forgetMessages, forgetReactions } from './erasure/messages.ts'
import { notFound } from './refusal.ts'
import { inTransaction } from './transaction.ts'
import type { Viewer } from './viewer.ts'

// Leaving for good (개인정보 보호법 제36조): a person's words and names go, the ids, numbers and hashes that others rely on
// stay. One transaction ends the membership, takes the name away and asks for the rest as a job; the rest is begun at once,
// piece by piece, newest words first, and what is too much for one answer goes on as a job. The first job comes a minute
// later for whatever a crash or a race left over.

type Deps = { files: FileStore }

/** Pieces taken away before the person is answered: four thousand messages, about a second. */
const AT_ONCE = 20

/**
 * Takes the viewer out of a case, with all they said there and their name. `password` is asked of those who have one.
 * Refuses `shared.not_found`, `account.wrong_password`, and `erasure.nobody_to_lead` to a host nobody can follow while
 * others are in the room.
 */
export async function eraseMember(
  db: Db,
  viewer: Viewer,
  { slug, password }: { slug: string; password: string },
  deps: Deps,
): Promise<void> {
  await memberIn(db, viewer, { slug }, 'place')
  await checkIdentity(db, viewer, password)
  const memberId = await inTransaction(db, async (tx) => {
    const { caseId, accountId } = await memberIn(tx, viewer, { slug }, 'place')
    const [own] = await membershipsOf(tx, accountId, caseId)
    if (!own) throw notFound()
    await endForGood(tx, [own])
    return own.id
  })
  await eraseAtOnce(db, [memberId], deps)
}

/**
 * Takes the viewer out of every case they ever joined, as `eraseMember` does, and deletes the account with its sessions.
 * All or nothing: refuses as `eraseMember` when one room cannot do without them.
 */
export async function eraseAccount(
  db: Db,
  viewer: Viewer,
  { password }: { password: string },
  deps: Deps,
): Promise<void> {
  const { accountId } = viewer
  if (!accountId) throw notFound()
  await checkIdentity(db, viewer, password)
  const memberIds = await inTransaction(db, async (tx) => {
    const own = await membershipsOf(tx, accountId)
    await endForGood(tx, own)
    await forgetAccount(tx, accountId)
    return own.map(({ id }) => id)
  })
  await eraseAtOnce(db, memberIds, deps)
}

/** The membership is over and the job stands: what fails here is the job's to do, and no longer the person's concern. */
async function eraseAtOnce(db: Db, memberIds: readonly string[], deps: Deps): Promise<void> {
  try {
    let pieces = 0
    for (const [at, memberId] of memberIds.entries()) {
      for await (const _ of piecesOf(db, memberId, deps)) {
        pieces += 1
        if (pieces === AT_ONCE) return await goOn(db, memberIds.slice(at))
      }
    }
  } catch {
    return
  }
}

/** The job that looks again in a minute stays: this one is beside it. */
async function goOn(db: Db, memberIds: readonly string[]): Promise<void> {
  await inTransaction(db, async (tx) => {
    for (const memberId of memberIds) await enqueue(tx, 'member.erase', { memberId }, `erase.on:${memberId}`)
  })
}

/**
 * Removes everything that is left of a member who was erased; nothing happens for anybody else, nor a second time.
 * May be stopped anywhere and run again.
 */
export async function eraseWords(db: Db, { memberId }: { memberId: string }, deps: Deps): Promise<void> {
  for await (const _ of piecesOf(db, memberId, deps));
}

/** Does it, and stops after every piece. */
async function* piecesOf(db: Db, memberId: string, deps: Deps): AsyncGenerator<void> {
  const member = await db
    .selectFrom('member')
    .select(['id', 'case_id as caseId'])
    .where('id', '=', memberId)
    .where('left_why', '=', 'erased')
    .executeTakeFirst()
  if (!member) return
  yield inTransaction(db, (tx) => forgetClaims(tx, member))
  for (const { id } of await channelsOf(db, member.caseId)) yield* channelPieces(db, id, member.id)
  yield* forgetEvidence(db, member, deps)
  yield inTransaction(db, (tx) => forgetKept(tx, member))
  yield inTransaction(db, (tx) => forgetImports(tx, member))
  yield* forgetFiles(db, member, deps)
}

async function* channelPieces(db: Db, channelId: string, memberId: string): AsyncGenerator<void> {
  let before: number | null = null
  do {
    const place: number | null = before
    before = await inTransaction(db, (tx) => forgetMessages(tx, channelId, memberId, place))
    if (before !== null) yield
  } while (before !== null)
  while ((await inTransaction(db, (tx) => forgetMentions(tx, channelId, memberId))) > 0) yield
  while ((await inTransaction(db, (tx) => forgetReactions(tx, channelId, memberId))) > 0) yield
}

function channelsOf(db: Db, caseId: string): Promise<{ id: string }[]> {
  return db.selectFrom('channel').select('id').where('case_id', '=', caseId).orderBy('id').execute()
}

/** What the viewer would take out of a room. `leads`: they are its host. */
export type Erasable = {
  slug: string
  shopName: string
  nickname: string
  messages: number
  pictures: number
  claims: number
  leads: boolean
}

/** What erasing would take out of one room or, without a slug, out of all the viewer is in. Refuses `shared.not_found`. */
export async function erasable(
  db: Db,
  viewer: Viewer,
  { slug }: { slug?: string } = {},
): Promise<Erasable[]> {
  if (!viewer.accountId) throw notFound()
  if (slug !== undefined) await memberIn(db, viewer, { slug }, 'place')
  const { rows } = await sql<Erasable>`
    select "case".slug, "case".shop_name as "shopName", member.nickname, member.role = 'host' as leads,
      (select count(*) from channel join message on message.channel_id = channel.id
        where channel.case_id = member.case_id and message.author_id = member.id and message.body is not null) as messages,
      (select count(*) from message_file where member_id = member.id and message_id is not null) as pictures,
      (select count(*) from claim where member_id = member.id and state = 'submitted') as claims
    from member join "case" on "case".id = member.case_id
    where member.account_id = ${viewer.accountId} and member.left_at is null
      and (${slug ?? null}::text is null or "case".slug = ${slug ?? null})
    order by member.joined_at desc, member.id`.execute(db)
  return rows
}
