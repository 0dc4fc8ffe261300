import { randomBytes, randomUUID } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import type { ClaimIdentity } from '#app/shapes/claim-identity.ts'
import type { FieldKey } from '#app/shapes/filing.ts'
import type { Db } from '#db/client.ts'
import { caseKey } from '#server/domain/case-key.ts'
import { identityPlace } from '#server/domain/claim/keep.ts'
import { identityFields } from '#server/domain/filing/facts.ts'
import { seal, type Vault } from '#server/domain/vault.ts'
import type { TestCase } from '#tests/people.ts'

// Claims in great number, with items and sealed names, and a frozen filing they all are in; written straight into the
// tables.

/** Claims sealed and sent at a time. */
const SEALED_AT_ONCE = 2000

export type Frozen = { filingId: string; version: 1 }

/** `count` buyers' claims of one member, numbered from 1, and the frozen filing of a lawyer they are in. */
export async function frozenCrowd(
  { owner, db, vault }: { owner: Db; db: Db; vault: Vault },
  room: TestCase,
  count: number,
): Promise<Frozen> {
  await sql`alter table claim disable trigger claim_counts`.execute(owner)
  await claims(owner, room, count)
  await identities(owner, await caseKey(db, vault, room.caseId), room)
  const filingId = randomUUID()
  await freeze(owner, room, { filingId, count })
  await sql`alter table claim enable trigger claim_counts`.execute(owner)
  await sql`vacuum analyze`.execute(owner)
  return { filingId, version: 1 }
}

async function claims(owner: Db, { caseId, minji }: TestCase, count: number): Promise<void> {
  const zeros = Buffer.alloc(32)
  const consents = [randomBytes(8).toString('hex')]
  await sql`
    with made as (
      select gen_random_uuid() as id, n from generate_series(1, ${count}::integer) as n
    ), claim as (
      insert into claim (id, case_id, member_id, client_id, receipt_no, side, submitted_at)
      select id, ${caseId}::uuid, ${minji.memberId}::uuid, id, n, 'buyer', now() - make_interval(secs => n) from made
    ), version as (
      insert into claim_version (claim_id, version, client_id, kind, state, principal, refunded, remaining, payment_method,
        card_issuer, installment_months, order_number, ordered_on, paid_on, promised_on, notice_on, seller_name,
        payment_gateway, approval_number, tracking_number, relief, story, consent_version, consent_sha256, made_by)
      select id, 1, ${randomUUID()}::uuid, (array['refund', 'nondelivery', 'silent', 'defect'])[1 + n % 4], 'submitted',
        100000 + n % 900, n % 1000, 100000 + n % 900 - n % 1000,
        (array['card_installment', 'transfer', 'easy_pay'])[1 + n % 3], (array['국민카드', '삼성카드', '신한카드'])[1 + n % 3],
        case when n % 3 = 0 then 3 end, '0024-08-' || lpad(n::text, 9, '0'), date '2024-08-01' + n % 28,
        date '2024-08-01' + n % 28, date '2024-09-01' + n % 28, date '2024-08-16', '달빛 판매자 ' || n % 40, '이니시스',
        lpad((n % 100000000)::text, 8, '0'), '6300' || lpad(n::text, 8, '0'), 'refund',
        '8월에 주문했는데 아직 오지 않았고, 고객센터는 전화를 받지 않아요.', ${consents[0]}, ${zeros}::bytea,
        ${minji.memberId}::uuid
      from made
    )
    insert into claim_item (claim_id, version, no, name, quantity, amount)
    select id, 1, 1, '여름 이불 퀸 ' || n % 100, 1, 100000 + n % 900 from made`.execute(owner)
}

async function identities(owner: Db, key: Awaited<ReturnType<typeof caseKey>>, { caseId }: TestCase) {
  const { rows } = await sql<{ id: string; no: number }>`
    select id, receipt_no as no from claim where case_id = ${caseId} order by receipt_no`.execute(owner)
  for (let at = 0; at < rows.length; at += SEALED_AT_ONCE) {
    const some = rows.slice(at, at + SEALED_AT_ONCE)
    const sealed = some.map(({ id, no }) => seal(key, identityPlace(id, 1), whoIs(no)).toString('hex'))
    await sql`
      insert into claim_identity (claim_id, version, sealed, given)
      select id, 1, decode(sealed, 'hex'), '{address,account}'
      from unnest(${some.map(({ id }) => id)}::uuid[], ${sealed}::text[]) as t (id, sealed)`.execute(owner)
  }
}

function whoIs(no: number): ClaimIdentity {
  return {
    ...{ name: `구매자${no}`, phone: '01000001234', email: `buyer${no}@example.com` },
    ...{ address: `서울특별시 마포구 달빛로 ${no % 300}`, shopAccount: `moon${no}` },
    ...{ bank: '국민은행', accountNumber: String(10_000_000_000 + no), accountHolder: `구매자${no}` },
  }
}

async function freeze(
  owner: Db,
  { caseId, sora, minji }: TestCase,
  { filingId, count }: { filingId: string; count: number },
): Promise<void> {
  const [scope, zeros] = [[...identityFields], Buffer.alloc(32)]
  await sql`
    insert into filing (id, case_id, destination, side, title, recipient, words, opened_by, closes_at, state, version)
    values (${filingId}, ${caseId}, 'lawyer', 'buyer', '변호사에게', '법무법인 예시', '', ${sora.memberId}, now(), 'frozen', 1)`.execute(
    owner,
  )
  await sql`
    insert into filing_consent (filing_id, claim_id, claim_version, member_id, text_version, text_sha256, scope, said_yes)
    select ${filingId}::uuid, id, 1, ${minji.memberId}::uuid, '2026-11-22', ${zeros}::bytea, ${scope}::text[], '{}'
    from claim where case_id = ${caseId}`.execute(owner)
  await sql`
    insert into filing_version (filing_id, version, frozen_by, frozen_at, ledger_seq, people, claims, principal, refunded,
      remaining, sha256)
    select ${filingId}::uuid, 1, ${sora.memberId}::uuid, now(), 1, 1, ${count}, sum(principal), sum(refunded),
      sum(remaining), ${zeros}::bytea
    from claim_version join claim on claim.id = claim_id where case_id = ${caseId}`.execute(owner)
  await sql`
    insert into filing_claim (filing_id, version, no, claim_id, claim_version, consent_id, statement_sha256)
    select ${filingId}::uuid, 1, row_number() over (order by claim.receipt_no), claim.id, 1, c.id, ${zeros}::bytea
    from claim join filing_consent as c on c.claim_id = claim.id and c.filing_id = ${filingId}`.execute(owner)
}

/** Thirty columns, none of which says who somebody is. */
export const plainKeys: readonly FieldKey[] = [
  ...([
    'receiptNo',
    'kind',
    'orderNumber',
    'eventOn',
    'orderedOn',
    'paidOn',
    'payment',
    'cardIssuer',
  ] as const),
  ...(['installments', 'cycle', 'dueOn', 'items', 'story', 'principal', 'refunded', 'remaining'] as const),
  ...([
    'claimSort',
    'cause',
    'depositTo',
    'relief',
    'merchant',
    'tracking',
    'promisedOn',
    'noticeOn',
  ] as const),
  ...(['contract', 'period', 'kindEnglish', 'paymentEnglish', 'reliefEnglish', 'seller'] as const),
]

/** Thirty columns of which seven are unsealed. */
export const identityKeys: readonly FieldKey[] = [
  ...(['name', 'phone', 'email', 'address', 'shopAccount', 'account', 'businessNumber'] as const),
  ...plainKeys.slice(0, 23),
]

/** As many columns as our lists have, straight out of the tables they come from. */
export function copyOf({ filingId }: Frozen): RawBuilder<unknown> {
  return sql.raw(`
    select pin.no, claim.receipt_no, v.kind, v.order_number, coalesce(v.paid_on, v.ordered_on), v.ordered_on, v.paid_on,
      v.payment_method, v.card_issuer, v.installment_months, v.settlement_cycle, v.due_on, i.name, i.quantity, v.story,
      v.principal, v.refunded, v.remaining, v.approval_number, v.relief, v.payment_gateway, v.seller_name,
      v.tracking_number, v.promised_on, v.notice_on, v.answers, v.period_from, v.period_to, claim.submitted_at,
      v.version
    from filing_claim as pin join claim on claim.id = pin.claim_id
    join claim_version as v on v.claim_id = claim.id and v.version = pin.claim_version
    join claim_item as i on i.claim_id = claim.id and i.version = v.version and i.no = 1
    where pin.filing_id = '${filingId}' order by pin.no`)
}
