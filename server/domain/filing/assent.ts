import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { addDays, seoulDate } from '#app/shapes/civil-date.ts'
import type { AssentAskDraft, AssentText } from '#app/shapes/representatives.ts'
import { assentText, assentVersion } from '#app/text/ko/representatives.ts'
import type { Db, Tx } from '#db/client.ts'
import { record } from '../ledger.ts'
import { notFound, Refusal } from '../refusal.ts'
import { announce, inTransaction } from '../transaction.ts'
import type { Viewer } from '../viewer.ts'
import { ensureInIt, lockSeated, representativesNow } from './election.ts'
import { tellFiling } from './news.ts'
import type { FilingRef, FilingRow } from './row.ts'

// What representatives may do only with the written word of those who chose them: each person's answer is kept with the
// text it was given to.

/** Asks a filing may have: a mediation and a suit with every offer in them. */
const ASKS_MAX = 30
/** How far ahead answers may be due, in days. */
const DUE_MAX_DAYS = 92

/** SHA-256 of a text as it is shown. */
export function hashOf({ title, body }: AssentText): Buffer {
  return createHash('sha256').update(`${title}\n${body}`, 'utf8').digest()
}

/**
 * Asks everybody in a filing whether its representatives may do one thing, and tells them; officers only. The same `id`
 * again answers the first. `dueOn` is the last day (KST). Refuses `shared.not_found`, `shared.forbidden`,
 * `filing.no_representatives`, `filing.due_past`, `filing.due_far`, `filing.too_many_asks`.
 */
export async function askAssent(
  db: Db,
  viewer: Viewer,
  { draft, ...ref }: FilingRef & { draft: AssentAskDraft },
): Promise<{ askId: string }> {
  return inTransaction(db, async (tx) => {
    const { member, filing } = await lockSeated(tx, viewer, ref, 'filing.keep')
    if (await isAsked(tx, filing, draft.id)) return { askId: draft.id }
    if ((await representativesNow(tx, filing.id)).length === 0) {
      throw new Refusal('conflict', 'filing.no_representatives')
    }
    ensureDue(draft.dueOn)
    await ensureRoom(tx, filing.id)
    const { id, act, words, dueOn } = draft
    const text = assentText({ act, words, title: filing.title, recipient: filing.recipient })
    const sha256 = hashOf(text)
    const said = { act, ...text, due_on: dueOn, text_version: assentVersion, text_sha256: sha256 }
    await tx
      .insertInto('filing_assent_ask')
      .values({ id, filing_id: filing.id, asked_by: member.id, ...said })
      .execute()
    const data = { filingId: filing.id, askId: id, sha256: sha256.toString('hex') }
    await record(tx, filing.caseId, member.id, { kind: 'filing.assent_asked', data })
    await tellFiling(tx, filing, { kind: 'assent', about: id })
    announce(tx, { kind: 'case.changed', caseId: filing.caseId, what: ['filings'] })
    return { askId: id }
  })
}

/**
 * The viewer's answer to what was asked of those in the filing. Each is kept, the newest counts; the same again changes
 * nothing. Refuses `shared.not_found`, `filing.not_in_it`, `filing.assent_over` after its last day.
 */
export async function giveAssent(
  db: Db,
  viewer: Viewer,
  { askId, agrees, ...ref }: FilingRef & { askId: string; agrees: boolean },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { member, filing } = await lockSeated(tx, viewer, ref)
    await ensureInIt(tx, filing, member)
    const ask = await tx
      .selectFrom('filing_assent_ask')
      .select(['id', 'text_sha256 as sha256'])
      .select(sql<boolean>`due_on < (clock_timestamp() at time zone 'Asia/Seoul')::date`.as('isOver'))
      .where('filing_id', '=', filing.id)
      .where(sql<boolean>`id::text = ${askId}`)
      .executeTakeFirst()
    if (!ask) throw notFound()
    if (ask.isOver) throw new Refusal('conflict', 'filing.assent_over')
    const before = await tx
      .selectFrom('filing_assent')
      .select('agrees')
      .where('ask_id', '=', ask.id)
      .where('member_id', '=', member.id)
      .orderBy('at', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (before?.agrees === agrees) return
    await tx.insertInto('filing_assent').values({ ask_id: ask.id, member_id: member.id, agrees }).execute()
    const given = { agrees: agrees ? 1 : 0, sha256: ask.sha256.toString('hex') } as const
    const data = { filingId: filing.id, askId: ask.id, ...given }
    await record(tx, filing.caseId, member.id, { kind: 'filing.assent_given', data })
  })
}

async function isAsked(tx: Tx, filing: FilingRow, id: string): Promise<boolean> {
  const row = await tx
    .selectFrom('filing_assent_ask')
    .select('filing_id as filingId')
    .where('id', '=', id)
    .executeTakeFirst()
  if (row && row.filingId !== filing.id) throw notFound()
  return row !== undefined
}

function ensureDue(dueOn: string): void {
  const today = seoulDate(new Date())
  const code =
    dueOn < today ? 'filing.due_past' : dueOn > addDays(today, DUE_MAX_DAYS) ? 'filing.due_far' : null
  if (code) throw new Refusal('invalid', code, { fields: { dueOn: code } })
}

async function ensureRoom(tx: Tx, filingId: string): Promise<void> {
  const { count } = await tx
    .selectFrom('filing_assent_ask')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('filing_id', '=', filingId)
    .executeTakeFirstOrThrow()
  if (count >= ASKS_MAX) throw new Refusal('conflict', 'filing.too_many_asks')
}
