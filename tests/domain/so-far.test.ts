import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { addDays, seoulDate } from '#app/shapes/civil-date.ts'
import { agencies } from '#app/text/ko/agencies.ts'
import type { Db } from '#db/client.ts'
import { channelFor } from '#server/domain/access.ts'
import { setCaseState } from '#server/domain/case-state.ts'
import { addEvent } from '#server/domain/event.ts'
import { judgeFact, keepFact } from '#server/domain/fact.ts'
import { postMessage } from '#server/domain/message.ts'
import { writeNotice } from '#server/domain/notice.ts'
import { soFar } from '#server/domain/so-far.ts'
import { freshDatabase } from '#tests/database.ts'
import { openTestCase, type TestCase, testVault } from '#tests/people.ts'
import { hearing } from './access-world.ts'
import { caseStateDraft, factEntry } from './facts.ts'

let db: Db
let room: TestCase

beforeAll(async () => {
  db = (await freshDatabase()).db
  room = await openTestCase(db, testVault())
})

test('a newcomer gets what is pinned for all, what a host confirmed, and what comes next', async () => {
  const { slug, sora, minji } = room
  const notice = { slug, title: '접수 안내', body: '함께 내요.', pins: true, publishAt: null, from: null }
  await writeNotice(db, sora.viewer, { ...notice, id: randomUUID(), channel: 'all' })
  await writeNotice(db, sora.viewer, { ...notice, id: randomUUID(), channel: 'buyer', title: '구매자만' })
  const { id: channelId } = await channelFor(db, minji.viewer, { slug, kind: 'all' })
  const facts = []
  for (const body of ['16일에 문을 닫는다고 알렸다', '아직 확인하지 않은 이야기']) {
    const said = { channelId, clientId: randomUUID(), body, replyTo: null }
    const { id: messageId } = await postMessage(db, minji.viewer, said)
    const fact = {
      id: randomUUID(),
      messages: [messageId],
      body,
      happenedOn: '2024-08-16',
      happenedTime: null,
    }
    facts.push(await keepFact(db, minji.viewer, { slug, ...fact }))
  }
  await judgeFact(db, sora.viewer, { slug, factId: facts[0]?.factId ?? '', state: 'confirmed' })
  const today = seoulDate(Date.now())
  const entry = (title: string, days: number) =>
    addEvent(db, sora.viewer, {
      ...{ slug, id: randomUUID(), channel: 'all', ...hearing, title },
      startsOn: addDays(today, days),
    })
  await entry('지난 마감', -1)
  for (const n of [4, 3, 2, 1]) await entry(`${n}일 뒤`, n)

  const promise = { kind: 'promise', body: '20일까지 돌려주겠다고 했어요' } as const
  const later = { ...factEntry({ ...promise, dueOn: '2099-12-31' }), slug, id: randomUUID() }
  const passed = { ...factEntry({ ...promise, dueOn: '2099-12-31' }), slug, id: randomUUID() }
  await keepFact(db, minji.viewer, later)
  await keepFact(db, minji.viewer, { ...passed, dueOn: '2024-08-20' })
  await setCaseState(db, sora.viewer, { slug, ...caseStateDraft({ state: 'silent' }) })

  const so = await soFar(db, minji.viewer, { slug })
  expect(so.states.map(({ state, since }) => [state, since])).toEqual([['silent', '2024-08-16']])
  expect(so.promises.map(({ id }) => id)).toEqual([passed.id, later.id])
  expect(so.pinned.map(({ title }) => title)).toEqual(['접수 안내'])
  expect(so.facts.map(({ body, dayOnly }) => [body, dayOnly])).toEqual([
    ['16일에 문을 닫는다고 알렸다', true],
  ])
  expect(so.events.map(({ title }) => title)).toEqual(['1일 뒤', '2일 뒤', '3일 뒤'])
  expect(so.today).toBe(today)
  await expect(soFar(db, room.jun, { slug })).rejects.toThrow('shared.not_found')
})

test('each agency says when it was checked, and is reached at its own address', () => {
  for (const { url, checkedOn, takes } of agencies) {
    expect(new URL(url).protocol).toBe('https:')
    expect(new URL(url).hostname).toMatch(/\.(go|or)\.kr$/)
    expect(addDays(checkedOn, 0)).toBe(checkedOn)
    expect(takes).not.toMatch(/[!]/)
  }
  for (const side of ['buyer', 'seller'] as const) {
    expect(agencies.filter(({ who }) => who === side || who === 'all').length).toBeGreaterThanOrEqual(3)
  }
})
