import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { buyerKinds } from '#app/shapes/claim-kinds.ts'
import { APP_ROLE, openDatabase, type Tx } from '#db/client.ts'
import { lockCase } from '#server/domain/claim/keep.ts'
import { amendClaim, submitClaim, withdrawClaim } from '#server/domain/claim.ts'
import { caseCells, publicCells, recountCells, shownOf } from '#server/domain/total/cells.ts'
import { inTransaction } from '#server/domain/transaction.ts'
import { openVault } from '#server/domain/vault.ts'
import { nobody, type Viewer } from '#server/domain/viewer.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { bareCase, buyerDraft, memberOf, sellerDraft } from './claims.ts'

const vault = openVault(randomBytes(32))
let database: TestDatabase
let caseId: string
let slug: string

beforeAll(async () => {
  database = await freshDatabase()
})
beforeEach(async () => {
  ;({ caseId, slug } = await bareCase(database.db, vault))
})

const filed = (viewer: Viewer, draft = buyerDraft()) =>
  submitClaim(database.db, viewer, { slug, draft }, { vault })
const cells = async (viewer: Viewer) => (await caseCells(database.db, viewer, { slug })).buyer

describe('the cells of a case', () => {
  test('count people, claims and won by each thing, and follow every change', async () => {
    const one = await memberOf(database.db, caseId, 'buyer')
    const two = await memberOf(database.db, caseId, 'buyer')
    const { claimId } = await filed(one)
    await filed(one, buyerDraft({ cardIssuer: '국민 카드' }))
    await filed(
      two,
      buyerDraft({ kind: 'nondelivery', paymentMethod: 'transfer', cardIssuer: '', installmentMonths: null }),
    )
    expect(await cells(one)).toMatchObject({
      kind: [
        { value: 'refund', people: 1, claims: 2, remaining: 200_000 },
        { value: 'nondelivery', people: 1, claims: 1, remaining: 100_000 },
      ],
      method: [
        { value: 'card_installment', claims: 2 },
        { value: 'transfer', claims: 1 },
      ],
      issuer: [{ value: '국민', people: 1, claims: 2 }],
      stage: [{ value: 'submitted', people: 2, claims: 3 }],
      day: [{ people: 2, claims: 3, remaining: 300_000 }],
      respondent: [],
    })
    const draft = buyerDraft({ kind: 'silent', refunded: 0 })
    await amendClaim(database.db, one, { claimId, version: 1, draft }, { vault })
    await withdrawClaim(database.db, two, { claimId: (await claimsOf(two))[0] ?? '', why: '' })
    expect(await cells(one)).toMatchObject({
      kind: [
        { value: 'refund', claims: 1 },
        { value: 'silent', people: 1, claims: 1, remaining: 129_000 * 1 },
      ],
      method: [{ value: 'card_installment', people: 1, claims: 2 }],
      stage: [
        { value: 'submitted', claims: 2 },
        { value: 'withdrawn', people: 1, claims: 1, remaining: 0 },
      ],
    })
    await expect(caseCells(database.db, nobody, { slug })).rejects.toMatchObject({ kind: 'notFound' })
  })

  test('keep nothing of a card company once nobody names it', async () => {
    const viewer = await memberOf(database.db, caseId, 'buyer')
    const { claimId } = await filed(viewer, buyerDraft({ cardIssuer: '나만의카드' }))
    await withdrawClaim(database.db, viewer, { claimId, why: '' })
    const { rows } = await sql`
      select cell from case_cell where cell like '%나만의%' union all
      select cell from case_cell_person where cell like '%나만의%' union all
      select cell from claim_counted, unnest(cells) as cell where cell like '%나만의%'`.execute(
      database.owner,
    )
    expect(rows).toEqual([])
  })

  test('are put right by a recount, which finds nothing otherwise', async () => {
    const viewer = await memberOf(database.db, caseId, 'buyer')
    await filed(viewer)
    expect(await recountCells(database.db)).toEqual([])
    await sql`update case_cell set claims = 7 where case_id = ${caseId} and cell = 'kind:refund'`.execute(
      database.owner,
    )
    expect(await recountCells(database.db)).toEqual([caseId])
    expect(await recountCells(database.db)).toEqual([])
    expect((await cells(viewer)).kind).toMatchObject([{ claims: 1 }])
  })

  test('are those of a recount after many changes by eight at once, with lines cut in the middle', async () => {
    const writers = await Promise.all(Array.from({ length: 8 }, () => memberOf(database.db, caseId, 'both')))
    const respondents = await Promise.all(writers.slice(0, 2).map(({ memberId }) => respondent(memberId)))
    let done = 0
    const working = writers.map(async (viewer) => {
      for (let n = 0; n < 20; n += 1) {
        try {
          await change(viewer, respondents)
          done += 1
        } catch (error) {
          if (!isCut(error)) throw error
        }
        // Every cut hits whoever is at work: the changes of all the others, too.
        if (n % 8 === 7 && viewer === writers[0]) await cutLines()
      }
    })
    await Promise.all(working)
    expect(done).toBeGreaterThan(60)
    // By lines of its own: the pool may not have noticed yet which of its idle ones were cut.
    const whole = openDatabase(database.url, { role: APP_ROLE })
    expect(await recountCells(whole)).toEqual([])
    const { rows } = await sql<{ cells: number; claims: number }>`
      select (select sum(claims) from case_cell where case_id = ${caseId} and cell like 'stage:%')::integer as cells,
        (select count(*) from claim where case_id = ${caseId})::integer as claims`.execute(whole)
    await whole.destroy()
    expect(rows[0]?.cells).toBe(rows[0]?.claims)
    expect(rows[0]?.claims).toBeGreaterThan(30)
  })
})

describe('in public', () => {
  const cell = (value: string, people: number) => ({
    value,
    label: value,
    people,
    claims: people,
    remaining: 1,
  })

  test('a cell of fewer than five is hidden, and another with it, so that nothing is told by what is left', () => {
    expect(shownOf([cell('a', 9), cell('b', 7), cell('c', 4)])).toEqual({
      cells: [cell('a', 9)],
      hides: true,
    })
    expect(shownOf([cell('a', 9), cell('b', 5)])).toEqual({
      cells: [cell('a', 9), cell('b', 5)],
      hides: false,
    })
    expect(shownOf([cell('a', 4), cell('b', 1)])).toEqual({ cells: [], hides: true })
    for (let n = 0; n < 200; n += 1) {
      const all = Array.from({ length: randomInt(1, 9) }, (_, at) => cell(String(at), randomInt(1, 12)))
      const { cells: shown, hides } = shownOf(all)
      const left = all.filter((each) => !shown.includes(each))
      expect(shown.every(({ people }) => people >= 5)).toBe(true)
      expect(hides).toBe(left.length > 0)
      const isWeak = left.every(({ people }) => people < 5)
      if (left.length > 0 && isWeak) expect(shown).toEqual([])
    }
  })

  test('nothing is told by card company, respondent or day', async () => {
    for (let n = 0; n < 5; n += 1) await filed(await memberOf(database.db, caseId, 'buyer'))
    const { buyer, seller } = await publicCells(database.db, { slug })
    expect(Object.keys(buyer)).toEqual(['kind', 'method'])
    expect(buyer.kind).toMatchObject({ cells: [{ value: 'refund', people: 5, claims: 5 }], hides: false })
    expect(seller.kind).toEqual({ cells: [], hides: false })
  })
})

async function claimsOf(viewer: Viewer & { memberId: string }): Promise<string[]> {
  const rows = await database.db
    .selectFrom('claim')
    .select('id')
    .where('member_id', '=', viewer.memberId)
    .where('state', '=', 'submitted')
    .execute()
  return rows.map(({ id }) => id)
}

async function respondent(memberId: string): Promise<string> {
  const id = randomUUID()
  const row = { id, case_id: caseId, role: 'shop' as const, name: id, name_key: id, made_by: memberId }
  await database.db.insertInto('respondent').values(row).execute()
  return id
}

/** One change of those that claims go through. */
async function change(viewer: Viewer & { memberId: string }, respondents: readonly string[]): Promise<void> {
  const own = await claimsOf(viewer)
  const claimId = own[randomInt(Math.max(1, own.length))]
  const kind = buyerKinds[randomInt(buyerKinds.length)] ?? 'refund'
  const draft = randomInt(4) === 0 ? sellerDraft() : buyerDraft({ kind, refunded: randomInt(29_000) })
  const what = randomInt(6)
  if (!claimId || what < 2) await submitClaim(database.db, viewer, { slug, draft }, { vault })
  else if (what === 2) await withdrawClaim(database.db, viewer, { claimId, why: '' })
  else await inTransaction(database.db, (tx) => moved(tx, claimId, what, respondents))
}

/** What officers do with a claim: under the case's head lock, as everything that is recorded. */
async function moved(tx: Tx, claimId: string, what: number, respondents: readonly string[]): Promise<void> {
  await lockCase(tx, caseId)
  if (what === 3) await sql`update claim set stage = 'checked' where id = ${claimId}`.execute(tx)
  else if (what === 4) {
    const named = respondents[randomInt(respondents.length)] ?? ''
    await sql`insert into claim_respondent values (${claimId}, ${named}) on conflict do nothing`.execute(tx)
  } else await sql`delete from claim_respondent where claim_id = ${claimId}`.execute(tx)
}

/** By a line of its own, which no earlier cut has ended. */
async function cutLines(): Promise<void> {
  const admin = openDatabase(database.url, { max: 1 })
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`.execute(admin)
  await admin.destroy()
}

/** An error of the line or of the server that ended it, not of the work. */
function isCut(error: unknown): boolean {
  const { code = '', message = '' } = error as { code?: string; message?: string }
  return (
    code.startsWith('57P') ||
    code.startsWith('08') ||
    /terminated|ECONNRESET|EPIPE|closed|connection error/i.test(message)
  )
}
