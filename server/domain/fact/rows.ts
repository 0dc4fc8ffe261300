import { type Expression, sql } from 'kysely'
import { channelsOf } from '#app/shapes/case.ts'
import type { Db } from '#db/client.ts'
import type { Member } from '../access.ts'
import type { FactRuling, FactSource, FactThing, FactVersion } from './read.ts'

// The questions behind an entry of the timeline. Each is one statement for any number of entries.

/** Standing entries of a case as they are now. A respondent that was linked speaks under its name of today. */
export function factRows(db: Db, caseId: string | Expression<string>) {
  return db
    .selectFrom('fact')
    .innerJoin('member', 'member.id', 'fact.made_by')
    .leftJoin('respondent', (join) =>
      join.onRef('respondent.id', '=', 'fact.speaker_id').on('respondent.removed_at', 'is', null),
    )
    .select(['fact.id', 'fact.body', 'fact.happened_at as happenedAt', 'fact.day_only as dayOnly'])
    .select(['fact.as_of as asOf', 'fact.due_at as dueAt', 'fact.due_day_only as dueDayOnly'])
    .select(['fact.is_public as isPublic', 'fact.version', 'fact.made_by as madeBy', 'member.nickname as by'])
    .select(['fact.speaker_role as speakerRole', 'respondent.id as speakerId'])
    .select(sql<string>`coalesce(nullif(fact.speaker, ''), respondent.name, '')`.as('speaker'))
    .select(['fact.kind', 'fact.sign', 'fact.state', 'fact.outcome'])
    .select((eb) =>
      eb
        .selectFrom('fact_version')
        .select('fact_version.made_at')
        .whereRef('fact_version.fact_id', '=', 'fact.id')
        .whereRef('fact_version.version', '=', 'fact.version')
        .where('fact_version.version', '>', 1)
        .as('changedAt'),
    )
    .select(
      sql<string[]>`array(
      select other.id from fact_difference d
        join fact other on other.id = case when d.a_id = fact.id then d.b_id else d.a_id end
      where (d.a_id = fact.id or d.b_id = fact.id) and other.removed_at is null)`.as('differs'),
    )
    .where('fact.case_id', '=', caseId)
    .where('fact.removed_at', 'is', null)
}
export type FactRow = Awaited<ReturnType<ReturnType<typeof factRows>['executeTakeFirstOrThrow']>>

/** Words of channels the member does not read are not theirs to see, whatever their author allowed. */
export async function sourcesOf(
  db: Db,
  member: Member,
  factIds: readonly string[],
): Promise<(FactSource & { factId: string })[]> {
  return db
    .selectFrom('citation')
    .innerJoin('message', 'message.id', 'citation.message_id')
    .innerJoin('channel', 'channel.id', 'message.channel_id')
    .select(['message.id as messageId', 'message.seq', 'channel.kind as channel', 'citation.state'])
    .select((eb) => eb.ref('citation.fact_id').$notNull().as('factId'))
    .select(
      // What was hidden is read in the timeline no more than in the room; one's own kept evidence has it still.
      sql<
        string | null
      >`case when message.gone is null or message.gone = 'deleted' then citation.body end`.as('body'),
    )
    .where('citation.fact_id', 'in', factIds)
    .where((eb) => eb('channel.kind', '=', eb.fn.any(eb.val(channelsOf(member.side, member.role)))))
    .orderBy('message.created_at')
    .execute()
}

/** Sources beside messages; `memberId` is who asks, null for the whole world. */
export async function thingsOf(
  db: Db,
  memberId: string | null,
  factIds: readonly string[],
): Promise<(FactThing & { factId: string })[]> {
  const rows = await db
    .selectFrom('fact_source as s')
    .leftJoin('page_capture as p', (join) =>
      join.onRef('p.id', '=', 's.capture_id').on('p.removed_at', 'is', null),
    )
    .leftJoin('evidence as e', (join) =>
      join.onRef('e.id', '=', 's.evidence_id').on('e.removed_at', 'is', null),
    )
    .select(['s.id', 's.fact_id as factId', 's.url', 's.sha256', 's.added_by as addedBy', 's.kind'])
    .select(['p.url as seenUrl', 'p.seen_at as seenAt', 'e.id as evidenceId', 'e.title'])
    .select((eb) => eb.fn.coalesce('e.id', 'p.evidence_id').as('pieceId'))
    .where('s.fact_id', 'in', factIds)
    .where('s.removed_at', 'is', null)
    .orderBy('s.added_at')
    .orderBy('s.id')
    .execute()
  const exhibits = await exhibitsOf(
    db,
    rows.flatMap(({ pieceId }) => pieceId ?? []),
  )
  return rows.map(({ seenUrl, addedBy, pieceId, ...row }) => ({
    ...row,
    exhibits: exhibits
      .filter(({ evidenceId }) => evidenceId === pieceId)
      .map(({ evidenceId: _, ...no }) => no),
    url: seenUrl ?? row.url,
    title: row.title ?? '',
    seenAt: row.seenAt?.toISOString() ?? null,
    sha256: row.sha256?.toString('hex') ?? null,
    mine: addedBy === memberId,
  }))
}

/** The exhibit numbers (호증) pieces of evidence were given, in their order. */
async function exhibitsOf(db: Db, evidenceIds: readonly string[]) {
  if (evidenceIds.length === 0) return []
  return db
    .selectFrom('exhibit')
    .select(['evidence_id as evidenceId', 'series', 'no', 'sub'])
    .where('evidence_id', 'in', evidenceIds)
    .orderBy('series', 'desc')
    .orderBy('no')
    .orderBy('sub')
    .execute()
}

/** What an entry stated before and now, oldest first. */
export async function versionsOf(db: Db, factId: string): Promise<FactVersion[]> {
  const rows = await db
    .selectFrom('fact_version')
    .innerJoin('member', 'member.id', 'fact_version.made_by')
    .select(['fact_version.version', 'fact_version.why', 'fact_version.made_at as at'])
    .select(['member.nickname as by', sql<string>`fact_version.stated ->> 'body'`.as('body')])
    .where('fact_version.fact_id', '=', factId)
    .orderBy('fact_version.version')
    .execute()
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }))
}

/** What the staff decided of an entry, oldest first. */
export async function rulingsOf(db: Db, factId: string): Promise<FactRuling[]> {
  const rows = await db
    .selectFrom('fact_ruling')
    .innerJoin('member', 'member.id', 'fact_ruling.by_member')
    .select(['fact_ruling.ruling', 'fact_ruling.why', 'fact_ruling.at', 'member.nickname as by'])
    .where('fact_ruling.fact_id', '=', factId)
    .orderBy('fact_ruling.at')
    .orderBy('fact_ruling.id')
    .execute()
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }))
}

/** Rows by the entry they belong to. */
export function grouped<R extends { factId: string }>(rows: readonly R[]): Map<string, R[]> {
  const groups = new Map<string, R[]>()
  for (const row of rows) groups.set(row.factId, [...(groups.get(row.factId) ?? []), row])
  return groups
}
