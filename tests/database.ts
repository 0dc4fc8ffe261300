import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { inject } from 'vitest'
import { APP_ROLE, type Db, openDatabase, type Tx } from '#db/client.ts'
import { TEMPLATE, withDatabase } from './postgres.global.ts'

/** A migrated database of its own. */
export interface TestDatabase {
  url: string
  /** Works as the app does, as moa_app. */
  db: Db
  /** Works as the owner of the tables. */
  owner: Db
  /** Closes both and drops the database; happens by itself when the test file ends. */
  drop(): Promise<void>
}

const BEING_ACCESSED = '55006'
const COPY_TRIES = 50
const COPY_PAUSE_MS = 40

const open = new Set<TestDatabase>()

/** Closes and drops every database a test file made. */
export async function dropDatabases(): Promise<void> {
  for (const database of open) await database.drop()
}

/** Makes a copy of the migrated template, about a tenth of a second. */
export async function freshDatabase(): Promise<TestDatabase> {
  const name = `moa_test_${randomBytes(6).toString('hex')}`
  await asAdmin((admin) => copyTemplate(admin, name))
  const url = withDatabase(inject('clusterUrl'), name)
  const db = openDatabase(url, { role: APP_ROLE })
  const owner = openDatabase(url, { max: 2 })
  const drop = async () => {
    if (!open.delete(database)) return
    await Promise.all([db.destroy(), owner.destroy()])
    await asAdmin((admin) => sql.raw(`drop database ${name} with (force)`).execute(admin))
  }
  const database = { url, db, owner, drop }
  open.add(database)
  return database
}

/** Runs the work in a transaction that is always rolled back, and gives what the work gave. */
export async function rolledBack<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  const tx = await db.startTransaction().execute()
  try {
    return await work(tx)
  } finally {
    await tx.rollback().execute()
  }
}

async function asAdmin<T>(work: (admin: Db) => Promise<T>): Promise<T> {
  const admin = openDatabase(inject('clusterUrl'), { max: 1 })
  try {
    return await work(admin)
  } finally {
    await admin.destroy()
  }
}

/** Copying is refused while somebody is connected to the template, be it for another copy. */
async function copyTemplate(admin: Db, name: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await sql.raw(`create database ${name} template ${TEMPLATE}`).execute(admin)
      return
    } catch (error) {
      if (
        attempt === COPY_TRIES ||
        !(error instanceof Error && 'code' in error && error.code === BEING_ACCESSED)
      )
        throw error
    }
    await sleep(COPY_PAUSE_MS)
  }
}
