import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  announce,
  type Content,
  type Door,
  expectStatus,
  lines,
  offset,
  partAt,
  patch,
  tear,
} from '#tests/bench/sender.ts'
import { Moa } from './moa.ts'
import { bound, type Outcome } from './outcome.ts'
import { type Guest, openRoom, type World } from './world.ts'

export type Size = {
  files: number
  /** Files on their way at once. */
  parallel: number
  bytes: number
  /** How often the line of each file is torn. */
  cuts: number
  kills: number
}

/** Between two kills, at random up to twice this, ms. */
const BETWEEN_MS = 1_000
/** How long a sender waits for a server that is not there, ms, and how often. */
const AGAIN_MS = 200
const TRIES = 300
const SENDERS = 10

type Sent = { id: string; sha256: string; resent: number }

/** R10: files go into the locker while their lines are torn and the server is killed; each is whole in the end. */
export async function uploadsCut(world: World, size: Size): Promise<Outcome> {
  const { slug, guests } = await openRoom(world, SENDERS)
  const moa = new Moa(world)
  await moa.start()
  const broken: string[] = []
  const sent: Sent[] = []
  const door = (): Door => ({
    port: moa.port,
    slug,
    agent,
    headers: (who) => headersOf(guests, who, moa.port),
  })
  const agent = lines(size.parallel)
  let next = 0
  const line = async () => {
    for (let at = next++; at < size.files; at = next++) {
      sent.push(await sendThrough(door, guests[at % guests.length]?.memberId ?? '', size))
    }
  }
  const sending = Promise.all(Array.from({ length: size.parallel }, line))
  for (let kill = 0; kill < size.kills; kill += 1) {
    await sleep(Math.random() * 2 * BETWEEN_MS)
    await moa.kill()
    await moa.start()
  }
  await sending
  agent.destroy()
  broken.push(...(await notWhole(world, sent)))
  // A kill costs the piece that was on its way as well.
  const pieces = (size.cuts * sent.length + size.kills * size.parallel) * Math.min(size.bytes, PIECE_BYTES)
  const resent = sent.reduce((sum, one) => sum + one.resent, 0)
  bound(broken, 'bytes sent twice', resent, pieces)
  bound(broken, 'falls of the server', moa.falls, 0)
  await moa.stop()
  return { figures: { files: sent.length, kills: size.kills, resent }, broken }
}

/** The most that one cut may cost, bytes. */
const PIECE_BYTES = 8 * 1024 * 1024

/** Sends one file, torn so often at random places, and asks how far it is whenever something went wrong. */
async function sendThrough(door: () => Door, who: string, { bytes, cuts }: Size): Promise<Sent> {
  const content = contentOf(randomBytes(bytes))
  const id = randomUUID()
  await kept(() => announce(door(), who, content, id).catch(ifThere(door, who, id)))
  let [left, resent] = [cuts, 0]
  for (let at = 0; at < bytes; ) {
    const part = partAt(content, at)
    if (left > 0) {
      left -= 1
      const some = Math.floor(Math.random() * part.length)
      await tear(door(), who, { id, at }, part, some)
      const there = await kept(() => offset(door(), who, id))
      resent += Math.max(0, at + some - there)
      at = there
      continue
    }
    const whole = await expectStatus(204, patch(door(), who, { id, at }, part)).catch(() => null)
    const there = whole ? at + part.length : await kept(() => offset(door(), who, id))
    if (!whole) resent += Math.max(0, at + part.length - there)
    at = there
  }
  return { id, sha256: content.sha256, resent }
}

/** An announcement whose answer was lost has been heard. */
function ifThere(door: () => Door, who: string, id: string) {
  return async (error: unknown) => {
    await offset(door(), who, id).catch(() => {
      throw error
    })
    return id
  }
}

async function kept<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      if (attempt === TRIES) throw error
    }
    await sleep(AGAIN_MS)
  }
}

/** Every file is sealed under the hash its sender counted, and nothing lies in the store that nobody knows. */
async function notWhole({ owner, files }: World, sent: readonly Sent[]): Promise<string[]> {
  const broken: string[] = []
  for (const { id, sha256 } of sent) {
    const row = await owner
      .selectFrom('evidence_file')
      .select('sha256')
      .where('id', '=', id)
      .executeTakeFirst()
    const found = row && Buffer.from(row.sha256).toString('hex')
    if (found !== sha256) broken.push(`file ${id}: ${found ?? 'not sealed'}`)
  }
  const parts = await owner.selectFrom('evidence_part').select('file_key').execute()
  const known = new Set(parts.map(({ file_key }) => file_key))
  for (const key of known) {
    await files.open(key, { from: 0, to: 0 }).catch(() => broken.push(`a piece is gone: ${key}`))
  }
  return broken
}

function contentOf(bytes: Buffer): Content {
  return { bytes, name: '영상.bin', sha256: createHash('sha256').update(bytes).digest('hex') }
}

function headersOf(guests: readonly Guest[], who: string, port: number): Record<string, string> {
  const guest = guests.find(({ memberId }) => memberId === who)
  const { cookie = '', address = '' } = guest ?? {}
  return { Cookie: cookie, Origin: `http://localhost:${port}`, 'X-Forwarded-For': address }
}
