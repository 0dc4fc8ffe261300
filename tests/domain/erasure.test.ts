import { randomUUID } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { nickname } from '#app/shapes/nickname.ts'
import { goneName } from '#app/text/ko/erasure.ts'
import { endForGood, membershipsOf } from '#server/domain/erasure/end.ts'
import { erasable, eraseAccount, eraseMember, eraseWords } from '#server/domain/erasure.ts'
import type { Happening } from '#server/domain/happening.ts'
import { joinCase, leaveCase, removeMember } from '#server/domain/member.ts'
import { lockChannel } from '#server/domain/message/batch.ts'
import { messagesBefore, postMessage } from '#server/domain/message.ts'
import { takePicture } from '#server/domain/picture.ts'
import { openPoll } from '#server/domain/poll.ts'
import { reportMessage } from '#server/domain/report.ts'
import { caseTotals } from '#server/domain/total.ts'
import { inTransaction, onCommitted } from '#server/domain/transaction.ts'
import type { FileStore } from '#server/files/store.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { freshFiles } from '#tests/files.ts'
import { writePast } from '#tests/history.ts'
import {
  accountHolder,
  entryOf,
  joined,
  openTestCase,
  type Person,
  SORA_PASSWORD,
  type TestCase,
  testVault,
} from '#tests/people.ts'
import { drawn, inPieces } from '#tests/pictures.ts'

// Leaving for good: who may, who follows a host, and what a crash half-way leaves to do. What goes and what stays is held
// against the whole schema in tests/web/erasure.test.ts.

const vault = testVault()
const { files, folder } = freshFiles(vault)
let database: TestDatabase
let room: TestCase

beforeAll(async () => {
  database = await freshDatabase()
})
beforeEach(async () => {
  room = await openTestCase(database.db, vault)
})

const guestly = { password: '' }
const erase = (who: Person, password = '', store = files) =>
  eraseMember(database.db, who.viewer, { slug: room.slug, password }, { files: store })
const page = async (who: Person) =>
  messagesBefore(database.db, who.viewer, { slug: room.slug, kind: 'all', beforeSeq: null })
async function say(who: Person, body: string, pictures: string[] = []) {
  const { channelId } = await page(who)
  const words = { channelId, clientId: randomUUID(), body, replyTo: null, files: pictures }
  return postMessage(database.db, who.viewer, words)
}
async function picture(who: Person): Promise<string> {
  const bytes = inPieces(await drawn('png'))
  const where = { slug: room.slug, kind: 'all' as const, name: '영수증.png', bytes }
  return (await takePicture(database.db, who.viewer, where, { files })).id
}
const pollOf = (slug: string) => ({
  ...{ slug, id: randomUUID(), channel: 'all' as const, question: '환불 받으신 분?' },
  ...{ options: ['네', '아니요'], multiple: false, anonymous: false, closesAt: null },
})
async function waitingForLocks(): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`.execute(database.owner)
  return rows[0]?.n ?? 0
}
const stored = async () => (await readdir(folder, { recursive: true })).filter((name) => name.includes('/'))
const rowOf = (who: Person) =>
  database.db
    .selectFrom('member')
    .select(['nickname', 'role', 'left_why', 'account_id'])
    .where('id', '=', who.memberId)
    .executeTakeFirstOrThrow()

describe('P8: who may', () => {
  test('a guest without a password, a holder with theirs and no other', async () => {
    const viewer = await accountHolder(database.db, vault)
    const { memberId } = await joinCase(database.db, viewer, { code: room.code }, entryOf('계정 있는 이웃'))
    const holder = { viewer, accountId: viewer.accountId ?? '', memberId, nickname: '계정 있는 이웃' }
    for (const password of ['', 'wrong password']) {
      await expect(erase(holder, password)).rejects.toMatchObject({ code: 'account.wrong_password' })
      const all = eraseAccount(database.db, viewer, { password }, { files })
      await expect(all).rejects.toMatchObject({ code: 'account.wrong_password' })
    }
    expect(await rowOf(holder)).toMatchObject({ nickname: holder.nickname, left_why: null })
    await erase(holder, SORA_PASSWORD)
    await erase(room.minji)
    for (const who of [holder, room.minji]) {
      const row = await rowOf(who)
      expect(row).toMatchObject({ nickname: goneName, role: 'member', left_why: 'erased' })
      expect(row.account_id).not.toBe(who.accountId)
    }
  })

  test('nobody else’s words go', async () => {
    await say(room.minji, '민지의 말')
    await say(room.taeho, '태호의 말')
    await erase(room.minji)
    const { messages } = await page(room.taeho)
    expect(messages.map(({ body, gone, author }) => [body, gone, author.nickname])).toEqual([
      [null, 'erased', goneName],
      ['태호의 말', null, room.taeho.nickname],
    ])
    await eraseWords(database.db, { memberId: room.taeho.memberId }, { files })
    expect((await page(room.taeho)).messages.at(-1)?.body).toBe('태호의 말')
  })

  test('the count of people falls by one, once', async () => {
    const members = async () => (await caseTotals(database.db, room.sora.viewer, { slug: room.slug })).members
    const had = await members()
    await erase(room.minji)
    expect(await members()).toBe(had - 1)
    await expect(erase(room.minji)).rejects.toMatchObject({ code: 'shared.not_found' })
    expect(await members()).toBe(had - 1)
  })

  test('of an account also what was left or taken from it before, in every room', async () => {
    const other = await openTestCase(database.db, vault)
    const { viewer } = room.minji
    const there = await joinCase(database.db, viewer, { code: other.code }, entryOf('다른 방의 민지'))
    await say(room.minji, '나간 방의 말')
    await leaveCase(database.db, viewer, { slug: room.slug })
    const { slug } = other
    await removeMember(database.db, other.sora.viewer, { slug, memberId: there.memberId })
    await eraseAccount(database.db, viewer, guestly, { files })
    for (const memberId of [room.minji.memberId, there.memberId]) {
      expect(await rowOf({ ...room.minji, memberId })).toMatchObject({
        nickname: goneName,
        left_why: 'erased',
      })
    }
    expect((await page(room.taeho)).messages).toMatchObject([{ body: null, gone: 'erased' }])
    const account = database.db.selectFrom('account').select('id').where('id', '=', room.minji.accountId)
    expect(await account.executeTakeFirst()).toBe(undefined)
  })
})

describe('P8: a host', () => {
  test('nobody can follow stays while others are in the room, and nothing is lost', async () => {
    await say(room.sora, '방장의 말')
    for (const act of [
      () => erase(room.sora, SORA_PASSWORD),
      () => eraseAccount(database.db, room.sora.viewer, { password: SORA_PASSWORD }, { files }),
    ]) {
      await expect(act()).rejects.toMatchObject({ code: 'erasure.nobody_to_lead' })
    }
    expect(await rowOf(room.sora)).toMatchObject({ role: 'host', left_why: null })
    expect((await page(room.minji)).messages).toMatchObject([{ body: '방장의 말' }])
  })

  test('is followed by the first member with an account', async () => {
    const viewer = await accountHolder(database.db, vault)
    const heir = await joinCase(database.db, viewer, { code: room.code }, entryOf('이어받을 이웃'))
    expect(await erasable(database.db, room.sora.viewer, { slug: room.slug })).toMatchObject([
      { leads: true },
    ])
    const said: Happening[] = []
    const stop = onCommitted(database.db, (happenings) => said.push(...happenings))
    await erase(room.sora, SORA_PASSWORD)
    stop()
    const { memberId } = heir
    expect(said).toContainEqual(expect.objectContaining({ kind: 'member.given_role', memberId }))
    const row = await database.db
      .selectFrom('member')
      .select('role')
      .where('id', '=', heir.memberId)
      .executeTakeFirstOrThrow()
    expect(row.role).toBe('host')
    expect((await rowOf(room.sora)).role).toBe('member')
  })

  test('who is alone may go', async () => {
    for (const who of [room.minji, room.taeho, room.hana]) {
      await leaveCase(database.db, who.viewer, { slug: room.slug })
    }
    await erase(room.sora, SORA_PASSWORD)
    expect(await rowOf(room.sora)).toMatchObject({ nickname: goneName, left_why: 'erased' })
  })
})

test('P8: what was said with a report goes, the report stays', async () => {
  const { id: messageId } = await say(room.taeho, '신고될 글')
  await reportMessage(database.db, room.minji.viewer, { messageId, why: 'spam', words: '저 민지인데요' })
  await erase(room.minji)
  const report = await database.owner
    .selectFrom('report')
    .select(['why', 'words'])
    .where('message_id', '=', messageId)
    .executeTakeFirstOrThrow()
  expect(report).toEqual({ why: 'spam', words: '' })
})

test('P8: who comes back is somebody new, and the name is free again', async () => {
  await say(room.minji, '예전 말')
  await erase(room.minji)
  const { viewer, nickname: name } = room.minji
  const back = await joinCase(database.db, viewer, { code: room.code }, entryOf(name))
  expect(back).toMatchObject({ isNewMember: true })
  expect(back.memberId).not.toBe(room.minji.memberId)
  await say({ ...room.minji, memberId: back.memberId }, '새 말')
  const { messages } = await page(room.taeho)
  expect(messages.map(({ body, author }) => [body, author.nickname])).toEqual([
    [null, goneName],
    ['새 말', name],
  ])
})

test('P8: nobody can call themselves what stands for those who are gone', () => {
  for (const name of [goneName, '떠난사람', ' 떠난  사람 ']) {
    expect(nickname.safeParse(name).error?.issues[0]?.message).toBe('nickname.looks_like_staff')
  }
  expect(nickname.safeParse('떠나지 않는 사람').success).toBe(true)
})

describe('P8: a crash half-way', () => {
  test('is made up for by the job that was asked for, and a second run changes nothing', async () => {
    const kept = (await stored()).length
    const shown = await picture(room.minji)
    await say(room.minji, '사진과 말', [shown])
    await picture(room.minji)
    expect((await stored()).length).toBe(kept + 6)
    const broken: FileStore = {
      ...files,
      remove: async () => {
        throw new Error('the disk is away')
      },
    }
    await erase(room.minji, '', broken)
    expect((await stored()).length).toBe(kept + 6)
    const { rows } = await sql<{ n: number }>`
      select count(*) as n from graphile_worker._private_jobs as job
      join graphile_worker._private_tasks as task on task.id = job.task_id
      where task.identifier = 'member.erase' and job.payload::text like ${`%${room.minji.memberId}%`}`.execute(
      database.owner,
    )
    expect(rows[0]?.n).toBe(1)
    await eraseWords(database.db, { memberId: room.minji.memberId }, { files })
    expect((await stored()).length).toBe(kept)
    const heads = () => sql`select id, head from channel order by id`.execute(database.db)
    const had = (await heads()).rows
    await eraseWords(database.db, { memberId: room.minji.memberId }, { files })
    expect((await heads()).rows).toEqual(had)
  })

  test('is not waited for by somebody who said very much: the rest goes on at once, and is looked at again', async () => {
    const { channelId } = await page(room.minji)
    const past = { channelId, authors: [room.minji.memberId], start: '2026-11-01T00:00:00Z', everyMs: 1000 }
    await writePast(database.owner, { ...past, count: 4300 })
    const left = async () => {
      const said = database.db.selectFrom('message').select((eb) => eb.fn.countAll<number>().as('n'))
      const mine = said.where('author_id', '=', room.minji.memberId).where('body', 'is not', null)
      return (await mine.executeTakeFirstOrThrow()).n
    }
    await erase(room.minji)
    expect(await left()).toBe(4300 - 19 * 200)
    const { rows } = await sql<{ now: boolean }>`
      select run_at <= now() as now from graphile_worker._private_jobs as job
      join graphile_worker._private_tasks as task on task.id = job.task_id
      where task.identifier = 'member.erase' and job.payload::text like ${`%${room.minji.memberId}%`}
      order by run_at`.execute(database.owner)
    expect(rows).toEqual([{ now: true }, { now: false }])
    await eraseWords(database.db, { memberId: room.minji.memberId }, { files })
    expect(await left()).toBe(0)
  })

  test('leaves no name even when nothing else was done yet', async () => {
    await say(room.minji, '아직 남은 말')
    // As if the process ended right after the first transaction.
    const { id, caseId } = { id: room.minji.memberId, caseId: room.caseId }
    await inTransaction(database.db, async (tx) =>
      endForGood(tx, await membershipsOf(tx, room.minji.accountId, caseId)),
    )
    const [left] = (await page(room.taeho)).messages
    expect(left).toMatchObject({ body: '아직 남은 말', author: { id, nickname: goneName } })
    await eraseWords(database.db, { memberId: id }, { files })
    expect((await page(room.taeho)).messages).toMatchObject([{ body: null, gone: 'erased' }])
  })
})

describe('P8: a card on its way while its author is erased', () => {
  test.each(['card first', 'erasure first'])('%s: no open page keeps the name', async (order) => {
    const { channelId } = await page(room.minji)
    const poll = () => openPoll(database.db, room.minji.viewer, pollOf(room.slug))
    const both = order === 'card first' ? [poll, () => erase(room.minji)] : [() => erase(room.minji), poll]
    const heard = new Map<string, string>()
    onCommitted(database.db, (happenings) => {
      for (const one of happenings) {
        if (one.kind !== 'channel.changed') continue
        for (const { id, author } of one.changes) heard.set(id, author.nickname)
      }
    })
    const done = await inTransaction(database.db, async (tx) => {
      await lockChannel(tx, channelId)
      const running = []
      for (const [at, start] of both.entries()) {
        running.push(start())
        await expect.poll(() => waitingForLocks()).toBe(at + 1)
      }
      return { all: Promise.allSettled(running) }
    })
    const outcomes = (await done.all).map(({ status }) => status)
    expect(outcomes).toEqual(order === 'card first' ? ['fulfilled', 'fulfilled'] : ['fulfilled', 'rejected'])
    const shown = (await page(room.taeho)).messages.map(({ id, author }) => [id, author.nickname])
    expect(shown).toEqual([...heard])
    expect([...heard.values()]).toEqual(order === 'card first' ? [goneName] : [])
  })
})

test('P8: a long talk goes in pieces, every message of it', async () => {
  const { channelId } = await page(room.minji)
  await sql`
    with moved as (update channel set head = head + 450 where id = ${channelId} returning head)
    insert into message (channel_id, author_id, client_id, seq, rev, body)
    select ${channelId}, ${room.minji.memberId}, gen_random_uuid(), head - n, head - n, '말 ' || n
    from moved, generate_series(0, 449) as n`.execute(database.owner)
  await erase(room.minji)
  const { rows } = await sql`
    select gone, count(*) as n, count(distinct rev) as revs from message
    where channel_id = ${channelId} group by gone`.execute(database.owner)
  expect(rows).toEqual([{ gone: 'erased', n: 450, revs: 450 }])
})

test('P8: the words of claims of somebody who is there cannot be erased', async () => {
  const wanted = joined(database.db, room.code, '남아 있는 이웃', 'buyer')
  const { memberId } = await wanted
  await expect(sql`select erase_statements(${memberId}::uuid)`.execute(database.db)).rejects.toThrow(
    'Nobody of this id was erased',
  )
  await sql`update member set left_at = now(), left_why = 'erased' where id = ${memberId}`.execute(
    database.db,
  )
  // Saying so is not enough: it must stand in the ledger.
  await expect(sql`select erase_statements(${memberId}::uuid)`.execute(database.db)).rejects.toThrow(
    'Nobody of this id was erased',
  )
})
