import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '#db/client.ts'
import { endEmbedded, startEmbedded } from '#db/embedded.ts'

// The built program as people start it, on a data folder of its own.

let folder: string
const running = new Set<ChildProcess>()

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'moa-start-'))
})

afterAll(async () => {
  for (const child of running) child.kill('SIGKILL')
  await endEmbedded(path.join(folder, 'postgres'))
  await rm(folder, { recursive: true, force: true })
})

type Started = { child: ChildProcess; origin: string; output: () => string; ended: Promise<number | null> }

async function start(environment: Record<string, string> = {}, ...words: string[]): Promise<Started> {
  const child = spawn(process.execPath, ['build/main.js', ...words], {
    env: { ...process.env, NODE_ENV: 'production', DATA_DIR: folder, PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  let output = ''
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  ended.then(() => running.delete(child))
  const origin = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString()
      const address = /http:\/\/localhost:\d+/.exec(output)
      if (address) resolve(address[0])
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    ended.then((code) => reject(new Error(`ended with ${code}: ${output}`)))
  })
  return { child, origin, output: () => output, ended }
}

test('starts, says what to do next, survives kill -9 and ends cleanly on Ctrl-C', async () => {
  const first = await start()
  expect(await (await fetch(`${first.origin}/healthz`)).text()).toBe('ok\n')
  expect((await fetch(`${first.origin}/readyz`)).status).toBe(200)
  expect((await fetch(first.origin)).status).toBe(200)
  await expect.poll(first.output).toMatch(/npm run demo/)
  const database = await startEmbedded({ dataDir: path.join(folder, 'postgres') })
  const owner = openDatabase(database.url, { max: 1 })
  await owner.insertInto('account').defaultValues().execute()
  await owner.destroy()
  first.child.kill('SIGKILL')
  await first.ended
  await database.stop()

  const second = await start()
  const again = openDatabase(database.url, { max: 1 })
  expect(await again.selectFrom('account').select('id').execute()).toHaveLength(1)
  await again.destroy()
  second.child.kill('SIGINT')
  expect(await second.ended).toBe(0)
  await expect(fetch(`${second.origin}/healthz`)).rejects.toThrow()
  expect(serversOn(folder)).toEqual([])
})

test('K5: a wrong key or a variable that cannot be read stops the start with its name', async () => {
  await expect(start({ MOA_MASTER_KEY: 'c2hvcnQ=' })).rejects.toThrow(/MOA_MASTER_KEY/)
  await expect(start({ PORT: 'door' })).rejects.toThrow(/PORT/)
  expect(serversOn(folder)).toEqual([])
})

test('the demo tells its story once, and its keys can be renewed but not swapped', async () => {
  const first = await start({}, '--demo')
  await expect.poll(first.output, { timeout: 60_000 }).toMatch(/Ctrl-C/)
  const page = /http:\/\/localhost:\d+\/c\/([a-z0-9]{10})/.exec(first.output())
  expect(await (await fetch(page?.[0] ?? '')).text()).toContain('알렛츠')
  expect(first.output()).toMatch(/\/j\/[\w-]{22}/)
  first.child.kill('SIGINT')
  expect(await first.ended).toBe(0)

  const other = Buffer.alloc(32, 7).toString('base64')
  await expect(start({ MOA_MASTER_KEY: other })).rejects.toThrow(/MOA_MASTER_KEY does not open/)
  const environment = { ...process.env, DATA_DIR: folder }
  const rotated = execFileSync(process.execPath, ['build/keys.js', 'rotate'], {
    env: environment,
    encoding: 'utf8',
  })
  expect(rotated).toMatch(/5 cases and 1 accounts/)

  const second = await start({}, '--demo')
  await expect.poll(second.output, { timeout: 60_000 }).toMatch(/Ctrl-C/)
  expect(second.output()).toContain(`/c/${page?.[1]}`)
  second.child.kill('SIGINT')
  expect(await second.ended).toBe(0)
  expect(serversOn(folder)).toEqual([])
})

/** Command lines of programs that still work on this data folder. */
function serversOn(data: string): string[] {
  const lines = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).split('\n')
  return lines.filter((line) => line.includes(data) && /postgres/.test(line))
}
