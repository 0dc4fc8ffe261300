import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Db } from '#db/client.ts'
import { openDatabase } from '#db/client.ts'
import { makeCase, makePeople, type TestCase, type TestPerson } from '#tests/live/room.ts'
import { type Durable, startDurable } from './durable.ts'
import type { Order, Report, Usage } from './room-server.ts'
import { WireClient, type WireCount } from './wire.ts'

// A measured server with a durable database behind it, and crowds of wire-level browsers in front.

/** Sockets opened at once. */
const OPENING = 100

export type Hall = {
  durable: Durable
  /** As the owner, who may write people straight into the tables. */
  owner: Db
  port: number
  usage(): Promise<Usage>
  /** Bytes of the server's objects and buffers that are in use. */
  weigh(): Promise<number>
  cut(): Promise<void>
}

/** Starts database and server for `work` and ends both after it, however it ends. */
export async function inHall(work: (hall: Hall) => Promise<void>): Promise<void> {
  const durable = await startDurable()
  const owner = openDatabase(durable.url, { max: 2 })
  const server = fork(fileURLToPath(new URL('./room-server.ts', import.meta.url)), [durable.url], {
    execArgv: [...process.execArgv, '--expose-gc'],
  })
  try {
    const [started] = (await once(server, 'message')) as [{ port: number }]
    await work({
      ...{ durable, owner, port: started.port },
      usage: () => ask(server, 'usage'),
      weigh: async () => (await ask(server, 'weigh')).heldBytes,
      cut: async () => void (await ask(server, 'cut')),
    })
  } finally {
    if (server.connected) server.send('stop' satisfies Order)
    if (server.exitCode === null) await once(server, 'exit')
    await owner.destroy()
    await durable.stop()
  }
}

async function ask(server: ChildProcess, order: Order): Promise<Usage> {
  server.send(order)
  const [report] = (await once(server, 'message')) as [Report]
  if ('port' in report) throw new Error('the server started twice')
  return report
}

/**
 * A case with people in it, all co-hosts: slow mode, which a benchmark sets off, does not bind them. Made in runs of a
 * thousand, as one statement takes only so many values.
 */
export async function peopled(owner: Db, count: number): Promise<{ room: TestCase; people: TestPerson[] }> {
  const room = await makeCase(owner)
  const people: TestPerson[] = []
  while (people.length < count) {
    people.push(
      ...(await makePeople(owner, room.id, Math.min(1000, count - people.length), { role: 'cohost' })),
    )
  }
  return { room, people }
}

export type Crowd = { clients: WireClient[]; count: WireCount; close(): void }

/** One browser a person, at our server or at the bare one; `arrived` is done for each before the next run comes. */
export async function gather(
  { port }: Pick<Hall, 'port'>,
  path: '/live' | '/bare',
  people: readonly TestPerson[],
  arrived: (client: WireClient) => Promise<void> = async () => {},
): Promise<Crowd> {
  const count = { messages: 0, frames: 0, bytes: 0 }
  const clients: WireClient[] = []
  await inRuns(people, async ({ accountId }) => {
    const client = await WireClient.open(port, path, `who=${accountId}`, count)
    await arrived(client)
    clients.push(client)
  })
  const close = () => {
    for (const client of clients) client.close()
  }
  return { clients, count, close }
}

/** All of a crowd enter a channel. Gives its head. */
export async function enterAll({ clients }: Crowd, channelId: string, after = 0): Promise<void> {
  await inRuns(clients, async (client) => {
    const answer = await client.ask('channel.enter', { channelId, after })
    if (!answer.startsWith('[{"ok":true')) throw new Error(`not entered: ${answer}`)
  })
}

/** Posts and waits for the answer. Throws when it was not stored. */
export async function post(
  client: WireClient,
  channelId: string,
  clientId: string,
  body: string,
): Promise<void> {
  const answer = await client.ask('message.post', { channelId, clientId, body, replyTo: null })
  if (!answer.startsWith('[{"ok":true')) throw new Error(`not posted: ${answer}`)
}

/** The revision a channel is at. */
export async function headOf(client: WireClient, channelId: string): Promise<number> {
  const answer = await client.ask('channel.enter', { channelId, after: 0 })
  return Number(/"head":(\d+)/.exec(answer)?.[1])
}

/** `OPENING` at a time. */
export async function inRuns<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  for (let at = 0; at < all.length; at += OPENING) await Promise.all(all.slice(at, at + OPENING).map(work))
}
