import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { post } from './crowd.ts'
import { WireClient } from './wire.ts'

// One who talks in another room of the measured server, in a process of its own: what holds the crowd's process up must
// not count as the server's delay. Started by the bench with port, account and channel.

/** How often it says something, ms. */
const EVERY_MS = 50

const [port, accountId = '', channelId = ''] = process.argv.slice(2)
if (!port || !process.send) throw new Error('started by the bench only')

let acks: number[] = []
process.on('message', () => {
  process.send?.(acks)
  acks = []
})
process.on('disconnect', () => process.exit(0))

const nobody = { messages: 0, frames: 0, bytes: 0 }
const client = await WireClient.open(Number(port), '/live', `who=${accountId}`, nobody)
await client.ask('channel.enter', { channelId, after: 0 })
for (;;) {
  const start = performance.now()
  await post(client, channelId, randomUUID(), '저희는 괜찮아요')
  acks.push(performance.now() - start)
  await sleep(EVERY_MS)
}
