import * as z from 'zod/mini'
import { Id, Rev } from '#app/shapes/id.ts'
import { Insist, Mention, MessageFile } from '#app/shapes/live.ts'
import type { PersonalKind } from '#app/shapes/personal-data.ts'
import type { DeviceStore } from './device-store.ts'
import type { Pending, PendingState } from './room-state.ts'
import { timeoutSignal } from './timeout.ts'

// Messages on their way out. Each is kept on the device until the server has it, goes out in the order it was written,
// and carries its clientId from the first try to the last: the server stores it once, however often it arrives.

/** What became of one try: stored; no way there now; refused for good; or asked to come again after some ms. */
export type SendOutcome =
  | { kind: 'sent' }
  | { kind: 'down' }
  | { kind: 'refused'; code: string }
  | { kind: 'later'; afterMs: number }

/** What somebody wrote: whom they picked while typing, pictures uploaded for it, what shall stand uncovered. */
export type Written = Pick<Pending, 'body' | 'replyTo' | 'mentions' | 'files'> & {
  insist: PersonalKind[]
}

export type Outgoing = Written & {
  channelId: string
  /** Where the channel's messages live, for sending over HTTP. */
  address: string
  clientId: string
  at: string
}

export type Outbox = {
  /** What waits in a channel, oldest first, failed ones included. */
  waiting(channelId: string): Pending[]
  add(item: Outgoing): void
  /** Sends a failed one again. */
  retry(clientId: string): void
  drop(clientId: string): void
  /** Tries everything that waits. Call it whenever the way may be free again. */
  flush(): void
  close(): void
}

type Deps = {
  store: DeviceStore
  send: (item: Outgoing) => Promise<SendOutcome>
  report: (clientId: string, state: PendingState, code?: string) => void
  /** Runs the work while no other tab does. */
  alone: (work: () => Promise<void>) => Promise<void>
}

/** How long to wait before trying again what could not leave, ms. */
const TRY_AGAIN_MS = 5_000
/** How long another tab may keep this one from sending, ms. */
const PATIENCE_MS = 2_000
/** The longest wait a server may ask for, ms. */
const LATEST_MS = 60_000

const PREFIX = 'moa.outbox.'

const Stored = z.object({
  channelId: Id,
  address: z.string(),
  clientId: Id,
  body: z.string(),
  replyTo: z.nullable(z.object({ id: Id, seq: Rev, nickname: z.string(), body: z.nullable(z.string()) })),
  mentions: z._default(z.array(Mention), []),
  files: z._default(z.array(MessageFile), []),
  insist: z._default(Insist, []),
  at: z.string(),
  /** Its place among those that wait. A device's clock may be set back between two messages. */
  turn: z._default(Rev, 0),
  failed: z.nullable(z.string()),
})
type Stored = z.infer<typeof Stored>

/** The outbox of a member on this device. Nothing is sent before `flush` or `add`. */
export function openOutbox(memberId: string, { store, send, report, alone }: Deps): Outbox {
  const shelf = shelfOf(store, memberId)
  let timer: ReturnType<typeof setTimeout> | undefined
  let running = false
  let again = false
  let closed = false

  const sendAll = async () => {
    const tried = new Set<string>()
    for (;;) {
      const next = shelf.all().find((item) => item.failed === null && !tried.has(item.clientId))
      if (!next || closed) return
      tried.add(next.clientId)
      const outcome = await tryOne(next)
      if (outcome.kind === 'down' || outcome.kind === 'later') return waitFor(outcome)
    }
  }
  const tryOne = async (item: Stored): Promise<SendOutcome> => {
    report(item.clientId, 'sending')
    const outcome = await send(item)
    if (outcome.kind === 'sent') shelf.remove(item.clientId)
    if (outcome.kind === 'sent') report(item.clientId, 'sent')
    if (outcome.kind === 'refused' && shelf.has(item.clientId)) {
      shelf.put({ ...item, failed: outcome.code })
      report(item.clientId, 'failed', outcome.code)
    }
    return outcome
  }
  const waitFor = (outcome: SendOutcome) => {
    for (const item of shelf.all()) if (item.failed === null) report(item.clientId, 'waiting')
    const wait = outcome.kind === 'later' ? Math.min(outcome.afterMs, LATEST_MS) : TRY_AGAIN_MS
    clearTimeout(timer)
    if (!closed) timer = setTimeout(flush, wait)
  }
  const flush = () => {
    again = true
    if (running || closed) return
    running = true
    void (async () => {
      while (again && !closed) {
        again = false
        if (shelf.all().some((item) => item.failed === null)) await alone(sendAll)
      }
    })().finally(() => {
      running = false
    })
  }

  return {
    waiting: (channelId) =>
      shelf
        .all()
        .filter((item) => item.channelId === channelId)
        .map(pendingOf),
    add(item) {
      const turns = shelf.all().map(({ turn }) => turn)
      shelf.put({ ...item, turn: Math.max(0, ...turns) + 1, failed: null })
      flush()
    },
    retry(clientId) {
      const item = shelf.all().find((one) => one.clientId === clientId)
      if (item) shelf.put({ ...item, failed: null })
      flush()
    },
    drop: shelf.remove,
    flush,
    close() {
      closed = true
      clearTimeout(timer)
    },
  }
}

/** The members whose messages wait on this device. */
export function outboxOwners(store: DeviceStore): string[] {
  const owners = store.keys(PREFIX).map((key) => key.slice(PREFIX.length).split('.')[0] ?? '')
  return [...new Set(owners)].filter((owner) => Id.safeParse(owner).success)
}

/** Runs work in one tab at a time where the browser can. A tab that hangs is not waited for: sending twice stores once. */
export async function inOneTab(name: string, work: () => Promise<void>): Promise<void> {
  if (!('locks' in navigator)) return work()
  let entered = false
  const patience = timeoutSignal(PATIENCE_MS)
  try {
    await navigator.locks.request(name, { signal: patience }, () => {
      entered = true
      return work()
    })
  } catch (error) {
    if (entered) throw error
    await work()
  }
}

/** One key for each message: tabs that write at the same time cannot lose each other's. */
function shelfOf(store: DeviceStore, memberId: string) {
  const prefix = `${PREFIX}${memberId}.`
  const read = (key: string): Stored[] => {
    const kept = Stored.safeParse(parsed(store.get(key)))
    return kept.success ? [kept.data] : []
  }
  return {
    all: () =>
      store
        .keys(prefix)
        .flatMap(read)
        .sort((a, b) => a.turn - b.turn || (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)),
    has: (clientId: string) => store.get(prefix + clientId) !== null,
    put: (item: Stored) => store.set(prefix + item.clientId, JSON.stringify(item)),
    remove: (clientId: string) => store.remove(prefix + clientId),
  }
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return null
  }
}

function pendingOf({ clientId, body, replyTo, mentions, files, at, failed }: Stored): Pending {
  const words = { clientId, body, replyTo, mentions, files, at }
  return { ...words, state: failed === null ? 'sending' : 'failed', code: failed }
}
