import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { parseMailOrderNumber } from '#app/shapes/mail-order-number.ts'
import { BlameDraft, RespondentDraft } from '#app/shapes/respondent.ts'
import { submitClaim, withdrawClaim } from '#server/domain/claim.ts'
import { forgetKept } from '#server/domain/erasure/kept.ts'
import { firstBrokenEntry } from '#server/domain/ledger.ts'
import { respondentsIn } from '#server/domain/respondent/read.ts'
import {
  keepBlame,
  keepRespondent,
  nameRespondents,
  noteBlame,
  proposeRespondent,
  removeBlame,
  removeRespondent,
} from '#server/domain/respondent.ts'
import { inTransaction } from '#server/domain/transaction.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { openTestCase, type TestCase, testVault } from '#tests/people.ts'
import { buyerDraft } from './claims.ts'
import { blameDraft, respondentDraft, respondentsOf } from './respondents.ts'

const vault = testVault()
let database: TestDatabase
let room: TestCase

beforeAll(async () => {
  database = await freshDatabase()
})
beforeEach(async () => {
  room = await openTestCase(database.db, vault)
})

const seenBy = (who = room.minji) => respondentsIn(database.db, who.viewer, { slug: room.slug })
const propose = async (who = room.minji, changes: Partial<RespondentDraft> = {}) => {
  const draft = respondentDraft(changes)
  await proposeRespondent(database.db, who.viewer, { slug: room.slug, ...draft })
  return draft.id
}
const at = (respondentId: string) => ({ slug: room.slug, respondentId })

describe('a respondent', () => {
  test('of a member is a proposal until the staff keeps it; of the staff it is kept at once', async () => {
    const respondentId = await propose()
    await propose(room.sora)
    expect((await seenBy()).respondents.map(({ state, mine }) => [state, mine])).toEqual([
      ['proposed', true],
      ['kept', false],
    ])
    const refused = keepRespondent(database.db, room.minji.viewer, at(respondentId))
    await expect(refused).rejects.toMatchObject({ code: 'shared.forbidden' })
    await keepRespondent(database.db, room.sora.viewer, at(respondentId))
    await keepRespondent(database.db, room.sora.viewer, at(respondentId))
    expect((await seenBy()).respondents.map(({ state }) => state)).toEqual(['kept', 'kept'])
    expect(await firstBrokenEntry(database.db, room.caseId)).toBeNull()
  })

  test('sent twice is one, and of one name and role there is one', async () => {
    const draft = respondentDraft({ name: '주식회사 인터스텔라' })
    const ref = { slug: room.slug, ...draft }
    await proposeRespondent(database.db, room.minji.viewer, ref)
    await proposeRespondent(database.db, room.minji.viewer, ref)
    const again = propose(room.taeho, { name: '주식회사인터스텔라!' })
    await expect(again).rejects.toMatchObject({ code: 'respondent.same_name' })
    await propose(room.taeho, { name: '주식회사 인터스텔라', role: 'seller' })
    const stolen = proposeRespondent(database.db, room.taeho.viewer, ref)
    await expect(stolen).rejects.toMatchObject({ code: 'shared.not_found' })
    expect((await seenBy()).respondents.length).toBe(2)
  })

  test('is taken back by who proposed it, and once kept by the staff alone', async () => {
    const mine = await propose()
    const theirs = removeRespondent(database.db, room.taeho.viewer, at(mine))
    await expect(theirs).rejects.toMatchObject({ code: 'shared.forbidden' })
    await removeRespondent(database.db, room.minji.viewer, at(mine))
    const kept = await propose()
    await keepRespondent(database.db, room.sora.viewer, at(kept))
    const late = removeRespondent(database.db, room.minji.viewer, at(kept))
    await expect(late).rejects.toMatchObject({ code: 'shared.forbidden' })
    await removeRespondent(database.db, room.sora.viewer, at(kept))
    expect((await seenBy()).respondents).toEqual([])
  })
})

describe('what is typed of a respondent', () => {
  const codes = (changes: Record<string, string>) => {
    const typed = { id: randomUUID(), role: 'shop', name: '인터스텔라', ...changes }
    return RespondentDraft.safeParse(typed).error?.issues.map(({ message, path }) => [path[0], message]) ?? []
  }
  test.each([
    [{ businessNumber: '123-45-67890' }, [['businessNumber', 'business_number.wrong']]],
    [{ mailOrderNumber: '서울 1' }, [['mailOrderNumber', 'mail_order_number.unreadable']]],
    [{ phone: '02-000-0000' }, [['source', 'respondent.source_needed']]],
    [{ role: 'person', address: '서울', source: '소문' }, [['role', 'respondent.person_facts']]],
    [{ role: 'person', name: '900101-1234560' }, [['name', 'respondent_name.resident_number']]],
    [{ role: 'judge' }, [['role', 'respondent.role_needed']]],
    [{ web: 'javascript:alert(1)', source: '쇼핑몰' }, [['web', 'respondent_web.not_web']]],
  ])('%o is refused', (changes, expected) => expect(codes(changes)).toEqual(expected))

  test('passes with right numbers and their source', () => {
    expect(codes({ businessNumber: '999-88-00009', phone: '02-000-0000', source: '쇼핑몰 아래쪽' })).toEqual(
      [],
    )
    expect(codes({ role: 'person', name: '홍길동' })).toEqual([])
  })

  test.each([
    ['제2024-서울강남-01234호', '2024-서울강남-01234'],
    ['２０２４-서울강남-01234', '2024-서울강남-01234'],
    ['2024 서울강남 1234', '2024-서울강남-1234'],
    ['강남-1234', '강남-1234'],
    ['', ''],
  ])('the report number %s is %s', (typed, read) => {
    expect(parseMailOrderNumber(typed, 2026)).toEqual({ ok: true, value: read })
  })
  test('of a year to come is none', () => {
    const code = 'mail_order_number.no_such_year'
    expect(parseMailOrderNumber('2027-서울강남-01234', 2026)).toEqual({ ok: false, code })
  })
})

describe('who said whose fault it is', () => {
  test('is noted of two that the staff keeps, with personal data covered', async () => {
    const { respondentId: shop, otherRespondentId: pg } = await respondentsOf(
      database.db,
      room.slug,
      room.sora.viewer,
    )
    const proposed = await propose()
    const unknown = noteBlame(database.db, room.minji.viewer, {
      slug: room.slug,
      ...blameDraft(shop, proposed),
    })
    await expect(unknown).rejects.toMatchObject({ code: 'blame.unknown' })
    const said = blameDraft(pg, shop, {
      quote: '쇼핑몰 담당 010-0000-1234에 물어보세요',
      saidOn: '2024-08-18',
    })
    await noteBlame(database.db, room.minji.viewer, { slug: room.slug, ...said })
    const { blames } = await seenBy(room.taeho)
    expect(blames.map(({ speakerId, blamedId, state }) => [speakerId, blamedId, state])).toEqual([
      [shop, pg, 'kept'],
      [pg, shop, 'proposed'],
    ])
    expect(JSON.stringify(blames)).not.toContain('1234에')
    await keepBlame(database.db, room.sora.viewer, { slug: room.slug, blameId: said.id })
    await removeBlame(database.db, room.sora.viewer, { slug: room.slug, blameId: said.id })
    expect((await seenBy()).blames.length).toBe(1)
    await removeRespondent(database.db, room.sora.viewer, at(pg))
    expect((await seenBy()).blames).toEqual([])
  })

  test('is of another, and of a day that has been', () => {
    const [a, b] = [randomUUID(), randomUUID()]
    const codeOf = (changes: object) =>
      BlameDraft.safeParse({ ...blameDraft(a, b), ...changes }).error?.issues[0]?.message
    expect(codeOf({})).toBeUndefined()
    expect(codeOf({ blamedId: a })).toBe('blame.itself')
    expect(codeOf({ saidOn: '2090-01-01' })).toBe('blame.in_future')
    expect(codeOf({ speakerId: '' })).toBe('blame.speaker_needed')
  })
})

describe('a claim', () => {
  test('names respondents of its own case that are kept', async () => {
    const { respondentId, otherRespondentId } = await respondentsOf(database.db, room.slug, room.sora.viewer)
    const draft = buyerDraft()
    const { claimId } = await submitClaim(
      database.db,
      room.minji.viewer,
      { slug: room.slug, draft },
      { vault },
    )
    const name = (ids: string[]) =>
      nameRespondents(database.db, room.minji.viewer, { slug: room.slug, claimId, respondentIds: ids })
    await name([respondentId, otherRespondentId])
    await name([otherRespondentId])
    expect((await seenBy()).claims).toMatchObject([{ claimId, respondentIds: [otherRespondentId] }])
    expect((await seenBy(room.taeho)).claims).toEqual([])
    await expect(name([await propose()])).rejects.toMatchObject({ code: 'respondent.unknown' })
    await withdrawClaim(database.db, room.minji.viewer, { claimId, why: '' })
    await expect(name([respondentId])).rejects.toMatchObject({ code: 'claim.withdrawn' })
  })
})

describe('cases of one operator', () => {
  const NUMBER = '9998800009'
  const operates = (where: TestCase, name: string) =>
    database.db.updateTable('case').set({ operator_name: name }).where('id', '=', where.caseId).execute()

  // Every room of the tests has the same operator otherwise.
  beforeEach(() => operates(room, ''))

  test('meet by its name', async () => {
    const other = await openTestCase(database.db, vault)
    await operates(other, '주식회사 별똥별')
    expect((await seenBy()).related).toEqual([])
    await operates(room, '주식회사 별똥별')
    expect((await seenBy()).related).toMatchObject([{ slug: other.slug, why: 'operator' }])
  })

  test('meet by the business number of a kept shop, and show its name alone', async () => {
    const other = await openTestCase(database.db, vault)
    const draft = respondentDraft({ businessNumber: NUMBER })
    await proposeRespondent(database.db, other.minji.viewer, { slug: other.slug, ...draft })
    await propose(room.sora, { businessNumber: NUMBER })
    expect((await seenBy()).related).toEqual([])
    const ref = { slug: other.slug, respondentId: draft.id }
    await keepRespondent(database.db, other.sora.viewer, ref)
    const [found, ...more] = (await seenBy()).related
    expect(Object.keys(found ?? {}).sort()).toEqual(['shopName', 'slug', 'why'])
    expect([found?.slug, found?.why, more]).toEqual([other.slug, 'number', []])
  })

  test('do not meet by a payment company, which serves many', async () => {
    const other = await openTestCase(database.db, vault)
    const pg = { role: 'pg', businessNumber: '9998800014' } as const
    await proposeRespondent(database.db, other.sora.viewer, { slug: other.slug, ...respondentDraft(pg) })
    await propose(room.sora, pg)
    expect((await seenBy()).related).toEqual([])
  })
})

test('who leaves for good takes along what nobody kept', async () => {
  await propose(room.minji, { name: '지울 이름' })
  const kept = await propose(room.minji, { name: '남을 이름' })
  await keepRespondent(database.db, room.sora.viewer, at(kept))
  const gone = { id: room.minji.memberId, caseId: room.caseId, accountId: room.minji.accountId }
  await inTransaction(database.db, (tx) => forgetKept(tx, gone))
  expect((await seenBy(room.taeho)).respondents.map(({ name }) => name)).toEqual(['남을 이름'])
})
