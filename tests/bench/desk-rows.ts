import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '#db/client.ts'
import { shopJamo, shopKey } from '#server/domain/case/shop-name.ts'
import { genesisHash } from '#server/domain/ledger.ts'
import type { TestCase } from '#tests/people.ts'

// Rows for `npm run bench -- desk`, straight into the tables: a case that is full of everything, and many cases.

export type Sizes = { facts: number; claims: number; members: number }

/** Cases written in one statement. */
const BATCH = 1000

/** Fills a case with members, their claims with totals and cells, and a public timeline. */
export async function fillCase(owner: Db, room: TestCase, { facts, claims, members }: Sizes): Promise<void> {
  await fillMembers(owner, room, members)
  await fillClaims(owner, room, claims)
  await sql`
    insert into fact (case_id, made_by, body, happened_at, day_only, state, decided_by, decided_at, kind, is_public)
    select ${room.caseId}::uuid, ${room.minji.memberId}::uuid,
      n || '번째 일: 쇼핑몰이 환불 신청을 받겠다고 공지했지만 접수 창구가 열리지 않았어요.',
      timestamptz '2024-08-16' + n * interval '1 hour', false, 'confirmed', ${room.sora.memberId}::uuid, now(),
      (array['notice', 'silence', 'agency', 'press', 'ours'])[1 + n % 5], true
    from generate_series(1, ${facts}::integer) as n`.execute(owner)
  await sql`vacuum analyze`.execute(owner)
}

async function fillMembers(owner: Db, { caseId }: TestCase, members: number): Promise<void> {
  await sql`
    with made as (select gen_random_uuid() as id, n from generate_series(1, ${members}::integer) as n),
      people as (insert into account (id) select id from made)
    insert into member (case_id, account_id, nickname, nickname_key, side, rules_version)
    select ${caseId}::uuid, id, '이웃' || n, '이웃' || n, case when n % 4 = 0 then 'seller' else 'buyer' end, '1'
    from made`.execute(owner)
  await sql`update case_head set members = (select count(*) from member where case_id = ${caseId}::uuid)
    where case_id = ${caseId}::uuid`.execute(owner)
}

async function fillClaims(owner: Db, { caseId }: TestCase, claims: number): Promise<void> {
  await sql`alter table claim disable trigger claim_counts`.execute(owner)
  await sql`
    with people as (
      select id, side, row_number() over (order by id) - 1 as no
      from member where case_id = ${caseId}::uuid and side in ('buyer', 'seller')
    ), made as materialized (
      select gen_random_uuid() as id, people.id as member_id, side, n
      from generate_series(1, ${claims}::integer) as n join people on people.no = n % (select count(*) from people)
    ), claim as (
      insert into claim (id, case_id, member_id, client_id, receipt_no, side, submitted_at)
      select id, ${caseId}::uuid, member_id, id, n, side, now() - make_interval(days => n % 60) from made
    )
    insert into claim_version (claim_id, version, client_id, kind, state, principal, refunded, remaining,
      payment_method, card_issuer, consent_version, consent_sha256, made_by)
    select id, 1, ${randomUUID()}::uuid,
      case side when 'seller' then 'settlement' else (array['refund', 'nondelivery', 'silent', 'defect'])[1 + n % 4] end,
      'submitted', 100000 + n, 0, 100000 + n,
      case side when 'buyer' then (array['card_once', 'transfer', 'easy_pay'])[1 + n % 3] end,
      case side when 'buyer' then (array['국민', '삼성', '신한'])[1 + n % 3] else '' end,
      '2026-11-22', decode(repeat('00', 32), 'hex'), member_id
    from made`.execute(owner)
  await sql`select recount_cells(${caseId}::uuid)`.execute(owner)
  await sql`alter table claim enable trigger claim_counts`.execute(owner)
  await sql`
    update case_total as t set claimants = c.claimants, claims = c.claims, remaining = c.remaining
    from (
      select side, count(distinct member_id) as claimants, count(*) as claims, sum(remaining) as remaining
      from claim join claim_version as v on v.claim_id = claim.id where case_id = ${caseId}::uuid group by side
    ) as c where t.case_id = ${caseId}::uuid and t.side = c.side`.execute(owner)
}

const FIRST = '가나다라마바사아자차카타파하고노도로모보소오조초코토포호구누두루무부수우주추쿠투푸후'
const SECOND = '람결빛솔숲별달강들꽃길집샘터봄담밭섬뜰돌'
const LAST = ['마켓', '가구', '상점', '몰', '스토어', '상회', '리빙', '샵', '가전', '옷장']

/** So many cases of invented shops and operators, each name once, of growing size. */
export async function fillCases(owner: Db, count: number): Promise<void> {
  for (let from = 0; from < count; from += BATCH) {
    const rows = Array.from({ length: Math.min(BATCH, count - from) }, (_, at) => caseRow(from + at))
    await owner.insertInto('case').values(rows).execute()
    await owner
      .insertInto('case_head')
      .values(rows.map(({ id }, at) => ({ case_id: id, ledger_hash: genesisHash(id), members: from + at })))
      .execute()
  }
  await sql`vacuum analyze`.execute(owner)
}

/** The name of the nth shop. */
export function shopNamed(n: number): string {
  const pick = <T>(from: readonly T[], at: number) => from[at % from.length] ?? ''
  const [first, second] = [[...FIRST], [...SECOND]]
  const middle = pick(first, Math.floor(n / (first.length * second.length)) * 7 + n * 3)
  return `${pick(first, n)}${pick(second, Math.floor(n / first.length))}${middle}${pick(LAST, n * 7 + (n >> 5))}`
}

/** The name of its operator. */
export function operatorNamed(n: number): string {
  return `주식회사 ${shopNamed(n * 31 + 11).slice(0, 3)}커머스`
}

/** Its business number, with the right check digit. */
export function numberNamed(n: number): string {
  const digits = [...String(100_000_000 + n * 37)].map(Number)
  const weights = [1, 3, 7, 1, 3, 7, 1, 3, 5]
  const sum = digits.reduce((so, digit, at) => so + digit * (weights[at] ?? 0), 0)
  const last = (10 - ((sum + Math.floor(((digits[8] ?? 0) * 5) / 10)) % 10)) % 10
  return `${digits.join('')}${last}`
}

function caseRow(n: number) {
  const shop = shopNamed(n)
  const key = shopKey(shop)
  return {
    ...{ id: randomUUID(), slug: `bench${String(n).padStart(5, '0')}`, shop_name: shop, shop_key: key },
    ...{ shop_jamo: shopJamo(key), operator_name: operatorNamed(n), business_number: numberNamed(n) },
    ...{ troubles: [n % 3 === 0 ? ('missing' as const) : ('closed' as const)] },
    admits: ['buyer' as const, 'seller' as const],
  }
}
