import { createHash } from 'node:crypto'
import type { MessageView } from '#app/shapes/live.ts'
import { canonicalJson } from '#server/domain/ledger.ts'

// What must be true after any fault, as one pure question: what every device wrote down against what is stored.

/** Where a device was told that its message stands. */
export type Ack = { clientId: string; id: string; seq: number }

/** What one device wrote down of one channel. */
export type DeviceLog = {
  name: string
  channelId: string
  /** The clientIds it sent, answered or not. */
  sent: ReadonlySet<string>
  /** Every answer, also a second one to the same message. */
  acks: readonly Ack[]
  /** Messages that were refused for good, with the code. */
  refused: ReadonlyMap<string, string>
  /** What it shows at the end. */
  view: readonly MessageView[]
  /** The revision up to which it knows everything. */
  last: number
}

export type StoredMessage = { id: string; clientId: string; authorId: string; seq: number; rev: number }
export type StoredChannel = {
  channelId: string
  head: number
  /** The rows in order of seq. */
  rows: readonly StoredMessage[]
  /** The same messages as a fresh load shows them. */
  views: readonly MessageView[]
}

/** The database and the file store after the fault. */
export type Stored = {
  channels: readonly StoredChannel[]
  /** Counters that are not what their rows say. */
  miscounted: readonly string[]
  /** Cases whose ledger does not verify, with the first broken entry. */
  brokenLedgers: readonly string[]
  /** Files a row speaks of that are missing or changed. */
  badFiles: readonly string[]
}

/** Every broken promise in a sentence of its own; none when all held. */
export function violations(devices: readonly DeviceLog[], stored: Stored): string[] {
  const broken: string[] = []
  const known = new Set<string>()
  for (const channel of stored.channels) {
    const here = devices.filter((device) => device.channelId === channel.channelId)
    known.add(channel.channelId)
    broken.push(
      ...storedOnce(channel),
      ...dense(channel),
      ...ackedStand(here, channel),
      ...nobodyElses(here, channel),
    )
    const hashes = channel.views.map(hashOf)
    for (const device of here) broken.push(...sameView(device, channel, hashes))
  }
  for (const { name, channelId } of devices) {
    if (!known.has(channelId)) broken.push(`${name}: its channel was not looked at`)
  }
  broken.push(...stored.miscounted.map((what) => `counter: ${what}`))
  broken.push(...stored.brokenLedgers.map((what) => `ledger: ${what}`))
  broken.push(...stored.badFiles.map((what) => `file: ${what}`))
  return broken
}

function storedOnce({ rows }: StoredChannel): string[] {
  const times = new Map<string, number>()
  for (const row of rows) {
    const key = `${row.authorId} ${row.clientId}`
    times.set(key, (times.get(key) ?? 0) + 1)
  }
  return [...times].flatMap(([key, n]) => (n > 1 ? [`stored ${n} times: author and message ${key}`] : []))
}

/** Places and revisions are given once, none above the head; where nothing was changed later, none is skipped. */
function dense({ channelId, head, rows }: StoredChannel): string[] {
  const broken: string[] = []
  const at = `channel ${channelId}`
  if (new Set(rows.map((row) => row.seq)).size < rows.length) broken.push(`${at}: two messages at one place`)
  if (new Set(rows.map((row) => row.rev)).size < rows.length)
    broken.push(`${at}: two messages at one revision`)
  const newest = rows.reduce((max, row) => Math.max(max, row.rev), 0)
  if (newest !== head) broken.push(`${at}: head ${head}, newest revision ${newest}`)
  if (rows.some((row) => row.seq > row.rev)) broken.push(`${at}: a revision older than its message`)
  const untouched = rows.every((row) => row.seq === row.rev)
  if (untouched && rows.length !== head) broken.push(`${at}: ${rows.length} messages below head ${head}`)
  return broken
}

function ackedStand(devices: readonly DeviceLog[], { rows }: StoredChannel): string[] {
  const stored = new Map(rows.map((row) => [row.clientId, row]))
  const broken: string[] = []
  for (const { name, acks, refused } of devices) {
    for (const { clientId, id, seq } of acks) {
      const row = stored.get(clientId)
      if (!row) broken.push(`${name}: answered message ${clientId} (seq ${seq}) is lost`)
      else if (row.id !== id || row.seq !== seq)
        broken.push(`${name}: message ${clientId} was answered at seq ${seq} and stands at ${row.seq}`)
    }
    for (const [clientId, code] of refused) {
      if (stored.has(clientId)) broken.push(`${name}: message ${clientId} was refused (${code}) and stored`)
    }
  }
  return broken
}

function nobodyElses(devices: readonly DeviceLog[], { rows }: StoredChannel): string[] {
  const sent = new Set(devices.flatMap((device) => [...device.sent]))
  return rows.flatMap((row) => (sent.has(row.clientId) ? [] : [`stored but never sent: ${row.clientId}`]))
}

function sameView(device: DeviceLog, { head, views }: StoredChannel, hashes: readonly string[]): string[] {
  const { name, view, last } = device
  if (last !== head) return [`${name}: knows everything up to ${last}, the head is ${head}`]
  for (let at = 0; at < Math.max(views.length, view.length); at += 1) {
    const [right, shown] = [views[at], view[at]]
    if (!shown) return [`${name}: does not show seq ${right?.seq} and what follows`]
    if (!right) return [`${name}: shows seq ${shown.seq} beyond the end`]
    if (right.seq !== shown.seq) return [`${name}: shows seq ${shown.seq} where ${right.seq} stands`]
    if (hashOf(shown) !== hashes[at]) return [`${name}: shows seq ${shown.seq} otherwise than it is stored`]
  }
  return []
}

const hashes = new WeakMap<MessageView, string>()

/** Views are never changed in place, so each is hashed once however many devices hold it. */
function hashOf(view: MessageView): string {
  const known = hashes.get(view)
  if (known) return known
  const hash = createHash('sha256').update(canonicalJson(view)).digest('base64')
  hashes.set(view, hash)
  return hash
}
