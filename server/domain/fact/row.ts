import type { FactEntry } from '#app/shapes/fact.ts'
import { Id } from '#app/shapes/id.ts'
import { instantOf } from '#app/shapes/kst-time.ts'
import { maskPersonalData } from '#app/shapes/personal-data.ts'
import type { Tx } from '#db/client.ts'
import { type Member, may } from '../access.ts'
import { notFound, Refusal } from '../refusal.ts'

/** Nothing but words and a time: an entry of no special kind. */
export const plainEntry = {
  asOf: false,
  kind: 'other',
  sign: null,
  speakerId: null,
  speaker: '',
  speakerRole: '',
  dueOn: null,
  dueTime: null,
} as const satisfies Partial<FactEntry>

/** An entry with at least its words and its time. */
export type GivenEntry = Pick<FactEntry, 'body' | 'happenedOn' | 'happenedTime'> & Partial<FactEntry>

/**
 * What an entry is in the database, its words covered like chat. Refuses `fact.in_future`, `fact.due_before`, and
 * `fact.speaker_unknown` for a respondent the staff does not keep.
 */
export async function columnsOf(tx: Tx, member: Member, given: GivenEntry) {
  const entry = { ...plainEntry, ...given }
  const happened = new Date(instantOf(entry.happenedOn, entry.happenedTime ?? '00:00'))
  if (happened.getTime() > Date.now()) throw refused('happenedOn', 'fact.in_future')
  const due = entry.dueOn === null ? null : new Date(instantOf(entry.dueOn, entry.dueTime ?? '00:00'))
  if (due && entry.dueTime !== null && due < happened) throw refused('dueTime', 'fact.due_before')
  if (entry.speakerId) await ensureKept(tx, member, entry.speakerId)
  return {
    body: maskPersonalData(entry.body).text,
    ...{ kind: entry.kind, sign: entry.sign, as_of: entry.asOf },
    ...{ happened_at: happened, day_only: entry.happenedTime === null },
    speaker_id: entry.speakerId,
    speaker: maskPersonalData(entry.speaker).text,
    speaker_role: maskPersonalData(entry.speakerRole).text,
    ...{ due_at: due, due_day_only: due !== null && entry.dueTime === null },
  }
}
export type FactColumns = Awaited<ReturnType<typeof columnsOf>>

/** What a version states, as it is kept: `happenedAt` and `dueAt` are ISO instants. */
export type FactStated = ReturnType<typeof statedOf>
export function statedOf(row: FactColumns) {
  return {
    ...{ body: row.body, kind: row.kind, sign: row.sign, asOf: row.as_of },
    ...{ happenedAt: row.happened_at.toISOString(), dayOnly: row.day_only },
    ...{ speakerId: row.speaker_id, speaker: row.speaker, speakerRole: row.speaker_role },
    ...{ dueAt: row.due_at?.toISOString() ?? null, dueDayOnly: row.due_day_only },
  }
}

/** An entry that stands in the member's case, locked. Refuses `shared.not_found`. */
export async function standingFact(tx: Tx, member: Member, factId: string) {
  if (!Id.safeParse(factId).success) throw notFound()
  const row = await tx
    .selectFrom('fact')
    .selectAll()
    .where('id', '=', factId)
    .where('case_id', '=', member.caseId)
    .where('removed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw notFound()
  return row
}

/** Who put it in, as long as nobody judged it, or the staff. Refuses `shared.forbidden`. */
export function ensureMayChange(member: Member, fact: { made_by: string; state: string }): void {
  const own = fact.made_by === member.id && fact.state === 'claimed'
  if (!own && !may(member, 'fact.judge')) throw new Refusal('forbidden', 'shared.forbidden')
}

export function refused(field: string, code: string): Refusal {
  return new Refusal('invalid', code, { fields: { [field]: code } })
}

async function ensureKept(tx: Tx, member: Member, respondentId: string): Promise<void> {
  const row = await tx
    .selectFrom('respondent')
    .select('id')
    .where('id', '=', respondentId)
    .where('case_id', '=', member.caseId)
    .where('state', '=', 'kept')
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  if (!row) throw refused('speakerId', 'fact.speaker_unknown')
}
