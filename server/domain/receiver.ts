import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { ReceiverDraft, ReceiverState, ReceiverView } from '#app/shapes/receiver.ts'
import type { Db, Tx } from '#db/client.ts'
import { may, memberIn, memberWho } from './access.ts'
import { checkPassword } from './account.ts'
import { needsRelease } from './filing/read.ts'
import { type FilingRef, type FilingRow, filingOf } from './filing/row.ts'
import { record } from './ledger.ts'
import { notFound, Refusal } from './refusal.ts'
import { announce, inTransaction } from './transaction.ts'
import type { Viewer } from './viewer.ts'

export { openReceived, received } from './receiver/received.ts'

// Somebody outside the room who may read one frozen version for a time, by a secret that is shown once. Officers let
// them in and end it; everybody in the case sees who it is and what they opened.

/** Receivers a filing may have, with those that ended: more is a list on the loose. */
const RECEIVERS_MAX = 50
/** Bytes of a secret: 256 random bits, so that no guess is worth its limit. */
const SECRET_BYTES = 32
/** The newest openings shown of each. */
const LOOKS_SHOWN = 20

/** The ref of one receiver of a filing. */
export type ReceiverRef = FilingRef & { receiverId: string }

/**
 * Lets somebody in to a frozen version; officers only. The secret is in this answer and nowhere else. With names in it, or
 * of more than 50 people, it opens only once another officer agreed to it. `allow` as with `requestExport`. Refuses
 * `shared.not_found`, `shared.forbidden`, `account.wrong_password`, `account.needed`, `filing.release_needed`,
 * `receiver.made_before` (the same form again: its secret is not kept), `receiver.too_many`.
 */
export async function openReceiver(
  db: Db,
  viewer: Viewer,
  { slug, filingId, draft }: FilingRef & { draft: ReceiverDraft },
  { allow }: { allow?: () => Promise<void> } = {},
): Promise<{ receiverId: string; secret: string; waits: boolean }> {
  const { id, version, name, office, reason, days, masked, password } = draft
  await filingOf(db, await memberWho(db, viewer, { slug }, 'filing.keep'), filingId)
  await checkPassword(db, viewer, password)
  await allow?.()
  const secret = randomBytes(SECRET_BYTES).toString('base64url')
  const waits = await inTransaction(db, async (tx) => {
    const member = await memberWho(tx, viewer, { slug }, 'filing.keep')
    const filing = await filingOf(tx, member, filingId)
    const needsSecond = await ensureReleased(tx, filing, { version, masked })
    await ensureRoom(tx, filing.id)
    const made = await tx
      .insertInto('receiver')
      .values({
        ...{ id, case_id: filing.caseId, filing_id: filing.id, version, name, office, reason, masked },
        ...{ needs_second: needsSecond, secret_sha256: secretHash(secret), made_by: member.id },
        expires_at: sql<Date>`now() + make_interval(days => ${days})`,
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .executeTakeFirst()
    if (made.numInsertedOrUpdatedRows === 0n) throw new Refusal('conflict', 'receiver.made_before')
    const data = { receiverId: id, filingId: filing.id, version, days }
    await record(tx, filing.caseId, member.id, { kind: 'receiver.opened', data })
    announce(tx, { kind: 'case.changed', caseId: filing.caseId, what: ['filings'] })
    return needsSecond
  })
  return { receiverId: id, secret, waits }
}

/** What is kept of a secret. */
export function secretHash(secret: string): Buffer {
  return createHash('sha256').update(secret, 'utf8').digest()
}

/** Whether a second officer must agree; refuses when the version itself has not been released. */
async function ensureReleased(
  tx: Tx,
  filing: FilingRow,
  { version, masked }: { version: number; masked: boolean },
): Promise<boolean> {
  const row = await tx
    .selectFrom('filing_version as f')
    .leftJoin('filing_release as r', (join) =>
      join.onRef('r.filing_id', '=', 'f.filing_id').onRef('r.version', '=', 'f.version'),
    )
    .select(['f.people', 'r.at'])
    .where('f.filing_id', '=', filing.id)
    .where('f.version', '=', version)
    .executeTakeFirst()
  if (!row) throw notFound()
  const needed = needsRelease(filing, row, masked)
  if (needed && !row.at) throw new Refusal('conflict', 'filing.release_needed')
  return needed
}

async function ensureRoom(tx: Tx, filingId: string): Promise<void> {
  const { count } = await tx
    .selectFrom('receiver')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('filing_id', '=', filingId)
    .executeTakeFirstOrThrow()
  if (count >= RECEIVERS_MAX) throw new Refusal('conflict', 'receiver.too_many')
}

/**
 * The second officer's yes to a receiver. Refuses `shared.not_found`, `shared.forbidden`, `filing.second_officer_needed` to
 * who made it. Agreed to already, or ended, it stays as it is.
 */
export async function agreeToReceiver(db: Db, viewer: Viewer, ref: ReceiverRef): Promise<void> {
  await change(db, viewer, ref, async (tx, member, { madeBy }) => {
    if (madeBy === member.id) throw new Refusal('conflict', 'filing.second_officer_needed')
    const agreed = await tx
      .updateTable('receiver')
      .set({ agreed_by: member.id, agreed_at: sql<Date>`now()` })
      .where('id', '=', ref.receiverId)
      .where('agreed_at', 'is', null)
      .where('ended_at', 'is', null)
      .executeTakeFirst()
    return agreed.numUpdatedRows > 0n ? 'receiver.agreed' : null
  })
}

/** Ends what a receiver may read, at once; officers only. Refuses `shared.not_found`, `shared.forbidden`. */
export async function endReceiver(db: Db, viewer: Viewer, ref: ReceiverRef): Promise<void> {
  await change(db, viewer, ref, async (tx, member) => {
    const ended = await tx
      .updateTable('receiver')
      .set({ ended_by: member.id, ended_at: sql<Date>`now()` })
      .where('id', '=', ref.receiverId)
      .where('ended_at', 'is', null)
      .executeTakeFirst()
    return ended.numUpdatedRows > 0n ? 'receiver.ended' : null
  })
}

type Changed = 'receiver.agreed' | 'receiver.ended'

async function change(
  db: Db,
  viewer: Viewer,
  { slug, filingId, receiverId }: ReceiverRef,
  work: (tx: Tx, member: { id: string }, of: { madeBy: string }) => Promise<Changed | null>,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const member = await memberWho(tx, viewer, { slug }, 'filing.keep')
    const filing = await filingOf(tx, member, filingId)
    const row = await tx
      .selectFrom('receiver')
      .select(['made_by as madeBy', 'version'])
      .where('id', '=', receiverId)
      .where('filing_id', '=', filing.id)
      .forUpdate()
      .executeTakeFirst()
    if (!row) throw notFound()
    const kind = await work(tx, member, row)
    if (!kind) return
    const data = { receiverId, filingId: filing.id, version: row.version }
    await record(tx, filing.caseId, member.id, { kind, data })
    announce(tx, { kind: 'case.changed', caseId: filing.caseId, what: ['filings'] })
  })
}

type Row = Omit<ReceiverView, 'madeAt' | 'expiresAt' | 'looks' | 'mayAgree'> & {
  madeAt: Date
  expiresAt: Date
  madeById: string
  looks: ReceiverView['looks'] | null
}

/** Who was let in to a filing, the newest first, and what each opened. Refuses `shared.not_found`. */
export async function receiversOf(
  db: Db,
  viewer: Viewer,
  { slug, filingId }: FilingRef,
): Promise<{ title: string; versions: number[]; receivers: ReceiverView[]; mayKeep: boolean }> {
  const member = await memberIn(db, viewer, { slug }, 'filings')
  const filing = await filingOf(db, member, filingId)
  const mayKeep = may(member, 'filing.keep')
  const { rows } = await sql<Row>`
    select r.id, r.version, r.name, r.office, r.reason, r.masked, maker.nickname as by, r.made_at as "madeAt",
      r.made_by as "madeById", r.expires_at as "expiresAt", second.nickname as "agreedBy", ${stateOf} as state,
      (select count(*)::int from receiver_look as look where look.receiver_id = r.id) as "lookCount",
      (select json_agg(json_build_object('what', look.what, 'at', look.at) order by look.at desc) from (
        select what, at from receiver_look where receiver_id = r.id order by at desc limit ${LOOKS_SHOWN}
      ) as look) as looks
    from receiver as r join member as maker on maker.id = r.made_by
    left join member as second on second.id = r.agreed_by
    where r.filing_id = ${filing.id}::uuid order by r.made_at desc, r.id`.execute(db)
  const receivers = rows.map(({ madeById, madeAt, expiresAt, looks, ...row }) => ({
    ...row,
    madeAt: madeAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    looks: (looks ?? []).map(({ what, at }) => ({ what, at: new Date(at).toISOString() })),
    mayAgree: mayKeep && row.state === 'waiting' && madeById !== member.id,
  }))
  const versions = Array.from({ length: filing.version }, (_, at) => filing.version - at)
  return { title: filing.title, versions, receivers, mayKeep }
}

/** In SQL over `receiver as r` and `member as maker`: who answers for it no more has ended it. */
const stateOf = sql<ReceiverState>`
  case when r.ended_at is not null or maker.left_at is not null or maker.role = 'member' then 'ended'
    when r.expires_at <= now() then 'past'
    when r.needs_second and r.agreed_at is null then 'waiting'
    else 'open' end`
