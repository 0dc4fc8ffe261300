import { type RawBuilder, sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'

// What the application's own database role may do: all that it needs, and nothing that would let a hole in the
// application rewrite what was recorded. A table without a row here fails.

const KEEP = 'INSERT SELECT'
const CHANGE = 'INSERT SELECT UPDATE'
const ALL = 'DELETE INSERT SELECT UPDATE'

const granted: Record<string, string> = {
  account: ALL,
  appeal: CHANGE,
  blame: ALL,
  case: CHANGE,
  citation: ALL,
  evidence: ALL,
  evidence_claim: 'DELETE INSERT SELECT',
  evidence_damage: 'DELETE INSERT SELECT',
  evidence_file: 'DELETE INSERT SELECT',
  evidence_look: ALL,
  evidence_mask: 'DELETE INSERT SELECT',
  evidence_part: 'DELETE INSERT SELECT',
  evidence_share: 'DELETE INSERT SELECT',
  evidence_scan: 'DELETE INSERT SELECT',
  evidence_upload: 'DELETE INSERT SELECT',
  evidence_view: 'DELETE INSERT SELECT',
  exhibit: KEEP,
  exhibit_claimant: KEEP,
  exhibit_view: 'DELETE INSERT SELECT',
  fact: ALL,
  fact_difference: 'DELETE INSERT SELECT',
  fact_ruling: ALL,
  fact_source: ALL,
  fact_version: 'DELETE INSERT SELECT',
  case_cell: 'SELECT',
  case_cell_person: '',
  case_date: ALL,
  case_head: CHANGE,
  case_key: ALL,
  case_state: CHANGE,
  case_total: CHANGE,
  case_welcome: CHANGE,
  channel: CHANGE,
  channel_turn: ALL,
  claim: CHANGE,
  claim_apart: 'DELETE INSERT SELECT',
  claim_counted: '',
  claim_deficiency: CHANGE,
  claim_identity: 'DELETE INSERT SELECT',
  claim_index: ALL,
  claim_item: KEEP,
  claim_law: ALL,
  claim_merge: CHANGE,
  claim_respondent: 'DELETE INSERT SELECT',
  claim_step: CHANGE,
  claim_view: 'DELETE INSERT SELECT',
  claim_sheet: CHANGE,
  claim_sheet_match: ALL,
  claim_sheet_problem: 'DELETE INSERT SELECT',
  claim_unsent: ALL,
  claim_version: KEEP,
  settlement_line: 'DELETE INSERT SELECT',
  settlement_sheet: ALL,
  sheet_claim: ALL,
  sheet_person: ALL,
  contact: ALL,
  contact_version: KEEP,
  document: CHANGE,
  document_witness: ALL,
  event: CHANGE,
  export: CHANGE,
  other_room: CHANGE,
  filing: CHANGE,
  filing_assent: KEEP,
  filing_assent_ask: KEEP,
  filing_ballot: CHANGE,
  filing_candidate: CHANGE,
  filing_claim: KEEP,
  filing_election: CHANGE,
  filing_evidence: KEEP,
  filing_evidence_claim: KEEP,
  filing_consent: CHANGE,
  filing_grant: 'DELETE INSERT SELECT',
  filing_payout: KEEP,
  filing_release: KEEP,
  receiver: CHANGE,
  receiver_look: KEEP,
  filing_share: KEEP,
  filing_step: CHANGE,
  filing_step_claim: KEEP,
  filing_told: ALL,
  filing_version: KEEP,
  guide_advice: KEEP,
  guide_done: ALL,
  host_answer: CHANGE,
  invite: CHANGE,
  kakao_citation: 'DELETE INSERT SELECT',
  kakao_import: CHANGE,
  kakao_message: ALL,
  kakao_name: CHANGE,
  kakao_name_claim: 'DELETE INSERT SELECT',
  kakao_room: CHANGE,
  kakao_room_name: 'DELETE INSERT SELECT',
  kakao_skipped: 'DELETE INSERT SELECT',
  law_reminder: ALL,
  ledger: KEEP,
  // Only read: ledger_root has taken its place.
  ledger_checkpoint: 'SELECT',
  ledger_root: KEEP,
  ledger_signer: KEEP,
  member: CHANGE,
  message: CHANGE,
  message_file: ALL,
  message_reaction: ALL,
  page_capture: ALL,
  notice: CHANGE,
  notice_ack: KEEP,
  notice_version: KEEP,
  poll: CHANGE,
  poll_option: CHANGE,
  poll_vote: ALL,
  message_link: 'DELETE INSERT SELECT',
  case_union: CHANGE,
  claim_carried: KEEP,
  member_carried: KEEP,
  voice: CHANGE,
  voice_answer: KEEP,
  voice_statement: CHANGE,
  voice_statement_version: KEEP,
  moderation: KEEP,
  read_mark: ALL,
  report: CHANGE,
  respondent: ALL,
  notification: ALL,
  notify_channel: ALL,
  notify_member: ALL,
  notify_reach: CHANGE,
  push_device: ALL,
  server_secret: CHANGE,
  session: ALL,
}

let database: TestDatabase

beforeAll(async () => {
  database = await freshDatabase()
})

const asApp = (statement: RawBuilder<unknown>) => statement.execute(database.db)

test('the role has these rights and no others', async () => {
  const { rows } = await sql<{ name: string; rights: string }>`
    select t.tablename as name, coalesce(string_agg(g.privilege_type, ' ' order by g.privilege_type), '') as rights
    from pg_tables t
    left join information_schema.role_table_grants g
      on g.table_schema = t.schemaname and g.table_name = t.tablename and g.grantee in ('moa_app', 'PUBLIC')
    where t.schemaname = 'public'
    group by t.tablename`.execute(database.owner)
  const actual = rows.map(({ name, rights }) => [name, rights])
  expect(Object.fromEntries(actual)).toEqual(granted)
})

test('column rights add nothing', async () => {
  const { rows } = await sql`
    select attrelid::regclass, attname from pg_attribute where attacl is not null and attnum > 0
      and attrelid::regclass::text !~ '^(pg_|information_schema)'`.execute(database.owner)
  expect(rows).toEqual([])
})

describe('refused to the application', () => {
  const denied = /permission denied|must be owner|must be able to SET ROLE/

  test.each([
    ['emptying', sql`truncate ledger`],
    ['emptying with all that hangs on it', sql`truncate message cascade`],
    ['making a table', sql`create table public.mine (id int)`],
    ['making a schema', sql`create schema mine`],
    ['making a function', sql`create function public.mine() returns int language sql as 'select 1'`],
    ['dropping a table', sql`drop table ledger`],
    ['adding a column', sql`alter table ledger add column more text`],
    ['turning triggers off', sql`alter table ledger disable trigger all`],
    ['dropping a rule of a table', sql`alter table claim_version drop constraint claim_remaining_computed`],
    ['taking tables over', sql`alter table ledger owner to moa_app`],
    ['becoming more', sql`alter role moa_app superuser`],
    ['reading the queue', sql`select * from graphile_worker._private_jobs`],
    ['reading a file', sql`select pg_read_file('/etc/passwd')`],
    ['writing a file', sql`copy ledger to '/tmp/ledger'`],
    ['starting a program', sql`copy ledger to program 'cat'`],
    ['reading passwords of the database', sql`select rolpassword from pg_authid`],
  ])('%s', async (_, statement) => {
    await expect(asApp(statement)).rejects.toThrow(denied)
  })

  test('giving itself rights', async () => {
    // Only a warning to PostgreSQL, when nothing was given.
    await asApp(sql`grant update, truncate on ledger to moa_app`)
    await expect(asApp(sql`update ledger set seq = seq`)).rejects.toThrow(denied)
  })

  test('while its own work goes on', async () => {
    await asApp(sql`select count(*) from ledger`)
    await asApp(sql`select enqueue_job('session.sweep', '{}'::json, null, 1)`)
  })
})
