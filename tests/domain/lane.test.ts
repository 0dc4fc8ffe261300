import { EventEmitter, once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Tx } from '#db/client.ts'
import { type Outcome, throughLane } from '#server/domain/lane.ts'
import { Refusal } from '#server/domain/refusal.ts'
import { freshDatabase } from '#tests/database.ts'

const { db } = await freshDatabase()

/** Rules that note what went together; the first commit takes until `end` is called. */
function noting(name: string) {
  const batches: string[][] = []
  const gate = new EventEmitter()
  const [begun, ended] = [once(gate, 'begun'), once(gate, 'ended')]
  const work = async (_: Tx, __: string, items: readonly string[]): Promise<Outcome<string>[]> => {
    batches.push([...items])
    gate.emit('begun')
    await ended
    return items.map((item) =>
      item === 'no' ? { refusal: new Refusal('invalid', 'message.empty') } : { done: `${item}!` },
    )
  }
  return {
    batches,
    begun,
    end: () => gate.emit('ended'),
    rules: { name, waitingMax: 3, batchMax: 10, pauseMs: 0, work },
  }
}

test('what arrives while one commit is on its way goes together in the next', async () => {
  const { batches, begun, end, rules } = noting('lane.together')
  const first = throughLane(db, rules, 'a', 'one')
  await begun
  const rest = ['two', 'no', 'three'].map((item) => throughLane(db, rules, 'a', item))
  const other = throughLane(db, rules, 'b', 'elsewhere')
  end()
  await expect(rest[1]).rejects.toMatchObject({ code: 'message.empty' })
  expect(await Promise.all([first, rest[0], rest[2], other])).toEqual([
    'one!',
    'two!',
    'three!',
    'elsewhere!',
  ])
  expect(batches).toHaveLength(3)
  expect(batches).toContainEqual(['two', 'no', 'three'])
})

test('whoever was answered just now still comes along with those who waited', async () => {
  const { batches, begun, end, rules } = noting('lane.again')
  const again = throughLane(db, rules, 'a', 'one').then(async () => {
    await sleep(1)
    return throughLane(db, rules, 'a', 'one again')
  })
  await begun
  const two = throughLane(db, rules, 'a', 'two')
  end()
  await Promise.all([again, two])
  expect(batches).toEqual([['one'], ['two', 'one again']])
})

test('more than may wait are refused, and told to come back', async () => {
  const { begun, end, rules } = noting('lane.full')
  const first = throughLane(db, rules, 'a', 'one')
  await begun
  const waiting = ['two', 'three', 'four'].map((item) => throughLane(db, rules, 'a', item))
  await expect(throughLane(db, rules, 'a', 'five')).rejects.toMatchObject({
    ...{ kind: 'unavailable', code: 'message.busy', retryAfterMs: expect.any(Number) },
  })
  end()
  expect(await Promise.all([first, ...waiting])).toEqual(['one!', 'two!', 'three!', 'four!'])
})
