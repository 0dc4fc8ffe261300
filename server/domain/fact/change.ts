import { createHash, randomUUID } from 'node:crypto'
import type { Judgement, NameWay, Outcome } from '#app/shapes/fact.ts'
import { coverNames, personNames } from '#app/shapes/person-name.ts'
import type { Tx } from '#db/client.ts'
import type { Member } from '../access.ts'
import { canonicalJson, type LedgerEntry, record } from '../ledger.ts'
import { notFound, Refusal } from '../refusal.ts'
import { announce } from '../transaction.ts'
import { type FactColumns, refused, statedOf } from './row.ts'

// What every change of an entry writes, in the caller's transaction.

type Version = { factId: string; version: number; clientId: string | null; why: string }

/** Writes what a version states. */
export async function insertVersion(
  tx: Tx,
  member: Member,
  { factId, version, clientId, why }: Version,
  columns: FactColumns,
): Promise<void> {
  const row = { fact_id: factId, version, client_id: clientId ?? randomUUID(), why, made_by: member.id }
  await tx
    .insertInto('fact_version')
    .values({ ...row, stated: JSON.stringify(statedOf(columns)) })
    .execute()
}

/** Makes a version the current one and records it. A promise for another time is asked about anew. */
export async function restate(tx: Tx, member: Member, next: Version, columns: FactColumns): Promise<void> {
  const { factId, version } = next
  const stated = statedOf(columns)
  const settled = stated.kind === 'promise' ? {} : { outcome: null, outcome_at: null }
  await tx
    .updateTable('fact')
    .set({ ...onlyStated(columns), ...settled, version, asked_at: null })
    .where('id', '=', factId)
    .execute()
  await insertVersion(tx, member, next, columns)
  const sha256 = createHash('sha256').update(canonicalJson(stated)).digest('hex')
  await said(tx, member, { kind: 'fact.amended', data: { factId, version, sha256 } })
}

/** Of a whole row, the columns that say something. */
function onlyStated(row: FactColumns): FactColumns {
  const { body, kind, sign, as_of, happened_at, day_only, speaker_id, speaker, speaker_role } = row
  const { due_at, due_day_only } = row
  return {
    ...{ body, kind, sign, as_of, happened_at, day_only, speaker_id, speaker, speaker_role },
    ...{ due_at, due_day_only },
  }
}

/** Notes who decided what and why. */
export async function rule(
  tx: Tx,
  member: Member,
  factId: string,
  ruling: Judgement | Outcome | 'published' | 'unpublished',
  why: string,
): Promise<void> {
  await tx.insertInto('fact_ruling').values({ fact_id: factId, ruling, why, by_member: member.id }).execute()
}

export async function said(tx: Tx, member: Member, entry: LedgerEntry): Promise<void> {
  await record(tx, member.caseId, member.id, entry)
  announce(tx, { kind: 'case.changed', caseId: member.caseId, what: ['facts'] })
}

/**
 * What may stand in public: the same where it names nobody or the staff says that it does not, with the names covered
 * where it says so. Refuses `fact.names_in_public` while it says nothing.
 */
export function namesSettled<R extends Pick<FactColumns, 'body' | 'speaker' | 'speaker_role'>>(
  row: R,
  way: NameWay,
): R {
  const words = [row.body, row.speaker, row.speaker_role]
  if (way === 'keep' || words.every((each) => personNames(each).length === 0)) return row
  if (way === 'ask') throw refused('names', 'fact.names_in_public')
  const [body = '', speaker = '', speaker_role = ''] = words.map(coverNames)
  return { ...row, body, speaker, speaker_role }
}

/** Refuses to call something confirmed that rests on nothing anybody could look at. */
export async function ensureRests(tx: Tx, fact: { id: string; kind: string }): Promise<void> {
  const sources = await tx
    .selectFrom('fact_source')
    .select('kind')
    .where('fact_id', '=', fact.id)
    .where('removed_at', 'is', null)
    .execute()
  if (fact.kind === 'silence' && !sources.some(({ kind }) => kind !== 'url'))
    throw new Refusal('conflict', 'fact.silence_unproven')
  if (sources.length > 0) return
  const cited = await tx
    .selectFrom('citation')
    .select('id')
    .where('fact_id', '=', fact.id)
    .limit(1)
    .executeTakeFirst()
  if (!cited) throw new Refusal('conflict', 'fact.no_source')
}

/** Refuses unless the entry of that id is the member's own. */
export async function ownFact(tx: Tx, member: Member, factId: string): Promise<void> {
  const row = await tx.selectFrom('fact').select('made_by').where('id', '=', factId).executeTakeFirst()
  if (row?.made_by !== member.id) throw notFound()
}

/** Whether that version was stated already: a form sent twice. */
export async function isStated(tx: Tx, factId: string, clientId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('fact_version')
    .select('version')
    .where('fact_id', '=', factId)
    .where('client_id', '=', clientId)
    .executeTakeFirst()
  return row !== undefined
}

type Pair = { a_id: string; b_id: string; case_id: string; marked_by: string }

/** Whether two entries were not marked as different before. */
export async function insertPair(tx: Tx, pair: Pair): Promise<boolean> {
  const made = await tx
    .insertInto('fact_difference')
    .values(pair)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return made.numInsertedOrUpdatedRows === 1n
}

/** Whether they were. */
export async function deletePair(tx: Tx, a: string, b: string): Promise<boolean> {
  const gone = await tx
    .deleteFrom('fact_difference')
    .where('a_id', '=', a)
    .where('b_id', '=', b)
    .executeTakeFirst()
  return gone.numDeletedRows === 1n
}
