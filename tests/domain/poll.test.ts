import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { cardsIn, recountCards } from '#server/domain/card.ts'
import type { Happening } from '#server/domain/happening.ts'
import { leaveCase } from '#server/domain/member.ts'
import { messagesBefore } from '#server/domain/message.ts'
import { closeChannel } from '#server/domain/order.ts'
import {
  closeDuePoll,
  closeOverduePolls,
  closePoll,
  OPEN_POLLS_MAX,
  openPoll,
  pollFor,
  pollResult,
  pollsIn,
  pollVoters,
  vote,
} from '#server/domain/poll.ts'
import { onCommitted } from '#server/domain/transaction.ts'
import type { Viewer } from '#server/domain/viewer.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { makePeople } from '#tests/live/room.ts'
import { openTestCase, type Person, type TestCase, testVault } from '#tests/people.ts'

let base: TestDatabase
let room: TestCase

beforeAll(async () => {
  base = await freshDatabase()
  room = await openTestCase(base.db, testVault())
})

const own = () => openTestCase(base.db, testVault())

type Words = Partial<Parameters<typeof openPoll>[2]>

async function opened(changes: Words = {}, of = room, by: Person = of.sora): Promise<string> {
  const draft = {
    slug: of.slug,
    id: randomUUID(),
    channel: 'all' as const,
    question: '어디에 먼저 낼까요?',
    options: ['소비자원', '경찰', '카드사'],
    multiple: false,
    anonymous: false,
    closesAt: null,
    ...changes,
  }
  return (await openPoll(base.db, by.viewer, draft)).id
}

const cast = (viewer: Viewer, pollId: string, ...choices: number[]) =>
  vote(base.db, viewer, { pollId, choices })
const seen = (viewer: Viewer, pollId: string, of = room) =>
  pollFor(base.db, viewer, { slug: of.slug, pollId })
const counts = async (viewer: Viewer, pollId: string, of = room) => {
  const { poll } = await seen(viewer, pollId, of)
  return [poll.voters, ...poll.options.map(({ votes }) => votes)]
}
const overdue = (pollId: string) =>
  sql`update poll set closes_at = now() - interval '1 second' where id = ${pollId}`.execute(base.owner)

describe('a poll', () => {
  test('of a member stands in its channel as a card', async () => {
    const of = await own()
    const id = await opened({}, of, of.minji)
    const page = { slug: of.slug, kind: 'all' as const, beforeSeq: null }
    expect((await messagesBefore(base.db, of.taeho.viewer, page)).messages.at(-1)).toMatchObject({
      body: '[투표] 어디에 먼저 낼까요?',
      card: { kind: 'poll', id, title: '어디에 먼저 낼까요?' },
      author: { nickname: '민지' },
    })
    expect((await seen(of.taeho.viewer, id, of)).poll).toMatchObject({
      by: '민지',
      isClosed: false,
      options: [
        { no: 1, label: '소비자원', votes: 0 },
        { no: 2, label: '경찰', votes: 0 },
        { no: 3, label: '카드사', votes: 0 },
      ],
    })
    expect(await pollsIn(base.db, of.taeho.viewer, { slug: of.slug })).toHaveLength(1)
  })

  test('sent twice is one; another person’s id is not found', async () => {
    const of = await own()
    const id = randomUUID()
    await Promise.all([opened({ id }, of), opened({ id }, of)])
    await opened({ id, question: '다른 질문' }, of)
    expect(await pollsIn(base.db, of.sora.viewer, { slug: of.slug })).toMatchObject([
      { question: '어디에 먼저 낼까요?' },
    ])
    await expect(opened({ id }, of, of.minji)).rejects.toThrow('shared.not_found')
  })

  test('covers personal data as chat does', async () => {
    const id = await opened({
      question: '010-0000-1234 로 전화할까요?',
      options: ['국민은행 123456-01-123456', '아니요'],
    })
    const { poll } = await seen(room.minji.viewer, id)
    expect(JSON.stringify(poll)).not.toMatch(/1234|123456/)
  })

  test('of a channel is for those who see it, to vote in and to look at', async () => {
    const of = await own()
    const id = await opened({ channel: 'seller' }, of, of.taeho)
    await cast(of.hana.viewer, id, 1)
    for (const viewer of [of.minji.viewer, of.jun]) {
      await expect(cast(viewer, id, 1)).rejects.toThrow('shared.not_found')
      await expect(seen(viewer, id, of)).rejects.toThrow('shared.not_found')
    }
    await expect(opened({ channel: 'seller' }, of, of.minji)).rejects.toThrow('shared.not_found')
    expect(await pollsIn(base.db, of.minji.viewer, { slug: of.slug })).toEqual([])
    const refs = [{ kind: 'poll' as const, id }]
    expect(await cardsIn(base.db, of.minji.viewer, { slug: of.slug, refs })).toEqual([])
    expect(await cardsIn(base.db, of.hana.viewer, { slug: of.slug, refs })).toMatchObject([{ choices: [1] }])
  })

  test('is one of two at most that a member has open', async () => {
    const of = await own()
    const first = await opened({}, of, of.minji)
    await opened({}, of, of.minji)
    await expect(opened({}, of, of.minji)).rejects.toThrow('poll.too_many_open')
    await closePoll(base.db, of.minji.viewer, { slug: of.slug, pollId: first })
    await opened({}, of, of.minji)
    for (let n = 0; n <= OPEN_POLLS_MAX.member; n += 1) await opened({}, of)
  })

  test('is refused to who may not write there now', async () => {
    const of = await own()
    await closeChannel(base.db, of.sora.viewer, { slug: of.slug, kind: 'all', hostsOnly: true })
    await expect(opened({}, of, of.minji)).rejects.toThrow('message.hosts_only')
    expect(await opened({}, of)).toBeTruthy()
  })

  test.each([
    ['in the past', -1000, 'poll.ends_past'],
    ['in a year', 366 * 86_400_000, 'poll.ends_far'],
  ])('that closes %s is refused at its field', async (_, ms, code) => {
    const closesAt = new Date(Date.now() + ms).toISOString()
    await expect(opened({ closesAt })).rejects.toMatchObject({ code, fields: { closesOn: code } })
  })
})

describe('voting', () => {
  test('is one vote a member, changed and taken back until the end', async () => {
    const id = await opened()
    expect(await cast(room.minji.viewer, id, 2)).toEqual({ voters: 1, counts: [0, 1, 0] })
    expect(await cast(room.taeho.viewer, id, 2)).toEqual({ voters: 2, counts: [0, 2, 0] })
    expect(await cast(room.minji.viewer, id, 1)).toEqual({ voters: 2, counts: [1, 1, 0] })
    expect(await cast(room.minji.viewer, id, 1)).toEqual({ voters: 2, counts: [1, 1, 0] })
    expect((await seen(room.minji.viewer, id)).choices).toEqual([1])
    expect(await cast(room.minji.viewer, id)).toEqual({ voters: 1, counts: [0, 1, 0] })
    expect((await seen(room.minji.viewer, id)).choices).toEqual([])
    expect(await recountCards(base.db)).toEqual([])
  })

  test('takes several choices only where several are asked for, and only known ones', async () => {
    const one = await opened()
    await expect(cast(room.minji.viewer, one, 1, 2)).rejects.toThrow('poll.one_only')
    await expect(cast(room.minji.viewer, one, 4)).rejects.toThrow('poll.no_such_option')
    const many = await opened({ multiple: true })
    expect(await cast(room.minji.viewer, many, 1, 3)).toEqual({ voters: 1, counts: [1, 0, 1] })
    await expect(cast(room.minji.viewer, many, 1, 1)).rejects.toThrow('poll.no_such_option')
    await expect(cast(room.minji.viewer, many, 0)).rejects.toThrow('poll.no_such_option')
    expect(await counts(room.minji.viewer, many)).toEqual([1, 1, 0, 1])
  })

  test('of a crowd that changes its mind at once counts right and is told a few times', async () => {
    const of = await own()
    const id = await opened({ multiple: true }, of)
    const people = await makePeople(base.owner, of.caseId, 400)
    const heard: Happening[] = []
    const stop = onCommitted(base.db, (happenings) => void heard.push(...happenings))
    await Promise.all(
      people.flatMap(({ viewer }, n) => [
        cast(viewer, id, (n % 3) + 1),
        cast(viewer, id, 1, 2),
        cast(viewer, id, ...(n % 2 ? [] : [3])),
      ]),
    )
    stop()
    expect(await counts(of.minji.viewer, id, of)).toEqual([200, 0, 0, 200])
    expect(await recountCards(base.db)).toEqual([])
    const told = heard.filter((each) => each.kind === 'card.counted')
    expect(told.length).toBeLessThanOrEqual(4)
    expect(told.at(-1)).toMatchObject({ counts: [0, 0, 200], total: 200 })
  })

  test('one refusal in a crowd refuses nobody else', async () => {
    const id = await opened()
    const votes = await Promise.allSettled([
      cast(room.minji.viewer, id, 1),
      cast(room.jun, id, 1),
      cast(room.taeho.viewer, id, 9),
      cast(room.hana.viewer, id, 2),
    ])
    expect(votes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled'])
    expect(await counts(room.minji.viewer, id)).toEqual([2, 1, 1, 0])
  })

  test('stays when the voter leaves', async () => {
    const of = await own()
    const id = await opened({}, of)
    await cast(of.minji.viewer, id, 1)
    await leaveCase(base.db, of.minji.viewer, { slug: of.slug })
    await expect(cast(of.minji.viewer, id, 2)).rejects.toThrow('shared.not_found')
    expect(await counts(of.taeho.viewer, id, of)).toEqual([1, 1, 0, 0])
  })
})

describe('the end', () => {
  test('is the clock’s: no vote after it, whether or not the job has come', async () => {
    const id = await opened({ closesAt: new Date(Date.now() + 3_600_000).toISOString() })
    await cast(room.minji.viewer, id, 1)
    await closeDuePoll(base.db, { pollId: id })
    expect((await seen(room.minji.viewer, id)).poll.isClosed).toBe(false)
    await overdue(id)
    await expect(cast(room.minji.viewer, id, 2)).rejects.toThrow('poll.closed')
    expect((await seen(room.minji.viewer, id)).poll.isClosed).toBe(true)
    await Promise.all([closeDuePoll(base.db, { pollId: id }), closeOverduePolls(base.db)])
    const entries = await base.db
      .selectFrom('ledger')
      .select('data')
      .where('kind', '=', 'poll.closed')
      .where(sql<boolean>`data ->> 'pollId' = ${id}`)
      .execute()
    expect(entries).toMatchObject([{ data: { voters: 1 } }])
  })

  test('comes early by its maker or the staff, and by nobody else', async () => {
    const of = await own()
    const [first, second] = [await opened({}, of, of.minji), await opened({}, of, of.minji)]
    const close = (viewer: Viewer, pollId: string) => closePoll(base.db, viewer, { slug: of.slug, pollId })
    await expect(close(of.taeho.viewer, first)).rejects.toThrow('shared.forbidden')
    await close(of.minji.viewer, first)
    await close(of.minji.viewer, first)
    await close(of.sora.viewer, second)
    await expect(cast(of.taeho.viewer, second, 1)).rejects.toThrow('poll.closed')
  })

  test('of an anonymous poll forgets who chose what and keeps the counts', async () => {
    const of = await own()
    const id = await opened({ anonymous: true }, of)
    await cast(of.minji.viewer, id, 1)
    await cast(of.taeho.viewer, id, 2)
    await closePoll(base.db, of.sora.viewer, { slug: of.slug, pollId: id })
    const rows = await base.db.selectFrom('poll_vote').select('choices').where('poll_id', '=', id).execute()
    expect(rows).toEqual([{ choices: null }, { choices: null }])
    expect(await counts(of.minji.viewer, id, of)).toEqual([2, 1, 1, 0])
    expect(await recountCards(base.db)).toEqual([])
  })
})

describe('who chose what', () => {
  test('is known of an open poll and of no anonymous one, not even to the host', async () => {
    const of = await own()
    const open = await opened({}, of)
    const anonymous = await opened({ anonymous: true }, of)
    for (const id of [open, anonymous]) {
      await cast(of.minji.viewer, id, 1)
      await cast(of.taeho.viewer, id, 2)
    }
    const who = (pollId: string, no: number) =>
      pollVoters(base.db, of.sora.viewer, { slug: of.slug, pollId, no })
    expect((await who(open, 1)).voters.map(({ nickname }) => nickname)).toEqual(['민지'])
    expect((await who(open, 3)).voters).toEqual([])
    await expect(who(anonymous, 1)).rejects.toThrow('shared.not_found')
    const file = async (pollId: string, what: 'votes' | 'people') => {
      const { rows } = await pollResult(base.db, of.hana.viewer, { slug: of.slug, pollId, what })
      const read = []
      for await (const { no, votes, nickname } of rows) read.push([no, votes, nickname])
      return read
    }
    const sums = [
      [1, 1, null],
      [2, 1, null],
      [3, 0, null],
    ]
    expect([await file(open, 'votes'), await file(anonymous, 'votes')]).toEqual([sums, sums])
    expect((await file(open, 'people')).map(([no, , name]) => [no, name]).sort()).toEqual([
      [1, '민지'],
      [2, '태호'],
    ])
    await expect(file(anonymous, 'people')).rejects.toThrow('shared.not_found')
  })

  test('comes in pages', async () => {
    const of = await own()
    const id = await opened({}, of)
    const people = await makePeople(base.owner, of.caseId, 150)
    await Promise.all(people.map(({ viewer }) => cast(viewer, id, 1)))
    const page = (after: string | null) =>
      pollVoters(base.db, of.minji.viewer, { slug: of.slug, pollId: id, no: 1, after })
    const first = await page(null)
    const second = await page(first.next)
    const names = [...first.voters, ...second.voters].map(({ nickname }) => nickname)
    expect([first.voters.length, second.voters.length, second.next, new Set(names).size]).toEqual([
      100,
      50,
      null,
      150,
    ])
  })
})
