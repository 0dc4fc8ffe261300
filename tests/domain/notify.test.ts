import { randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ChannelKind } from '#app/shapes/case.ts'
import type { NotifyLevel } from '#app/shapes/notify.ts'
import { deleteMessage, postMessage } from '#server/domain/message.ts'
import { heardBy, markNotificationsSeen, notificationsOf, readOn, sweepReach } from '#server/domain/notify.ts'
import { addDevice, chooseNotify, notifySettings } from '#server/domain/notify-settings.ts'
import { pushToCrowd, pushToMember } from '#server/domain/push.ts'
import { markRead } from '#server/domain/reading.ts'
import { onCommitted } from '#server/domain/transaction.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { makeCase, makePeople, makePerson, type TestCase, type TestPerson } from '#tests/live/room.ts'
import { type PushService, startPushService, type TestBrowser, testPush } from '#tests/push.ts'

/** Noon in Seoul, and eleven at night. */
const NOON = new Date('2026-11-22T03:00:00Z')
const NIGHT = new Date('2026-11-22T14:00:00Z')
const MORNING = new Date('2026-11-22T23:00:00Z')

let base: TestDatabase
let service: PushService
let room: TestCase
let minji: TestPerson
let taeho: TestPerson
let host: TestPerson
const push = testPush()

beforeAll(async () => {
  base = await freshDatabase()
  service = await startPushService()
})

afterAll(() => service.close())

beforeEach(async () => {
  await sql`delete from graphile_worker._private_jobs`.execute(base.owner)
  room = await makeCase(base.owner)
  minji = await makePerson(base.owner, room.id, { side: 'buyer' })
  taeho = await makePerson(base.owner, room.id, { side: 'seller' })
  host = await makePerson(base.owner, room.id, { role: 'host' })
})

const say = (
  who: TestPerson,
  body = '안녕하세요',
  replyTo: string | null = null,
  kind: ChannelKind = 'all',
) =>
  postMessage(base.db, who.viewer, {
    channelId: room.channels[kind],
    clientId: randomUUID(),
    body,
    replyTo,
  })

/** A message that names people, as the composer sends it. */
async function name(who: TestPerson, named: TestPerson[], kind: ChannelKind = 'all') {
  const said = await say(who, named.map(({ nickname }) => `@${nickname}`).join(' '), null, kind)
  const mentions = JSON.stringify(named.map(({ memberId, nickname }) => ({ id: memberId, name: nickname })))
  await sql`update message set mentions = ${mentions}::text::jsonb where id = ${said.id}`.execute(base.owner)
  return said
}

async function giveNotice(kind: ChannelKind = 'all') {
  const said = await say(host, '오늘 접수 마감이에요', null, kind)
  const card = JSON.stringify({ kind: 'notice', id: randomUUID(), title: '마감' })
  await sql`update message set card = ${card}::text::jsonb where id = ${said.id}`.execute(base.owner)
  return said
}

const readOnAll = (kind: ChannelKind = 'all') => readOn(base.db, { channelId: room.channels[kind] })

async function device(who: TestPerson): Promise<TestBrowser> {
  const browser = service.browser()
  const id = randomBytes(32)
  const session = { id, account_id: who.accountId, expires_at: new Date(Date.now() + 600_000) }
  await base.owner.insertInto('session').values(session).execute()
  const own = { slug: room.slug, sessionId: id.toString('hex'), address: browser.address }
  await addDevice(base.db, who.viewer, own, { push })
  return browser
}

const wish = (
  who: TestPerson,
  level: Partial<Record<ChannelKind, NotifyLevel>>,
  quiet: { from: number; to: number } | null = { from: 21, to: 8 },
) =>
  chooseNotify(base.db, who.viewer, {
    slug: room.slug,
    wishes: {
      levels: level,
      quiet: quiet !== null,
      quietFrom: quiet?.from ?? 0,
      quietTo: quiet?.to ?? 0,
      digest: false,
    },
  })

const toMember = (who: TestPerson, now = NOON) =>
  pushToMember(base.db, { memberId: who.memberId, channelId: room.channels.all }, { push, now })
const toCrowd = (notificationId: string | null = null, now = NOON, since: Date | null = null) =>
  pushToCrowd(
    base.db,
    { channelId: room.channels.all, notificationId, since: since?.toISOString() ?? null },
    { push, now },
  )

const kindsOf = async (who: TestPerson) =>
  (await notificationsOf(base.db, who.viewer)).notifications.map(({ about }) => about.kind)

async function queued(like: string) {
  const { rows } = await sql<{ key: string; payload: Record<string, unknown>; waits: number }>`
    select key, payload, extract(epoch from run_at - now())::double precision as waits
    from graphile_worker._private_jobs where key like ${like}`.execute(base.owner)
  return rows
}

describe('reading a channel on', () => {
  test('tells those who are named and answered, once for each message, and nobody of their own words', async () => {
    const first = await say(minji)
    await say(taeho, '저도요', first.id)
    await say(minji, '제가 또 써요', first.id)
    await name(taeho, [minji, host, taeho])
    const both = await say(taeho, '답장하며 부르기', first.id)
    await sql`update message set mentions = jsonb_build_array(jsonb_build_object('id', ${minji.memberId}::text, 'name', 'x'))
      where id = ${both.id}`.execute(base.owner)
    await readOnAll()
    await readOnAll()
    expect(await kindsOf(minji)).toEqual(['mention', 'mention', 'reply'])
    expect(await kindsOf(host)).toEqual(['mention'])
    expect(await kindsOf(taeho)).toEqual([])
  })

  test('tells their pages after the commit, by ids only', async () => {
    await name(taeho, [minji])
    const said: unknown[] = []
    const stop = onCommitted(base.db, (happenings) => said.push(...happenings))
    await readOnAll()
    stop()
    expect(said).toEqual([
      { kind: 'member.told', caseId: room.id, memberId: minji.memberId, what: ['notifications'] },
    ])
  })

  test('tells nobody who left, is of another room, or does not read the channel', async () => {
    const stranger = await makePerson(base.owner, (await makeCase(base.owner)).id)
    const gone = await makePerson(base.owner, room.id)
    await sql`update member set left_at = now(), left_why = 'left' where id = ${gone.memberId}`.execute(
      base.owner,
    )
    await name(host, [minji, taeho, stranger, gone], 'seller')
    await readOnAll('seller')
    const { rows } = await sql<{ id: string }>`
      select member_id as id from notification where channel_id = ${room.channels.seller}`.execute(base.owner)
    expect(rows).toEqual([{ id: taeho.memberId }])
  })

  test('goes on where it stopped, however much was said, and the clock finds what was lost', async () => {
    await readOnAll()
    await sql`
      insert into message (channel_id, author_id, client_id, seq, rev, body)
      select ${room.channels.all}::uuid, ${taeho.memberId}::uuid, gen_random_uuid(), n, n, '말' from generate_series(1, 4500) n`.execute(
      base.owner,
    )
    await sql`update channel set head = 4500 where id = ${room.channels.all}`.execute(base.owner)
    await name(taeho, [minji])
    await sweepReach(base.db)
    expect(await queued(`notify.channel:${room.channels.all}`)).toHaveLength(1)
    for (let run = 0; run < 3; run += 1) await readOnAll()
    expect(await kindsOf(minji)).toEqual(['mention'])
    await sql`delete from graphile_worker._private_jobs`.execute(base.owner)
    await sweepReach(base.db)
    expect(await queued(`notify.channel:${room.channels.all}`)).toHaveLength(0)
  })

  test('writes a row for each who is named, and none for all the others in the room', async () => {
    const rows = async () => {
      const { rows: counts } = await sql<{ n: number }>`select
        (select count(*) from notification) + (select count(*) from notify_reach)
        + (select count(*) from graphile_worker._private_jobs) + (select count(*) from push_device) as n`.execute(
        base.owner,
      )
      return counts[0]?.n ?? 0
    }
    const cost = async () => {
      await readOnAll()
      const before = await rows()
      for (let times = 0; times < 20; times += 1) await say(taeho)
      await giveNotice()
      await name(taeho, [minji])
      await readOnAll()
      return (await rows()) - before
    }
    await device(minji)
    const small = await cost()
    await makePeople(base.owner, room.id, 300)
    await sql`delete from graphile_worker._private_jobs`.execute(base.owner)
    const large = await cost()
    expect(large).toBeLessThanOrEqual(small)
    expect(small).toBeLessThan(8)
  })
})

describe('the list', () => {
  test('shows where, who and what, newest first, page by page', async () => {
    for (let count = 0; count < 45; count += 1) await name(taeho, [minji])
    await giveNotice()
    await readOnAll()
    const { notifications, next } = await notificationsOf(base.db, minji.viewer)
    expect(notifications[0]).toMatchObject({
      shopName: '바다상회',
      about: { kind: 'notice', channel: 'all', by: host.nickname, excerpt: '오늘 접수 마감이에요' },
      to: expect.stringMatching(/^\/c\/\w{10}\/room\/all\?m=[\w-]{36}#m-[\w-]{36}$/),
      unread: true,
    })
    const rest = await notificationsOf(base.db, minji.viewer, { before: next })
    const ids = [...notifications, ...rest.notifications].map(({ id }) => id)
    expect([ids.length, new Set(ids).size, rest.next]).toEqual([46, 46, null])
  })

  test('is over all rooms of a person and none they left', async () => {
    await name(taeho, [minji])
    await readOnAll()
    const other = await makeCase(base.owner)
    await sql`insert into member (case_id, account_id, nickname, nickname_key, side, rules_version)
      values (${other.id}, ${minji.accountId}, '다른 이름', '다른 이름', 'buyer', '1')`.execute(base.owner)
    expect(await kindsOf(minji)).toEqual(['mention'])
    await sql`update member set left_at = now(), left_why = 'removed' where id = ${minji.memberId}`.execute(
      base.owner,
    )
    expect(await kindsOf(minji)).toEqual([])
    expect(await heardBy(base.db, minji.viewer)).toEqual({ told: 0, badge: 0 })
  })

  test('keeps the place and not the words of what is out of sight', async () => {
    const said = await name(taeho, [minji])
    await readOnAll()
    expect((await heardBy(base.db, minji.viewer)).told).toBe(1)
    await sql`update message set gone = 'hidden', gone_at = now() where id = ${said.id}`.execute(base.owner)
    expect((await notificationsOf(base.db, minji.viewer)).notifications).toMatchObject([
      { about: { excerpt: null }, unread: false },
    ])
    expect((await heardBy(base.db, minji.viewer)).told).toBe(0)
  })

  test('a newcomer is not told of old notices', async () => {
    await giveNotice()
    await readOnAll()
    const newcomer = await makePerson(base.owner, room.id)
    await sql`update member set joined_at = clock_timestamp() where id = ${newcomer.memberId}`.execute(
      base.owner,
    )
    expect(await kindsOf(newcomer)).toEqual([])
    expect(await kindsOf(taeho)).toEqual(['notice'])
  })
})

describe('the numbers', () => {
  test('go down by seeing the list, and by reading the channel', async () => {
    await name(taeho, [minji])
    await readOnAll()
    expect(await heardBy(base.db, minji.viewer)).toEqual({ told: 1, badge: 1 })
    await markNotificationsSeen(base.db, minji.viewer)
    expect(await heardBy(base.db, minji.viewer)).toEqual({ told: 0, badge: 0 })
    const { seq } = await name(taeho, [minji])
    await giveNotice()
    await readOnAll()
    expect((await heardBy(base.db, minji.viewer)).told).toBe(2)
    await markRead(base.db, minji.viewer, { channelId: room.channels.all, seq })
    expect((await heardBy(base.db, minji.viewer)).told).toBe(1)
  })

  test('count every message of a channel of which one wants everything, and nothing of one that is turned off', async () => {
    await say(taeho)
    await name(taeho, [minji])
    await readOnAll()
    await wish(minji, { all: 'everything' })
    expect(await heardBy(base.db, minji.viewer)).toEqual({ told: 1, badge: 2 })
    await wish(minji, { all: 'nothing' })
    expect(await heardBy(base.db, minji.viewer)).toEqual({ told: 0, badge: 0 })
  })
})

describe('what concerns one member', () => {
  test('is pushed to each of their devices as kinds and numbers, encrypted and signed', async () => {
    const [phone, tablet, others] = [await device(minji), await device(minji), await device(taeho)]
    const first = await say(minji)
    const mention = await name(taeho, [minji])
    await say(taeho, '비밀 이야기', first.id)
    await readOnAll()
    await toMember(minji)
    for (const browser of [phone, tablet]) {
      expect(browser.received).toHaveLength(1)
      const [{ headers, payload } = { headers: {}, payload: null }] = browser.received
      expect(payload).toEqual({
        title: '바다상회',
        body: '새 멘션 1개, 내 글에 답장 1개',
        url: `/c/${room.slug}/room/all?m=${mention.id}#m-${mention.id}`,
        tag: expect.stringMatching(/^[\w-]{32}$/),
        count: 2,
      })
      expect(headers).toMatchObject({ 'content-encoding': 'aes128gcm', urgency: 'high', ttl: '86400' })
      expect(headers.authorization).toMatch(new RegExp(`^vapid t=[\\w.-]+, k=${push.publicKey}$`))
      expect(JSON.stringify(browser.received)).not.toMatch(/비밀|이웃/)
    }
    expect(others.received).toEqual([])
  })

  test('is one push for a burst, then one in three minutes', async () => {
    const phone = await device(minji)
    for (let count = 0; count < 30; count += 1) await name(taeho, [minji])
    await readOnAll()
    expect(await queued(`push.member:${minji.memberId}:%`)).toHaveLength(1)
    await toMember(minji)
    await name(taeho, [minji])
    await readOnAll()
    await sql`delete from graphile_worker._private_jobs`.execute(base.owner)
    await toMember(minji)
    expect(phone.received).toHaveLength(1)
    const [again] = await queued(`push.member:${minji.memberId}:%`)
    expect(again?.waits).toBeGreaterThan(120)
    expect(again?.waits).toBeLessThanOrEqual(180)
    await sql`update notification set pushed_at = pushed_at - interval '3 minutes'`.execute(base.owner)
    await toMember(minji)
    expect(phone.received.map(({ payload }) => (payload as { body: string }).body)).toEqual([
      '새 멘션 30개',
      '새 멘션 1개',
    ])
  })

  test('is not pushed once it was read, taken back, or turned off, nor to somebody who left', async () => {
    const phone = await device(minji)
    const read = await name(taeho, [minji])
    await readOnAll()
    await markRead(base.db, minji.viewer, { channelId: room.channels.all, seq: read.seq })
    await toMember(minji)
    const deleted = await name(taeho, [minji])
    await readOnAll()
    await deleteMessage(base.db, taeho.viewer, { messageId: deleted.id })
    await toMember(minji)
    await name(taeho, [minji])
    await readOnAll()
    await wish(minji, { all: 'nothing' })
    await toMember(minji)
    await wish(minji, { all: 'personal' })
    await sql`update member set left_at = now(), left_why = 'left' where id = ${minji.memberId}`.execute(
      base.owner,
    )
    await toMember(minji)
    expect(phone.received).toEqual([])
    await sql`update member set left_at = null, left_why = null where id = ${minji.memberId}`.execute(
      base.owner,
    )
    await toMember(minji)
    expect(phone.received).toHaveLength(1)
  })

  test('waits in quiet hours for their end', async () => {
    const phone = await device(minji)
    await name(taeho, [minji])
    await readOnAll()
    await sql`delete from graphile_worker._private_jobs`.execute(base.owner)
    await toMember(minji, NIGHT)
    expect(phone.received).toEqual([])
    const [later] = await queued(`push.member:${minji.memberId}:%`)
    expect(Math.round((later?.waits ?? 0) / 3600)).toBe(9)
    await toMember(minji, MORNING)
    expect(phone.received).toHaveLength(1)
    const own = await device(taeho)
    await wish(taeho, {}, null)
    await name(minji, [taeho])
    await readOnAll()
    await toMember(taeho, NIGHT)
    expect(own.received).toHaveLength(1)
  })
})

describe('new messages', () => {
  test('are pushed to those who want everything and have not read them, in one push', async () => {
    const [all, some, writer, elsewhere] = [
      await device(minji),
      await device(host),
      await device(taeho),
      await device(await makePerson(base.owner, room.id)),
    ]
    await wish(minji, { all: 'everything' })
    await wish(taeho, { all: 'everything' })
    for (let count = 0; count < 3; count += 1) await say(taeho)
    await readOnAll()
    expect(await queued(`push.crowd:${room.channels.all}`)).toHaveLength(1)
    await toCrowd()
    await toCrowd()
    expect(all.received.map(({ payload }) => payload)).toMatchObject([
      { title: '바다상회', body: '새 글 3개' },
    ])
    expect([some, writer, elsewhere].flatMap(({ received }) => received)).toEqual([])
    await say(taeho)
    const { seq } = await say(host)
    await markRead(base.db, minji.viewer, { channelId: room.channels.all, seq })
    await readOnAll()
    const [next] = await queued(`push.crowd:${room.channels.all}`)
    expect(next?.waits).toBeLessThanOrEqual(180)
    await toCrowd()
    expect(all.received).toHaveLength(1)
    expect(writer.received.map(({ payload }) => payload)).toMatchObject([{ body: '새 글 1개' }])
  })

  test('ask for no push where nobody wants everything', async () => {
    await device(minji)
    await say(taeho)
    await readOnAll()
    expect(await queued(`push.crowd:${room.channels.all}`)).toEqual([])
  })

  test('wake nobody, and are told when the quiet hours end', async () => {
    const [sleeper, owl] = [await device(minji), await device(host)]
    await wish(minji, { all: 'everything' })
    await wish(host, { all: 'everything' }, null)
    await say(taeho)
    await readOnAll()
    await toCrowd(null, NIGHT)
    expect([sleeper.received.length, owl.received.length]).toEqual([0, 1])
    const [wake] = await queued(`push.crowd:wake:${room.channels.all}`)
    expect(wake?.payload).toMatchObject({ since: NIGHT.toISOString() })
    expect(Math.round((wake?.waits ?? 0) / 3600)).toBe(9)
    await toCrowd(null, MORNING, NIGHT)
    expect([sleeper.received.length, owl.received.length]).toEqual([1, 1])
  })
})

describe('a notice', () => {
  test('is pushed to everybody with a device who reads its channel, except those who turned it off', async () => {
    const [plain, off, author] = [await device(minji), await device(taeho), await device(host)]
    await wish(taeho, { all: 'nothing' })
    await giveNotice()
    await readOnAll()
    const [job] = await queued('push.crowd:%')
    await toCrowd(String(job?.payload.notificationId))
    expect(plain.received.map(({ payload }) => payload)).toMatchObject([{ body: '새 공지' }])
    expect([off, author].flatMap(({ received }) => received)).toEqual([])
  })

  test('of another side’s channel stays there', async () => {
    const [buyer, seller] = [await device(minji), await device(taeho)]
    await giveNotice('seller')
    await readOnAll('seller')
    const [job] = await queued('push.crowd:%')
    const about = {
      channelId: room.channels.seller,
      notificationId: String(job?.payload.notificationId),
      since: null,
    }
    await pushToCrowd(base.db, about, { push, now: NOON })
    expect([buyer.received.length, seller.received.length]).toEqual([0, 1])
  })
})

describe('a browser', () => {
  const left = (who: TestPerson) =>
    notifySettings(base.db, who.viewer, { slug: room.slug, sessionId: null }).then(
      ({ otherDevices }) => otherDevices,
    )
  const pushOnce = async () => {
    await sql`update notification set pushed_at = pushed_at - interval '1 hour'`.execute(base.owner)
    await name(taeho, [minji])
    await readOnAll()
    await toMember(minji)
  }

  test('that is gone is forgotten', async () => {
    for (const status of [404, 410]) {
      service.answer(await device(minji), [status])
      expect(await left(minji)).toBe(1)
      await pushOnce()
      expect(await left(minji)).toBe(0)
    }
  })

  test('whose service fails is tried three times, and forgotten after ten failures in a row', async () => {
    const phone = await device(minji)
    service.answer(phone, [500, 500])
    const before = service.requests()
    await pushOnce()
    expect([service.requests() - before, phone.received.length]).toEqual([3, 1])
    service.answer(phone, Array(20).fill(403))
    for (let times = 0; times < 9; times += 1) await pushOnce()
    expect([service.requests() - before, await left(minji)]).toEqual([12, 1])
    await pushOnce()
    expect(await left(minji)).toBe(0)
  })

  test('is at a known address, with keys that can be encrypted for', async () => {
    const { address } = service.browser()
    const elsewhere = testPush((url) => url.hostname === 'push.example.com')
    const own = { slug: room.slug, sessionId: 'ab' }
    const add = (changes: Partial<typeof address>, by = push) =>
      addDevice(base.db, minji.viewer, { ...own, address: { ...address, ...changes } }, { push: by })
    await expect(add({}, elsewhere)).rejects.toMatchObject({ code: 'push.unknown_service' })
    const point = Buffer.alloc(65, 4).toString('base64url')
    await expect(add({ p256dh: point })).rejects.toMatchObject({ code: 'push.bad_keys' })
    await expect(add({})).rejects.toMatchObject({ code: 'shared.not_found' })
  })

  test('goes with its session', async () => {
    await device(minji)
    expect(await left(minji)).toBe(1)
    await sql`delete from session where account_id = ${minji.accountId}`.execute(base.owner)
    expect(await left(minji)).toBe(0)
  })

  test('of one member are eight at most, the newest', async () => {
    for (let count = 0; count < 10; count += 1) await device(minji)
    expect(await left(minji)).toBe(8)
  })
})

test('wishes are kept; equal ends of quiet hours are refused', async () => {
  const settings = () => notifySettings(base.db, minji.viewer, { slug: room.slug, sessionId: null })
  expect(await settings()).toMatchObject({
    channels: [
      { kind: 'all', level: 'personal' },
      { kind: 'buyer', level: 'personal' },
    ],
    quiet: { from: 21, to: 8 },
    digest: false,
  })
  await wish(minji, { all: 'everything', seller: 'everything' }, { from: 23, to: 6 })
  expect(await settings()).toMatchObject({
    channels: [{ level: 'everything' }, { kind: 'buyer', level: 'personal' }],
    quiet: { from: 23, to: 6 },
  })
  const { rows } = await sql`select from notify_channel where member_id = ${minji.memberId}`.execute(
    base.owner,
  )
  expect(rows).toHaveLength(1)
  await wish(minji, {}, null)
  expect((await settings()).quiet).toBeNull()
  await expect(wish(minji, {}, { from: 7, to: 7 })).rejects.toMatchObject({ code: 'notify.quiet_same' })
})
