import { createHash } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import type { Happening } from '#server/domain/happening.ts'
import { onCommitted } from '#server/domain/transaction.ts'
import { openSessions, sweepSessions } from '#server/web/session.ts'
import { freshDatabase, type TestDatabase } from '../database.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await freshDatabase()
})

async function account(): Promise<string> {
  const row = await database.db
    .insertInto('account')
    .defaultValues()
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** A device: keeps the cookie it was last sent. */
function device(secure = false) {
  const sessions = openSessions(database.db, secure)
  let cookie = ''
  let line = ''
  const control = () =>
    sessions.control(cookie, (sent) => {
      line = sent
      cookie = sent.split(';', 1)[0] ?? ''
    })
  return { control, read: () => sessions.read(cookie), cookie: () => cookie, line: () => line }
}

test('a session says who is behind the cookie', async () => {
  const id = await account()
  const phone = device()
  await phone.control().begin(id)
  const known = await phone.read()
  expect(known?.viewer).toEqual({ accountId: id, hasPassword: false })
  expect(await openSessions(database.db, false).read('moa=nonsense')).toBeNull()
  expect(await openSessions(database.db, false).read('')).toBeNull()
})

test('the database holds only the hash of the token', async () => {
  const phone = device()
  await phone.control().begin(await account())
  const token = phone.cookie().split('=', 2)[1] ?? ''
  const rows = await database.db.selectFrom('session').select('id').execute()
  const hash = createHash('sha256').update(token).digest('hex')
  expect(rows.some((row) => row.id.toString('hex') === hash)).toBe(true)
  expect(rows.some((row) => row.id.toString() === token)).toBe(false)
})

test('over https the cookie is bound to the host and hidden from scripts', async () => {
  const phone = device(true)
  await phone.control().begin(await account())
  expect(phone.line()).toMatch(/^__Host-moa=/)
  expect(phone.line()).toMatch(/HttpOnly/)
  expect(phone.line()).toMatch(/Secure/)
  expect(phone.line()).toMatch(/SameSite=Lax/i)
  expect(phone.line()).not.toMatch(/Domain=/i)
})

test('beginning anew ends the session before and says so', async () => {
  const phone = device()
  await phone.control().begin(await account())
  const before = phone.cookie()
  const old = await phone.read()
  const said: Happening[] = []
  const stop = onCommitted(database.db, (happenings) => said.push(...happenings))
  await phone.control().begin(await account())
  stop()
  expect(phone.cookie()).not.toBe(before)
  expect(await openSessions(database.db, false).read(before)).toBeNull()
  expect(said).toEqual([{ kind: 'session.ended', sessionIds: [old?.sessionId] }])
})

test('ending and renewing all leave no other device signed in', async () => {
  const id = await account()
  const [phone, laptop] = [device(), device()]
  await phone.control().begin(id)
  await laptop.control().begin(id)
  await phone.control().renewAll(id)
  expect(await laptop.read()).toBeNull()
  expect((await phone.read())?.accountId).toBe(id)
  await phone.control().end()
  expect(await phone.read()).toBeNull()
})

test('a session past its end is refused and swept', async () => {
  const phone = device()
  await phone.control().begin(await account())
  const known = await phone.read()
  const id = Buffer.from(known?.sessionId ?? '', 'hex')
  await database.db
    .updateTable('session')
    .set({ expires_at: new Date(Date.now() - 1000) })
    .where('id', '=', id)
    .execute()
  expect(await phone.read()).toBeNull()
  await database.db
    .insertInto('session')
    .values({ id: Buffer.alloc(32, 7), account_id: await account(), expires_at: new Date(Date.now() - 1000) })
    .execute()
  expect(await sweepSessions(database.db)).toBeGreaterThanOrEqual(1)
})
