import { sql } from 'kysely'
import { type ChannelKind, channelsOf } from '#app/shapes/case.ts'
import type { FactDraft, FactState } from '#app/shapes/fact.ts'
import { maskPersonalData } from '#app/shapes/personal-data.ts'
import type { Db, Tx } from '#db/client.ts'
import { type Member, memberIn, memberWho } from './access.ts'
import { citableFor, cite } from './citation.ts'
import { record } from './ledger.ts'
import { notFound, Refusal } from './refusal.ts'
import { announce, inTransaction } from './transaction.ts'
import type { Viewer } from './viewer.ts'

// The timeline of a case (사건 일지): what happened and when, each fact with the messages it rests on and how sure it is.

/** A message a fact rests on. `body` is null until its author allowed it, or where the viewer may not read it. */
export type FactSource = {
  messageId: string
  seq: number
  channel: ChannelKind
  state: 'own' | 'asked' | 'given' | 'refused'
  body: string | null
}

/** One entry of the timeline. `happenedAt` is an ISO instant; with `dayOnly` only its day in Seoul is meant. */
export type FactView = {
  id: string
  body: string
  happenedAt: string
  dayOnly: boolean
  state: FactState
  by: string
  mine: boolean
  sources: FactSource[]
}

/** Entries shown at once; a case of that many deserves the year's jump the timeline page will have. */
const FACTS_MAX = 500

/**
 * Puts a fact into the timeline, resting on messages the member reads. Its words are covered like chat. The same `id`
 * again answers the first. Refuses `shared.not_found`, `citation.none`, `fact.in_future`.
 */
export async function keepFact(
  db: Db,
  viewer: Viewer,
  { slug, id, messages, body, happenedOn, happenedTime }: FactDraft & { slug: string },
): Promise<{ factId: string }> {
  return inTransaction(db, async (tx) => {
    const member = await memberIn(tx, viewer, { slug })
    const cited = await citableFor(tx, member, messages)
    const happenedAt = sql<Date>`(${`${happenedOn} ${happenedTime ?? '00:00'}`}::timestamp at time zone 'Asia/Seoul')`
    const made = await tx
      .insertInto('fact')
      .values({
        ...{ id, case_id: member.caseId, made_by: member.id, body: maskPersonalData(body).text },
        ...{ happened_at: happenedAt, day_only: happenedTime === null },
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning(sql<boolean>`happened_at > now()`.as('inFuture'))
      .executeTakeFirst()
    if (!made) {
      await ownFact(tx, member, id)
      return { factId: id }
    }
    if (made.inFuture) throw refused('happenedOn', 'fact.in_future')
    await cite(tx, member, cited, { factId: id })
    await record(tx, member.caseId, member.id, {
      kind: 'fact.kept',
      data: { factId: id, messages: cited.length },
    })
    announce(tx, { kind: 'case.changed', caseId: member.caseId, what: ['facts'] })
    return { factId: id }
  })
}

/** The timeline in order of time, oldest first. Refuses `shared.not_found`. */
export async function factsIn(db: Db, viewer: Viewer, { slug }: { slug: string }): Promise<FactView[]> {
  const member = await memberIn(db, viewer, { slug })
  const facts = await db
    .selectFrom('fact')
    .innerJoin('member', 'member.id', 'fact.made_by')
    .select([
      'fact.id',
      'fact.body',
      'fact.happened_at as happenedAt',
      'fact.day_only as dayOnly',
      'fact.state',
    ])
    .select(['member.nickname as by', 'fact.made_by as madeBy'])
    .where('fact.case_id', '=', member.caseId)
    .where('fact.removed_at', 'is', null)
    .orderBy('fact.happened_at')
    .orderBy('fact.id')
    .limit(FACTS_MAX)
    .execute()
  const sources = await sourcesOf(db, member)
  return facts.map(({ happenedAt, madeBy, ...fact }) => ({
    ...{ ...fact, happenedAt: happenedAt.toISOString(), mine: madeBy === member.id },
    sources: sources.filter(({ factId }) => factId === fact.id).map(({ factId: _, ...source }) => source),
  }))
}

/** The newest facts that a host confirmed, oldest first; for those who come new. Membership is asked before. */
export async function confirmedFacts(
  db: Db,
  caseId: string,
  limit: number,
): Promise<Pick<FactView, 'id' | 'body' | 'happenedAt' | 'dayOnly'>[]> {
  const rows = await db
    .selectFrom('fact')
    .select(['id', 'body', 'happened_at as happenedAt', 'day_only as dayOnly'])
    .where('case_id', '=', caseId)
    .where('removed_at', 'is', null)
    .where('state', '=', 'confirmed')
    .orderBy('happened_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.reverse().map((row) => ({ ...row, happenedAt: row.happenedAt.toISOString() }))
}

/** Says how sure a fact is; hosts and co-hosts. Refuses `shared.not_found`, `shared.forbidden`. */
export async function judgeFact(
  db: Db,
  viewer: Viewer,
  { slug, factId, state }: { slug: string; factId: string; state: Exclude<FactState, 'claimed'> },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const member = await memberWho(tx, viewer, { slug }, 'fact.judge')
    const judged = await tx
      .updateTable('fact')
      .set({ state, decided_by: member.id, decided_at: sql<Date>`now()` })
      .where('id', '=', factId)
      .where('case_id', '=', member.caseId)
      .where('removed_at', 'is', null)
      .executeTakeFirst()
    if (judged.numUpdatedRows === 0n) throw notFound()
    await record(tx, member.caseId, member.id, { kind: 'fact.judged', data: { factId, state } })
    announce(tx, { kind: 'case.changed', caseId: member.caseId, what: ['facts'] })
  })
}

/** Takes a fact out of the timeline: its maker, or a host. Again is fine. Refuses `shared.not_found`. */
export async function removeFact(
  db: Db,
  viewer: Viewer,
  { slug, factId }: { slug: string; factId: string },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const member = await memberIn(tx, viewer, { slug })
    const removed = await tx
      .updateTable('fact')
      .set({ removed_at: sql<Date>`now()` })
      .where('id', '=', factId)
      .where('case_id', '=', member.caseId)
      .where('removed_at', 'is', null)
      .$if(member.role === 'member', (query) => query.where('made_by', '=', member.id))
      .executeTakeFirst()
    if (removed.numUpdatedRows === 0n) return void (await anyFact(tx, member, factId))
    await record(tx, member.caseId, member.id, { kind: 'fact.removed', data: { factId } })
    announce(tx, { kind: 'case.changed', caseId: member.caseId, what: ['facts'] })
  })
}

/** Words of channels the member does not read are not theirs to see, whatever their author allowed. */
async function sourcesOf(db: Db, member: Member): Promise<(FactSource & { factId: string | null })[]> {
  return db
    .selectFrom('citation')
    .innerJoin('message', 'message.id', 'citation.message_id')
    .innerJoin('channel', 'channel.id', 'message.channel_id')
    .select([
      'citation.fact_id as factId',
      'message.id as messageId',
      'message.seq',
      'channel.kind as channel',
    ])
    .select([
      'citation.state',
      // What was hidden is read in the timeline no more than in the room; one's own kept evidence has it still.
      sql<
        string | null
      >`case when message.gone is null or message.gone = 'deleted' then citation.body end`.as('body'),
    ])
    .where('citation.case_id', '=', member.caseId)
    .where('citation.fact_id', 'is not', null)
    .where('channel.kind', 'in', channelsOf(member.side, member.role))
    .orderBy('message.created_at')
    .execute()
}

async function ownFact(tx: Tx, member: Member, factId: string): Promise<void> {
  const row = await tx.selectFrom('fact').select('made_by').where('id', '=', factId).executeTakeFirst()
  if (row?.made_by !== member.id) throw notFound()
}

/** Refuses unless the fact is one the member could have removed. */
async function anyFact(tx: Tx, member: Member, factId: string): Promise<void> {
  const row = await tx
    .selectFrom('fact')
    .select(['made_by', 'removed_at'])
    .where('id', '=', factId)
    .where('case_id', '=', member.caseId)
    .executeTakeFirst()
  if (!row?.removed_at || (member.role === 'member' && row.made_by !== member.id)) throw notFound()
}

function refused(field: string, code: string): Refusal {
  return new Refusal('invalid', code, { fields: { [field]: code } })
}
