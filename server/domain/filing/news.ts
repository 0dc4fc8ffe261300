import { sql } from 'kysely'
import { addDays, seoulDate } from '#app/shapes/civil-date.ts'
import type { DestinationName } from '#app/shapes/filing.ts'
import { filingNews } from '#app/text/ko/filing-progress.ts'
import type { Db, Tx } from '#db/client.ts'
import { enqueue } from '#server/jobs/queue.ts'
import { type Device, deliver, tagOf } from '../notify/deliver.ts'
import { isQuietAt, type QuietRow, quietOf } from '../notify/quiet.ts'
import type { PushDeps } from '../push.ts'
import { announce, inTransaction } from '../transaction.ts'
import type { Viewer } from '../viewer.ts'
import { destinations } from './destination.ts'
import { missingOf } from './facts.ts'

// What people in a filing are told of it: news as they are written down, and reminders before it closes. Each is a row,
// so that nothing is told twice; the pushes follow from the rows.

export const newsKinds = ['progress', 'payout', 'missing', 'closing', 'carry_on', 'vote', 'assent'] as const
export type NewsKind = (typeof newsKinds)[number]

/** Days before a filing closes on which one is reminded. */
const DAYS_LEFT = [1, 3] as const
/** How long news may wait for the end of somebody's quiet hours, in hours; later, the page has them. */
const PUSH_HOURS = 24
/** Rows of the list, and browsers pushed to in one transaction. */
const LIST_MAX = 30
const PAGE = 200

type Of = { id: string; caseId: string }

/**
 * Tells those whose claims a frozen version has, once for each `about`: all of them of progress, those with a part of it
 * of a payout. Without a version, those who are in the filing now.
 */
export async function tellFiling(
  tx: Tx,
  { id, caseId }: Of,
  { kind, about, version }: { kind: NewsKind; about: string; version?: number },
): Promise<void> {
  const whose =
    version === undefined
      ? sql`select member_id from filing_consent where filing_id = ${id}::uuid and revoked_at is null`
      : sql`select claim.member_id from filing_claim as pin join claim on claim.id = pin.claim_id
          where pin.filing_id = ${id}::uuid and pin.version = ${version} and (${kind} <> 'payout' or exists (
            select from filing_share as s where s.payout_id::text = ${about} and s.no = pin.no))`
  await tell(
    tx,
    { id, caseId },
    sql`select distinct member.id, ${kind}::text, ${about}::text from member
    where member.left_at is null and member.id in (${whose})`,
  )
}

/** Tells those whose claims the newest version of an earlier filing has that they may carry them on into this one. */
export async function tellCarryOn(
  tx: Tx,
  filing: Of,
  before: { id: string; version: number },
): Promise<void> {
  await tell(
    tx,
    filing,
    sql`select distinct member.id, 'carry_on', ${filing.id}::text from filing_claim as pin
    join claim on claim.id = pin.claim_id and claim.state = 'submitted'
    join member on member.id = claim.member_id and member.left_at is null
    where pin.filing_id = ${before.id}::uuid and pin.version = ${before.version}`,
  )
}

/** Writes down who is told of what (`member_id, kind, about`), tells their pages, and asks for the pushes. */
async function tell(tx: Tx, { id, caseId }: Of, rows: ReturnType<typeof sql>): Promise<number> {
  const { rows: told } = await sql<{ memberId: string }>`
    insert into filing_told (filing_id, member_id, kind, about)
    select ${id}::uuid, told.* from (${rows}) as told (member_id, kind, about)
    on conflict do nothing returning member_id as "memberId"`.execute(tx)
  for (const { memberId } of told) {
    announce(tx, { kind: 'member.told', caseId, memberId, what: ['notifications'] })
  }
  if (told.length > 0) await enqueue(tx, 'filing.push', { filingId: id }, `filing.push:${id}`)
  return told.length
}

/**
 * Reminds three days and one day before a filing closes: those whose claim lacks something it needs, and those who could
 * still join. Asks again for pushes that waited for the end of quiet hours. Returns how many were told.
 */
export async function remindFilings(db: Db, { now = new Date() }: { now?: Date } = {}): Promise<number> {
  const today = seoulDate(now)
  const closing = await db
    .selectFrom('filing')
    .select(['id', 'case_id as caseId', 'destination', 'side', 'closes_at as closesAt'])
    .where('state', '=', 'open')
    .where('closes_at', '>', now)
    .where('closes_at', '<', new Date(`${addDays(today, Math.max(...DAYS_LEFT) + 1)}T00:00:00+09:00`))
    .execute()
  let count = 0
  for (const filing of closing) {
    const left = DAYS_LEFT.find((days) => seoulDate(filing.closesAt) <= addDays(today, days))
    if (left === undefined) continue
    const about = `${seoulDate(filing.closesAt)}|${left}`
    count += await inTransaction(db, (tx) => remind(tx, filing, about))
  }
  for (const filingId of await waiting(db, now)) {
    await inTransaction(db, (tx) => enqueue(tx, 'filing.push', { filingId }, `filing.push:${filingId}`))
  }
  return count
}

async function remind(
  tx: Tx,
  filing: Of & { destination: DestinationName; side: string },
  about: string,
): Promise<number> {
  const missing = missingOf(destinations[filing.destination].required)
  return tell(
    tx,
    filing,
    sql`select distinct claim.member_id, case when c.id is null then 'closing' else 'missing' end, ${about}::text
      from claim join member on member.id = claim.member_id and member.left_at is null
      join claim_version as v on v.claim_id = claim.id and v.version = claim.version
      left join filing_consent as c
        on c.claim_id = claim.id and c.filing_id = ${filing.id}::uuid and c.revoked_at is null
      where claim.case_id = ${filing.caseId}::uuid and claim.side = ${filing.side} and claim.state = 'submitted'
        and (case when c.id is null
          then not exists (select from filing_consent as before
            where before.filing_id = ${filing.id}::uuid and before.member_id = claim.member_id)
          else cardinality(${missing}) > 0 end)`,
  )
}

async function waiting(db: Db, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select distinct filing_id as id from filing_told
    where pushed_at is null and at > ${now}::timestamptz - make_interval(hours => ${PUSH_HOURS})`.execute(db)
  return rows.map(({ id }) => id)
}

type Waiting = Device &
  QuietRow & { toldId: string; memberId: string; kind: NewsKind; slug: string; shopName: string }

/** Pushes what people in a filing were told and not pushed yet, without a word of it; who is in quiet hours waits. */
export async function pushFilingNews(
  db: Db,
  { filingId }: { filingId: string },
  { push, now = new Date() }: PushDeps,
): Promise<void> {
  for (let after: string | null = null; ; ) {
    const rows: Waiting[] = await inTransaction(db, (tx) => take(tx, { filingId, after }, now))
    const parcels = rows.flatMap((row) => {
      if (isQuietAt(quietOf(row), now)) return []
      const url = `/c/${row.slug}/filings/${filingId}/progress`
      const words = { title: row.shopName, body: filingNews.push[row.kind] }
      return [{ device: row, parcel: { ...words, url, tag: tagOf(row.memberId, filingId), count: 1 } }]
    })
    if (parcels.length > 0) await deliver(db, push, parcels, 'normal')
    const last = rows.at(-1)
    if (!last || rows.length < PAGE) return
    after = last.toldId
  }
}

/** Takes what is to be pushed now, so that no other run pushes it again; rows of quiet people are only looked at. */
async function take(
  tx: Tx,
  { filingId, after }: { filingId: string; after: string | null },
  now: Date,
): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    select told.id as "toldId", told.kind, member.id as "memberId", "case".slug, "case".shop_name as "shopName",
      device.id, device.endpoint, device.p256dh, device.auth, device.failures,
      wishes.member_id is not null as known, wishes.quiet_from as "quietFrom", wishes.quiet_to as "quietTo"
    from filing_told as told join member on member.id = told.member_id and member.left_at is null
    join "case" on "case".id = member.case_id
    join push_device as device on device.member_id = member.id
    left join notify_member as wishes on wishes.member_id = member.id
    where told.filing_id = ${filingId}::uuid and told.pushed_at is null
      and told.at > ${now}::timestamptz - make_interval(hours => ${PUSH_HOURS})
      and (${after}::uuid is null or told.id > ${after}::uuid)
    order by told.id limit ${PAGE} for update of told skip locked`.execute(tx)
  const awake = rows.filter((row) => !isQuietAt(quietOf(row), now))
  if (awake.length > 0) {
    await tx
      .updateTable('filing_told')
      .set({ pushed_at: now })
      .where('id', 'in', [...new Set(awake.map(({ toldId }) => toldId))])
      .execute()
  }
  return rows
}

/** One thing the viewer was told of a filing. `at` is an ISO instant. */
export type NewsView = {
  id: string
  kind: NewsKind
  title: string
  shopName: string
  to: string
  at: string
  unread: boolean
}

/** What the viewer was told of filings, newest first, in all their rooms. Empty for nobody. */
export async function filingNewsOf(db: Db, viewer: Viewer): Promise<NewsView[]> {
  if (!viewer.accountId) return []
  const { rows } = await sql<Omit<NewsView, 'at' | 'to'> & { at: Date; slug: string; filingId: string }>`
    select told.id, told.kind, told.at, filing.title, filing.id as "filingId", "case".slug, "case".shop_name as "shopName",
      told.at > coalesce(wishes.seen_at, '-infinity') as unread
    from filing_told as told join filing on filing.id = told.filing_id
    join member on member.id = told.member_id and member.left_at is null
    join "case" on "case".id = member.case_id
    left join notify_member as wishes on wishes.member_id = member.id
    where member.account_id = ${viewer.accountId}::uuid
    order by told.at desc, told.id limit ${LIST_MAX}`.execute(db)
  return rows.map(({ slug, filingId, at, ...row }) => {
    const to = `/c/${slug}/filings/${filingId}${pageOf[row.kind] ?? ''}`
    return { ...row, to, at: at.toISOString() }
  })
}

/** Where below the filing its news stand. */
const pageOf: Partial<Record<NewsKind, string>> = {
  ...{ progress: '/progress', payout: '/progress' },
  ...{ vote: '/representatives', assent: '/representatives' },
}

/** How much of it was not seen yet. */
export async function filingNewsUnseen(db: Db, viewer: Viewer): Promise<number> {
  if (!viewer.accountId) return 0
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from filing_told as told
    join member on member.id = told.member_id and member.left_at is null
    left join notify_member as wishes on wishes.member_id = member.id
    where member.account_id = ${viewer.accountId}::uuid and told.at > coalesce(wishes.seen_at, '-infinity')`.execute(
    db,
  )
  return rows[0]?.count ?? 0
}
