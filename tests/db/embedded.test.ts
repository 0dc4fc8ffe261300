import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDatabase } from '#db/client.ts'
import { serviceAccount, spawnAs } from '#db/embedded/account.ts'
import { findBinaries } from '#db/embedded/binaries.ts'
import { processIdentity, waitFor } from '#db/embedded/process.ts'
import { type Embedded, endEmbedded, startEmbedded } from '#db/embedded.ts'

const APP = fileURLToPath(new URL('./embedded-app.ts', import.meta.url))
const isRoot = process.getuid?.() === 0

let folder: string
let dataDir: string
let apps: ChildProcess[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'moa embedded '))
  chmodSync(folder, 0o755)
  dataDir = join(folder, 'postgres')
  apps = []
})

afterEach(async () => {
  for (const app of apps) app.kill('SIGKILL')
  await endEmbedded(dataDir)
  rmSync(folder, { recursive: true, force: true })
})

test('a first start makes the cluster, a stop leaves nothing running, a second start finds the rows', async () => {
  const first = await start()
  expect(first.adopted).toBe(false)
  await query(first.url, "create table note (text text); insert into note values ('가')")
  const pid = serverPid()
  await first.stop()
  await first.stop()
  expect(processIdentity(pid)).toBeNull()
  expect(existsSync(socketFolder(first.url))).toBe(false)

  const second = await start()
  expect(second).toMatchObject({ url: first.url, adopted: false })
  expect(await query(second.url, 'select text from note')).toEqual([{ text: '가' }])
  await second.stop()
})

test('the server has no TCP port, and only its own user may open its socket', async () => {
  const { url, stop } = await start()
  const [row] = await query(
    url,
    `select current_setting('listen_addresses') as addresses, current_setting('server_encoding') as encoding,
        (select format('%s %s', datlocprovider, datlocale) from pg_database where datname = 'moa') as locale`,
  )
  expect(row).toEqual({ addresses: '', encoding: 'UTF8', locale: 'b C.UTF-8' })
  expect(statSync(socketFolder(url)).mode & 0o777).toBe(0o700)
  expect(statSync(dataDir).mode & 0o777).toBe(0o700)
  await stop()
})

test('a second app joins the running server, and the server ends with the last of them', async () => {
  const first = await start()
  const second = await start()
  const pid = serverPid()
  expect(second).toMatchObject({ adopted: true, url: first.url })
  await first.stop()
  expect(await query(second.url, 'select 1 as one')).toEqual([{ one: 1 }])
  await second.stop()
  expect(processIdentity(pid)).toBeNull()
})

test('apps started at once on an empty folder share one server; killed, they leave it to be found', async () => {
  const started = await Promise.all([startApp(), startApp(), startApp()])
  expect(started.filter((app) => !app.adopted)).toHaveLength(1)
  expect(new Set(started.map((app) => app.url)).size).toBe(1)
  const pid = serverPid()
  await killApps()
  const next = await start()
  expect(next.adopted).toBe(true)
  expect(serverPid()).toBe(pid)
  await next.stop()
  expect(processIdentity(pid)).toBeNull()
})

test('an app asked to end takes the server with it', async () => {
  await startApp()
  const pid = serverPid()
  apps[0]?.kill('SIGTERM')
  await waitFor(() => processIdentity(pid) === null, 10_000)
  expect(processIdentity(pid)).toBeNull()
})

test('kill -9 of app and server loses no committed row', async () => {
  const { url } = await startApp()
  await query(url, 'create table note (id int); insert into note values (1), (2)')
  await killApps()
  process.kill(serverPid(), 'SIGKILL')
  const next = await start()
  expect(next.adopted).toBe(false)
  expect(await query(next.url, 'select count(*) as count from note')).toEqual([{ count: 2 }])
  await next.stop()
})

test('a server that dies under a running app is started again, and the pool finds it', async () => {
  const { url, stop } = await start()
  const db = openDatabase(url, { max: 2 })
  await sql.raw('create table note (id int); insert into note values (1)').execute(db)
  const pid = serverPid()
  process.kill(pid, 'SIGKILL')
  const isBack = () => existsSync(pidFile()) && serverPid() !== pid
  expect(await waitFor(isBack, 20_000)).toBe(true)
  const { rows } = await persistently(() => sql`select id from note`.execute(db))
  expect(rows).toEqual([{ id: 1 }])
  await db.destroy()
  await stop()
})

test('a server whose data folder was deleted is ended, and a new cluster is made', async () => {
  const { url } = await startApp()
  await query(url, 'create table note (id int)')
  const orphan = serverPid()
  await killApps()
  rmSync(dataDir, { recursive: true })
  const next = await start()
  expect(processIdentity(orphan)).toBeNull()
  expect(next.adopted).toBe(false)
  expect(await query(next.url, "select to_regclass('note') as found")).toEqual([{ found: null }])
  await next.stop()
})

test('a process number that has gone to another program since a kill stops no start', async () => {
  const { stop } = await start()
  const note = readFileSync(pidFile(), 'utf8')
  await stop()
  const stranger = spawn('/bin/sleep', ['60'], spawnAs(serviceAccount()))
  apps.push(stranger)
  writeFileSync(pidFile(), note.replace(/^\d+/, String(stranger.pid)))
  const next = await start()
  expect(next.adopted).toBe(false)
  expect(processIdentity(stranger.pid ?? 0)).not.toBeNull()
  await next.stop()
})

test('locks of dead processes are taken over', async () => {
  writeFileSync(`${dataDir}.lock`, `${process.pid} another-boot 1`)
  const { stop } = await start()
  await stop()
  expect(existsSync(`${dataDir}.lock`)).toBe(false)
})

test.runIf(isRoot)(
  'as root, data moves where the database user can enter, and stays found there',
  async () => {
    chmodSync(folder, 0o700)
    const first = await start()
    expect(first.dataDir).toMatch(/^\/var\/lib\/moa\/[0-9a-f]{12}\/postgres$/)
    await first.stop()
    chmodSync(folder, 0o755)
    const second = await start()
    expect(second.dataDir).toBe(first.dataDir)
    await second.stop()
    rmSync(dirname(first.dataDir), { recursive: true })
  },
)

test.runIf(isRoot)('as root, data of another user is served by a server of that user', async () => {
  const owner = { uid: 4242, gid: 4242 }
  const first = await start()
  await first.stop()
  execFileSync('/bin/chown', ['-R', `${owner.uid}:${owner.gid}`, dataDir])
  const second = await start()
  expect(statSync(pidFile())).toMatchObject(owner)
  await second.stop()
})

test('without the programs of this platform, the message names DATABASE_URL as the way out', () => {
  const arch = process.arch
  Object.defineProperty(process, 'arch', { value: 'sparc' })
  try {
    expect(() => findBinaries(null, folder)).toThrow(/쓸 수 없어요(.|\n)*Set DATABASE_URL/)
  } finally {
    Object.defineProperty(process, 'arch', { value: arch })
  }
})

function start(): Promise<Embedded> {
  return startEmbedded({ dataDir, fsync: false })
}

async function startApp(): Promise<{ url: string; adopted: boolean }> {
  const app = spawn(process.execPath, ['--import', 'tsx', APP, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  apps.push(app)
  const [line] = await once(createInterface(app.stdout), 'line')
  return JSON.parse(line)
}

async function killApps(): Promise<void> {
  await Promise.all(
    apps.map((app) => {
      const ended = once(app, 'exit')
      app.kill('SIGKILL')
      return ended
    }),
  )
  apps = []
}

function serverPid(): number {
  return Number.parseInt(readFileSync(pidFile(), 'utf8'), 10)
}

function pidFile(): string {
  return join(dataDir, 'postmaster.pid')
}

function socketFolder(url: string): string {
  return new URL(url).searchParams.get('host') ?? ''
}

async function query(url: string, statement: string): Promise<unknown[]> {
  const db = openDatabase(url, { max: 1 })
  try {
    return (await sql.raw(statement).execute(db)).rows
  } finally {
    await db.destroy()
  }
}

async function persistently<T>(ask: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask()
    } catch (error) {
      if (attempt === 100) throw error
      await sleep(100)
    }
  }
}
