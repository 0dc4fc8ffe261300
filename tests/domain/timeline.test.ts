import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { FactEntry, FactLinks } from '#app/shapes/fact.ts'
import { promiseStanding } from '#app/shapes/timeline.ts'
import { capturePage } from '#server/domain/capture.ts'
import {
  addSources,
  amendFact,
  askAboutPromises,
  dropSource,
  factFor,
  factsIn,
  judgeFact,
  keepFact,
  markDifferent,
  openPromises,
  publicFact,
  publicStory,
  publishFact,
  pushPromises,
  settlePromise,
  unpublishFact,
} from '#server/domain/fact.ts'
import { firstBrokenEntry } from '#server/domain/ledger.ts'
import { addDevice } from '#server/domain/notify-settings.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { openTestCase, type Person, type TestCase, testVault } from '#tests/people.ts'
import { type PushService, startPushService, testPush } from '#tests/push.ts'
import { factEdit, factEntry, newsLink } from './facts.ts'
import { respondentsOf } from './respondents.ts'

let database: TestDatabase
let room: TestCase
let slug: string
let service: PushService

beforeAll(async () => {
  database = await freshDatabase()
  service = await startPushService()
})
afterAll(() => service.close())
beforeEach(async () => {
  room = await openTestCase(database.db, testVault())
  slug = room.slug
})

const code = (wanted: string) => ({ code: wanted })
const field = (name: string, wanted: string) => ({ fields: { [name]: wanted } })

async function withDevice(person: Person) {
  const browser = service.browser()
  const id = randomBytes(32)
  const session = { id, account_id: person.accountId, expires_at: new Date(Date.now() + 600_000) }
  await database.owner.insertInto('session').values(session).execute()
  const own = { slug, sessionId: id.toString('hex'), address: browser.address }
  await addDevice(database.db, person.viewer, own, { push: testPush() })
  return browser
}

async function keep(who: Person, changes: Partial<FactEntry> = {}, links: FactLinks | null = newsLink) {
  const draft = { slug, id: randomUUID(), ...factEntry(changes) }
  const { factId } = await keepFact(database.db, who.viewer, { ...draft, ...(links ? { links } : {}) })
  return factId
}
const judge = (factId: string, state: 'confirmed' | 'disputed' | 'corrected' = 'confirmed', why = '봤어요') =>
  judgeFact(database.db, room.sora.viewer, { slug, factId, state, why })
const read = (factId: string, who: Person = room.taeho) => factFor(database.db, who.viewer, { slug, factId })
const inPublic = async () => (await publicStory(database.db, { slug, limit: 10 })).facts

describe('an entry', () => {
  test('says what kind of thing it is, who said it in which role, and rests on several sources', async () => {
    const { respondentId } = await respondentsOf(database.db, slug, room.sora.viewer)
    const [captureId] = [randomUUID()]
    await capturePage(database.db, room.minji.viewer, {
      ...{
        slug,
        id: captureId,
        url: 'https://shop.example.com/notice',
        seenOn: '2024-08-16',
        seenAt: '10:00',
      },
      ...{ sha256: '07'.repeat(32), evidenceId: null },
    })
    const speaker = { speakerId: respondentId, speakerRole: '고객센터 상담원' }
    const factId = await keep(
      room.minji,
      { kind: 'statement', ...speaker },
      { ...newsLink, captureIds: [captureId] },
    )
    const { fact } = await read(factId)
    expect(fact).toMatchObject({
      ...{ kind: 'statement', state: 'claimed', isPublic: false, mine: false },
      speaker: { role: '고객센터 상담원', respondentId },
    })
    expect(fact.speaker?.name).toMatch(/^인터스텔라/)
    expect(fact.things.map(({ kind, url, mine }) => [kind, url, mine]).sort()).toEqual([
      ['capture', 'https://shop.example.com/notice', false],
      ['url', newsLink.url, false],
    ])
    expect(fact.things.find(({ kind }) => kind === 'capture')?.sha256).toBe('07'.repeat(32))
  })

  test('rests on one’s own pages only, on at most twenty sources, and on no address with somebody in it', async () => {
    const factId = await keep(room.minji, {}, null)
    const add = (links: Partial<FactLinks>) =>
      addSources(database.db, room.taeho.viewer, { slug, factId, ...newsLink, ...links })
    await expect(add({ captureIds: [randomUUID()] })).rejects.toMatchObject(
      field('captureIds', 'fact.source_unknown'),
    )
    await expect(add({ evidenceIds: [randomUUID()] })).rejects.toMatchObject(
      field('evidenceIds', 'fact.source_unknown'),
    )
    await expect(add({ url: 'https://x.example.com/?tel=010-0000-1234' })).rejects.toMatchObject(
      field('url', 'fact_url.personal'),
    )
    await expect(add({ url: '' })).rejects.toMatchObject(field('url', 'fact.source_needed'))
    for (let n = 0; n < 20; n += 1) await add({ url: `https://news.example.com/${n}` })
    await add({ url: 'https://news.example.com/0' })
    await expect(add({ url: 'https://news.example.com/20' })).rejects.toMatchObject(
      code('fact.too_many_sources'),
    )
    const [source] = (await read(factId)).fact.things
    const drop = (who: Person) =>
      dropSource(database.db, who.viewer, { slug, factId, sourceId: source?.id ?? '' })
    await expect(drop(room.minji)).rejects.toMatchObject(code('shared.forbidden'))
    await drop(room.taeho)
    await drop(room.sora)
    expect((await read(factId)).fact.things).toHaveLength(19)
  })

  test('is not from the future, nor does it promise what lies before it', async () => {
    await expect(keep(room.minji, { happenedOn: '2100-01-01' })).rejects.toMatchObject(
      field('happenedOn', 'fact.in_future'),
    )
    const promise = { kind: 'promise', dueOn: '2024-08-16' } as const
    await expect(keep(room.minji, { ...promise, dueTime: '09:59' })).rejects.toMatchObject(
      field('dueTime', 'fact.due_before'),
    )
    await keep(room.minji, { ...promise, dueTime: '10:00' })
    await keep(room.minji, { ...promise, dueOn: '2099-12-31' })
    await expect(keep(room.minji, { speakerId: randomUUID() })).rejects.toMatchObject(
      field('speakerId', 'fact.speaker_unknown'),
    )
  })
})

describe('what the staff says of it', () => {
  test('stays with who, when and why', async () => {
    const factId = await keep(room.minji)
    await judge(factId, 'confirmed', '공지 화면을 봤어요')
    await judge(factId, 'disputed', '업체가 아니라고 해요')
    const { rulings, fact } = await read(factId)
    expect(fact.state).toBe('disputed')
    expect(rulings).toMatchObject([
      { ruling: 'confirmed', why: '공지 화면을 봤어요', by: '방장 소라' },
      { ruling: 'disputed', why: '업체가 아니라고 해요' },
    ])
  })

  test('is confirmed only of what rests on something, and of a silence only with its screen', async () => {
    const bare = await keep(room.minji, {}, null)
    await expect(judge(bare)).rejects.toMatchObject(code('fact.no_source'))
    await judge(bare, 'disputed')
    const silence = await keep(room.minji, { kind: 'silence', asOf: true })
    await expect(judge(silence)).rejects.toMatchObject(code('fact.silence_unproven'))
    const captureId = randomUUID()
    await capturePage(database.db, room.minji.viewer, {
      ...{ slug, id: captureId, url: 'https://shop.example.com/', seenOn: '2024-08-16', seenAt: '10:00' },
      ...{ sha256: '01'.repeat(32), evidenceId: null },
    })
    await addSources(database.db, room.minji.viewer, {
      slug,
      factId: silence,
      url: '',
      evidenceIds: [],
      captureIds: [captureId],
    })
    await judge(silence)
    expect((await read(silence)).fact).toMatchObject({ state: 'confirmed', asOf: true })
  })

  test('flags two that cannot both be so, and shows both', async () => {
    const [a, b] = [await keep(room.minji), await keep(room.taeho, { happenedTime: '14:00' })]
    for (const each of [a, b]) await judge(each)
    const mark = (differ: boolean, otherId = b, who = room.sora) =>
      markDifferent(database.db, who.viewer, { slug, factId: a, otherId, differ })
    await expect(mark(true, a)).rejects.toMatchObject(field('otherId', 'fact.other_needed'))
    await expect(mark(true, randomUUID())).rejects.toMatchObject(code('shared.not_found'))
    await mark(true)
    await mark(true)
    const { facts } = await factsIn(database.db, room.taeho.viewer, { slug })
    expect(facts.map(({ id, state, differs }) => [id, state, differs])).toEqual([
      [a, 'confirmed', [b]],
      [b, 'confirmed', [a]],
    ])
    await mark(false)
    expect((await read(b)).differing).toEqual([])
  })
})

describe('a correction', () => {
  test('keeps what was said before, and is the maker’s only until somebody judged it', async () => {
    const factId = await keep(room.minji)
    const edit = factEdit({ body: '17일에 공지가 올라왔어요', happenedOn: '2024-08-17' })
    const amend = (who: Person, version: number, more = edit) =>
      amendFact(database.db, who.viewer, { slug, factId, version, ...more })
    await expect(amend(room.taeho, 1)).rejects.toMatchObject(code('shared.forbidden'))
    await amend(room.minji, 1)
    await amend(room.minji, 1)
    await expect(amend(room.minji, 1, factEdit())).rejects.toMatchObject(code('fact.changed_elsewhere'))
    await judge(factId)
    await expect(amend(room.minji, 2, factEdit())).rejects.toMatchObject(code('shared.forbidden'))
    await amend(room.sora, 2, factEdit({ body: '18일이었어요' }))
    const { fact, versions } = await read(factId)
    expect(fact).toMatchObject({ body: '18일이었어요', version: 3, changedAt: expect.any(String) })
    expect(versions.map(({ version, body, by }) => [version, body, by])).toEqual([
      [1, factEntry().body, '민지'],
      [2, '17일에 공지가 올라왔어요', '민지'],
      [3, '18일이었어요', '방장 소라'],
    ])
    expect(await firstBrokenEntry(database.db, room.caseId)).toBeNull()
  })
})

describe('a promise', () => {
  const broken = { kind: 'promise', dueOn: '2024-08-20' } as const

  test('is broken by itself once its day has passed, and somebody is asked once', async () => {
    const late = await keep(room.minji, broken)
    const ahead = await keep(room.minji, { ...broken, dueOn: '2099-12-31' })
    const promises = await openPromises(database.db, room.caseId)
    const standing = promises.map((each) => [each.id, promiseStanding(each, Date.now())])
    expect(standing).toEqual([
      [late, 'overdue'],
      [ahead, 'open'],
    ])
    await askAboutPromises(database.db)
    expect(await askAboutPromises(database.db)).toBe(0)
    const settle = (who: Person) =>
      settlePromise(database.db, who.viewer, { slug, factId: late, outcome: 'broken', why: '입금이 없어요' })
    await expect(settle(room.minji)).rejects.toMatchObject(code('shared.forbidden'))
    await settle(room.sora)
    const { fact, rulings } = await read(late)
    expect(promiseStanding(fact, Date.now())).toBe('broken')
    expect(rulings).toMatchObject([{ ruling: 'broken', why: '입금이 없어요', by: '방장 소라' }])
    expect(await openPromises(database.db, room.caseId)).toMatchObject([{ id: ahead }])
  })

  test('moved to another time, is asked about anew', async () => {
    const factId = await keep(room.minji, broken)
    await askAboutPromises(database.db)
    const moved = factEdit({ ...broken, dueOn: '2024-08-21' })
    await amendFact(database.db, room.minji.viewer, { slug, factId, version: 1, ...moved })
    expect(await askAboutPromises(database.db)).toBe(1)
  })

  test('is pushed as a number, outside quiet hours, to those who can say what became of it', async () => {
    const factId = await keep(room.minji, broken)
    const devices = [await withDevice(room.sora), await withDevice(room.minji), await withDevice(room.taeho)]
    const pushAt = async (now: Date) => {
      for (const { memberId } of [room.sora, room.minji, room.taeho])
        await pushPromises(database.db, { memberId }, { push: testPush(), now })
    }
    await pushAt(new Date('2026-11-22T14:00:00Z'))
    expect(devices.flatMap(({ received }) => received)).toEqual([])
    await pushAt(new Date('2026-11-22T01:00:00Z'))
    const told = { body: '지켜졌는지 확인할 약속이 1건 있어요', count: 1, url: `/c/${slug}/facts#promises` }
    expect(devices.map(({ received }) => received.map(({ payload }) => payload))).toEqual([
      [expect.objectContaining(told)],
      [expect.objectContaining(told)],
      [],
    ])
    await settlePromise(database.db, room.sora.viewer, { slug, factId, outcome: 'kept', why: '' })
    await pushAt(new Date('2026-11-22T01:00:00Z'))
    expect(devices.flatMap(({ received }) => received)).toHaveLength(2)
  })
})

describe('what everybody may see', () => {
  const publish = (factId: string, names: 'ask' | 'cover' | 'keep' = 'ask', who = room.sora) =>
    publishFact(database.db, who.viewer, { slug, factId, names })

  test('is what the staff judged and published, without nicknames and messages', async () => {
    const factId = await keep(room.minji)
    await expect(publish(factId)).rejects.toMatchObject(code('fact.not_judged'))
    await judge(factId)
    expect(await inPublic()).toEqual([])
    await expect(publish(factId, 'ask', room.minji)).rejects.toMatchObject(code('shared.forbidden'))
    await publish(factId)
    const seen = await inPublic()
    expect(seen).toMatchObject([{ body: factEntry().body, things: [{ kind: 'url', url: newsLink.url }] }])
    expect(JSON.stringify(seen)).not.toMatch(/민지|소라/)
    const alone = { slug, factId }
    expect(await publicFact(database.db, alone)).toMatchObject({ id: factId, things: [{ kind: 'url' }] })
    const elsewhere = await openTestCase(database.db, testVault())
    await expect(publicFact(database.db, { ...alone, slug: elsewhere.slug })).rejects.toMatchObject({
      kind: 'notFound',
    })
    await unpublishFact(database.db, room.sora.viewer, alone)
    expect(await inPublic()).toEqual([])
    await expect(publicFact(database.db, alone)).rejects.toMatchObject({ kind: 'notFound' })
  })

  test('names nobody before the staff said what to do about it', async () => {
    const body = '김철수님이 환불을 약속했어요'
    const [covered, kept] = [await keep(room.minji, { body }), await keep(room.minji, { body })]
    for (const factId of [covered, kept]) {
      await judge(factId)
      await expect(publish(factId)).rejects.toMatchObject(field('names', 'fact.names_in_public'))
    }
    await publish(covered, 'cover')
    await publish(kept, 'keep')
    expect((await inPublic()).map(({ body }) => body).sort()).toEqual([
      '김○○님이 환불을 약속했어요',
      '김철수님이 환불을 약속했어요',
    ])
    expect((await read(covered)).versions).toHaveLength(2)
    const edit = factEdit({ body: '이영희 씨가 말했어요' })
    const amend = (names: 'ask' | 'cover') =>
      amendFact(database.db, room.sora.viewer, { slug, factId: covered, version: 2, ...edit, names })
    await expect(amend('ask')).rejects.toMatchObject(field('names', 'fact.names_in_public'))
    await amend('cover')
    expect((await read(covered)).fact.body).toBe('이○○ 씨가 말했어요')
  })
})

test('pages go back in time, each entry once', async () => {
  const made: string[] = []
  for (const hour of ['10', '11', '12', '13', '14'])
    made.push(await keep(room.minji, { happenedTime: `${hour}:00` }))
  const seen: string[] = []
  let before: string | null = null
  for (let more = true; more; ) {
    const page: Awaited<ReturnType<typeof factsIn>> = await factsIn(database.db, room.taeho.viewer, {
      ...{ slug, before, limit: 2 },
    })
    seen.unshift(...page.facts.map(({ id }) => id))
    before = page.facts[0]?.id ?? null
    more = page.earlier
  }
  expect(seen).toEqual(made)
  const sign = await keep(room.minji, { kind: 'sign', sign: 'late_settlement' })
  const signs = await factsIn(database.db, room.taeho.viewer, { slug, kind: 'sign' })
  expect(signs.facts.map(({ id, sign }) => [id, sign])).toEqual([[sign, 'late_settlement']])
})
