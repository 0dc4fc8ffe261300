import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { APP_ROLE, type Db, openDatabase } from '#db/client.ts'
import { startTemporary } from '#db/embedded/temporary.ts'
import type { Embedded } from '#db/embedded.ts'
import { migrate } from '#db/migrate.ts'
import { openVault, type Vault } from '#server/domain/vault.ts'
import type { Viewer } from '#server/domain/viewer.ts'
import { diskStore } from '#server/files/disk.ts'
import type { FileStore } from '#server/files/store.ts'
import { openSessions } from '#server/web/session.ts'
import { joined, openTestCase, type Person } from '#tests/people.ts'
import { violations } from './invariants.ts'
import type { Phone } from './phone.ts'
import { readStored } from './stored.ts'

// The ground of every fault: a PostgreSQL of its own that may be killed, a folder for files, and rooms with people in
// them, all made through the domain, so that counters and ledgers have something to be wrong about.

export type World = {
  cluster: Embedded
  /** As the owner; for looking on, never used by the server under test. */
  owner: Db
  db: Db
  vault: Vault
  files: FileStore
  /** What the server under test is started with. */
  masterKey: string
  dataDir: string
  stop(): Promise<void>
}

/** A member with the cookie of a device and an address of its own. */
export type Guest = Person & { cookie: string; address: string }
export type Room = {
  caseId: string
  slug: string
  code: string
  channelId: string
  host: Viewer
  guests: Guest[]
}

/** With `fsync` every commit waits for the disk, as it does for people. */
export async function openWorld({ fsync }: { fsync: boolean }): Promise<World> {
  const cluster = await startTemporary({ fsync })
  await migrate(cluster.url)
  const db = openDatabase(cluster.url, { role: APP_ROLE })
  const owner = openDatabase(cluster.url, { max: 2 })
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'moa-chaos-'))
  const masterKey = randomBytes(32)
  const vault = openVault(masterKey)
  return {
    ...{ cluster, owner, db, vault, dataDir, masterKey: masterKey.toString('base64') },
    files: diskStore(path.join(dataDir, 'files'), vault),
    async stop() {
      await Promise.all([db.destroy(), owner.destroy()])
      await cluster.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

let guests = 0

/** A case with so many guests in its channel for everyone; all are co-hosts, whom no slow mode holds up. */
export async function openRoom({ db, owner, vault }: World, people: number): Promise<Room> {
  const { caseId, slug, code, sora } = await openTestCase(db, vault)
  const channel = await db
    .selectFrom('channel')
    .select('id')
    .where('case_id', '=', caseId)
    .where('kind', '=', 'all')
    .executeTakeFirstOrThrow()
  const inside: Guest[] = []
  for (let n = 0; n < people; n += 1) {
    guests += 1
    const person = await joined(db, code, `이웃${guests}`, 'buyer')
    const address = `10.${(guests >> 16) & 255}.${(guests >> 8) & 255}.${guests & 255}`
    inside.push({ ...person, cookie: await cookieFor(db, person.accountId), address })
  }
  await owner
    .updateTable('member')
    .set({ role: 'cohost' })
    .where('case_id', '=', caseId)
    .where('role', '=', 'member')
    .execute()
  return { caseId, slug, code, channelId: channel.id, host: sora.viewer, guests: inside }
}

/**
 * Every promise that is broken now; the devices must have stopped writing. A fault may put off a message, it may not
 * refuse one for good.
 */
export async function check(
  { owner, files }: World,
  rooms: readonly Room[],
  phones: readonly Phone[],
): Promise<string[]> {
  const places = rooms.map(({ caseId, channelId, host }) => ({ caseId, channelId, reader: host }))
  const stored = await readStored(owner, files, places)
  const refused = phones.flatMap(({ guest, refused }) =>
    [...refused.values()].map((code) => `${guest.nickname}: refused for good: ${code}`),
  )
  const logs = phones.map((phone) => phone.log())
  return [...refused, ...violations(logs, stored)]
}

async function cookieFor(db: Db, accountId: string): Promise<string> {
  let cookie = ''
  const keep = (line: string) => {
    cookie = line.split(';', 1)[0] ?? ''
  }
  await openSessions(db, false).control('', keep).begin(accountId)
  return cookie
}
