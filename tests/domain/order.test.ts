import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { firstBrokenEntry } from '#server/domain/ledger.ts'
import { postMessage } from '#server/domain/message.ts'
import { JOIN_BURST, MESSAGE_BURST } from '#server/domain/order/pace.ts'
import { channelOrder, closeChannel, slowChannel, unslowChannel } from '#server/domain/order.ts'
import { onCommitted } from '#server/domain/transaction.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { makeCase, makePeople, makePerson, type TestCase, type TestPerson } from '#tests/live/room.ts'
import { joined, openTestCase, testVault } from '#tests/people.ts'

let base: TestDatabase
let room: TestCase
let sora: TestPerson
let minji: TestPerson
let taeho: TestPerson

beforeEach(async () => {
  base ??= await freshDatabase()
  room = await makeCase(base.owner)
  sora = await makePerson(base.owner, room.id, { role: 'host' })
  minji = await makePerson(base.owner, room.id)
  taeho = await makePerson(base.owner, room.id, { side: 'seller' })
})

const say = (who: TestPerson, channelId = room.channels.all, clientId: string = randomUUID()) =>
  postMessage(base.db, who.viewer, { channelId, clientId, body: '저도요', replyTo: null })
const refusal = (code: string) => expect.objectContaining({ name: 'Refusal', code })
const orderOf = (who = minji, channelId = room.channels.all) =>
  channelOrder(base.db, who.viewer, { channelId })
const all = () => ({ slug: room.slug, kind: 'all' as const })
const logged = async () =>
  (
    await base.owner
      .selectFrom('moderation')
      .select(['kind', 'actor_id', 'seconds'])
      .where('case_id', '=', room.id)
      .orderBy('seq')
      .execute()
  ).map(({ kind, actor_id, seconds }) => [kind, actor_id, seconds])
/** Lets time pass for the channels: the end of their slowness and the turns taken in them lie further back. */
async function later(seconds: number): Promise<void> {
  await sql`update channel set slow_until = slow_until - make_interval(secs => ${seconds})`.execute(
    base.owner,
  )
  await sql`update channel_turn set at = at - make_interval(secs => ${seconds})`.execute(base.owner)
}

describe('slow mode', () => {
  test('gives each member a turn, tells how long to wait, and lets staff through', async () => {
    await say(minji)
    await slowChannel(base.db, sora.viewer, { ...all(), seconds: 30, minutes: 10 })
    await say(minji)
    await expect(say(minji)).rejects.toEqual(refusal('message.slow'))
    const refused = await say(minji).catch((error: { retryAfterMs: number }) => error)
    expect(refused).toMatchObject({ kind: 'tooMany' })
    expect((refused as { retryAfterMs: number }).retryAfterMs).toBeGreaterThan(25_000)
    expect((refused as { retryAfterMs: number }).retryAfterMs).toBeLessThanOrEqual(30_000)
    await say(taeho)
    await say(sora)
    await say(sora)
    await say(minji, room.channels.buyer)
    await say(minji, room.channels.buyer)
    await later(31)
    await say(minji)
  })

  test('counts two messages of one batch as two turns, and a retry as none', async () => {
    await slowChannel(base.db, sora.viewer, { ...all(), seconds: 30, minutes: 10 })
    const clientId = randomUUID()
    const outcomes = await Promise.allSettled([
      say(minji, room.channels.all, clientId),
      say(minji),
      say(minji, room.channels.all, clientId),
      say(taeho),
    ])
    expect(outcomes.map((outcome) => outcome.status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ])
    await expect(say(minji, room.channels.all, clientId)).resolves.toBeTruthy()
  })

  test('ends by itself, and before its time when staff says so', async () => {
    await slowChannel(base.db, sora.viewer, { ...all(), seconds: 300, minutes: 10 })
    expect(await orderOf()).toMatchObject({ slowSeconds: 300 })
    await say(minji)
    await later(601)
    expect(await orderOf()).toMatchObject({ slowSeconds: 0, slowLeftMs: 0 })
    await say(minji)
    await slowChannel(base.db, sora.viewer, { ...all(), seconds: 300, minutes: 10 })
    await say(taeho)
    await expect(say(taeho)).rejects.toEqual(refusal('message.slow'))
    await unslowChannel(base.db, sora.viewer, all())
    await unslowChannel(base.db, sora.viewer, all())
    await say(taeho)
    expect(await logged()).toEqual([
      ['channel.slowed', sora.memberId, 300],
      ['channel.slowed', sora.memberId, 300],
      ['channel.unslowed', sora.memberId, null],
    ])
    expect(await firstBrokenEntry(base.db, room.id)).toBeNull()
  })

  test('never lets a waiting member wait past the end of it', async () => {
    await slowChannel(base.db, sora.viewer, { ...all(), seconds: 3600, minutes: 10 })
    await say(minji)
    const refused = await say(minji).catch((error: { retryAfterMs: number }) => error)
    expect((refused as { retryAfterMs: number }).retryAfterMs).toBeLessThanOrEqual(600_000)
  })

  test('is told to the browsers with a number that only grows', async () => {
    const heard: unknown[] = []
    const stop = onCommitted(base.db, (happenings) => heard.push(...happenings))
    const before = await orderOf()
    await slowChannel(base.db, sora.viewer, { ...all(), seconds: 10, minutes: 10 })
    await closeChannel(base.db, sora.viewer, { ...all(), hostsOnly: true })
    stop()
    expect(before).toEqual({ rev: 0, slowSeconds: 0, slowLeftMs: 0, hostsOnly: false })
    expect(heard).toMatchObject([
      { kind: 'channel.state', channelId: room.channels.all, state: { rev: 1, slowSeconds: 10 } },
      { kind: 'channel.state', state: { rev: 2, slowSeconds: 10, hostsOnly: true } },
    ])
  })
})

describe('only hosts speak', () => {
  test('until it is opened again', async () => {
    await closeChannel(base.db, sora.viewer, { ...all(), hostsOnly: true })
    await closeChannel(base.db, sora.viewer, { ...all(), hostsOnly: true })
    await expect(say(minji)).rejects.toMatchObject({ code: 'message.hosts_only', retryAfterMs: undefined })
    await say(sora)
    await say(minji, room.channels.buyer)
    await closeChannel(base.db, sora.viewer, { ...all(), hostsOnly: false })
    await say(minji)
    expect((await logged()).map(([kind]) => kind)).toEqual(['channel.closed', 'channel.opened'])
  })
})

describe('by itself', () => {
  const flood = async (people: readonly TestPerson[], messages: number) => {
    for (let sent = 0; sent < messages; ) {
      const wave = Array.from(
        { length: Math.min(150, messages - sent) },
        (_, at) => people[(sent + at) % people.length],
      )
      await Promise.all(wave.map((person) => person && say(person).catch(() => {})))
      sent += wave.length
    }
  }

  test('a burst of many people makes the channel slow, and slower when it goes on', async () => {
    const crowd = await makePeople(base.owner, room.id, MESSAGE_BURST.people)
    await flood(crowd, MESSAGE_BURST.messages - 1)
    expect(await orderOf()).toMatchObject({ slowSeconds: 0 })
    await flood(crowd, 1)
    expect(await orderOf()).toMatchObject({ slowSeconds: 10, hostsOnly: false })
    expect(await logged()).toEqual([['channel.slowed', null, 10]])
    const more = await makePeople(base.owner, room.id, MESSAGE_BURST.messages)
    await flood(more, MESSAGE_BURST.messages)
    expect(await orderOf()).toMatchObject({ slowSeconds: 30 })
    expect(await orderOf(minji, room.channels.buyer)).toMatchObject({ slowSeconds: 0 })
  })

  test('a few who talk fast do not: that is what the limits per person are for', async () => {
    const few = await makePeople(base.owner, room.id, MESSAGE_BURST.people - 1)
    await flood(few, MESSAGE_BURST.messages * 2)
    expect(await orderOf()).toMatchObject({ slowSeconds: 0 })
  })

  test('a rush of newcomers slows the channels of the members, once, and leaves the staff alone', async () => {
    const { caseId, code, slug, minji: buyer } = await openTestCase(base.db, testVault())
    const kinds = ['all', 'buyer', 'staff'] as const
    const states = async () => {
      const rows = await base.owner
        .selectFrom('channel')
        .select(['kind', 'slow_seconds'])
        .where('case_id', '=', caseId)
        .execute()
      return kinds.map((kind) => rows.find((row) => row.kind === kind)?.slow_seconds ?? null)
    }
    const came = await base.owner
      .selectFrom('case_head')
      .select('pace_count')
      .where('case_id', '=', caseId)
      .executeTakeFirstOrThrow()
    for (let at = came.pace_count; at < JOIN_BURST.joins - 1; at += 1)
      await joined(base.db, code, `이웃 ${at}`, 'buyer')
    expect(await states()).toEqual([null, null, null])
    await joined(base.db, code, '백 번째 이웃', 'buyer')
    expect(await states()).toEqual([10, 10, null])
    await joined(base.db, code, '다음 이웃', 'buyer')
    expect(await states()).toEqual([10, 10, null])
    expect(await channelOrder(base.db, buyer.viewer, { slug, kind: 'all' })).toMatchObject({ rev: 1 })
    expect(await firstBrokenEntry(base.db, caseId)).toBeNull()
  })
})
