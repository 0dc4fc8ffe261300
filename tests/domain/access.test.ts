import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '#db/client.ts'
import { Refusal } from '#server/domain/refusal.ts'
import { freshDatabase, rolledBack } from '#tests/database.ts'
import { matrix, ownOnly, type Row, withoutViewer } from './access-matrix.ts'
import { askers, makeWorld, type World } from './access-world.ts'

let db: Db
let world: World

beforeAll(async () => {
  const database = await freshDatabase()
  db = database.db
  world = await makeWorld(database)
})

type Module = Record<string, unknown>
const top = import.meta.glob<Module>('../../server/domain/*.ts', { eager: true })
const facets = import.meta.glob<Module>('../../server/domain/*/*.ts', { eager: true })

const functionsOf = (modules: Record<string, Module>) =>
  Object.values(modules).flatMap((module) =>
    Object.entries(module).filter(([, value]) => typeof value === 'function'),
  )

describe('the matrix knows every function', () => {
  test('of the domain', () => {
    const names = new Set(functionsOf(top).map(([name]) => name))
    expect([...names].filter((name) => !(name in matrix) && !(name in withoutViewer))).toEqual([])
    expect(names.size).toBeGreaterThan(60)
  })

  test('of its facets that takes a viewer', () => {
    const asks = functionsOf(facets).filter(([, value]) => /^[^)]*\bviewer\b/.test(String(value)))
    expect(asks.map(([name]) => name).filter((name) => !(name in matrix))).toEqual([])
    expect(asks.length).toBeGreaterThan(3)
  })

  test('and none that takes a viewer stands among those without', () => {
    const asks = functionsOf(top).filter(([, value]) => /^[^)]*\bviewer\b/.test(String(value)))
    expect(asks.map(([name]) => name).filter((name) => name in withoutViewer)).toEqual([])
  })

  test('and nothing that is gone', () => {
    const names = new Set([...functionsOf(top), ...functionsOf(facets)].map(([name]) => name))
    const listed = [...Object.keys(matrix), ...Object.keys(withoutViewer), ...ownOnly]
    expect(listed.filter((name) => !names.has(name))).toEqual([])
  })
})

describe.each(Object.entries(matrix))('%s', (_, row) => {
  test.each(askers)('asked by %s', async (asker) => {
    const outcome = await rolledBack(db, (tx) => outcomeOf(row.ask(tx, world.viewers[asker], world, asker)))
    expect(outcome).toBe(row.expected[asker])
  })
})

test.each(ownOnly)('%s of another person is not found, not even for the host', async (name) => {
  const { ask } = matrix[name] as Row
  const mine = await rolledBack(db, (tx) => outcomeOf(ask(tx, world.viewers.host, world, 'member')))
  const theirs = await rolledBack(db, (tx) => outcomeOf(ask(tx, world.viewers.member, world, 'host')))
  expect([mine, theirs]).toEqual(['shared.not_found', 'shared.not_found'])
})

async function outcomeOf(asked: Promise<unknown>): Promise<string> {
  try {
    await asked
    return 'ok'
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}
