import { useRevalidator } from '@remix-run/react'
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { MessageView, SayData } from '#app/shapes/live.ts'
import { newClientId } from './client-id.ts'
import { deviceStore } from './device-store.ts'
import { fetchHistory, messagesAddress, postMessage } from './http.ts'
import { keepUp } from './keep-up.ts'
import { inOneTab, type Outbox, type Outgoing, openOutbox, type SendOutcome } from './outbox.ts'
import { openRoom, type RoomPage, type RoomState } from './room-state.ts'
import { createRoomStore, type RoomStore } from './room-store.ts'
import { AskRefused, type Line, LineDown } from './socket.ts'
import { type Connection, useConnection, useLine } from './use-line.ts'

/** The reader's mark is sent at most this often, ms. */
const READ_EVERY_MS = 1_500
/** Others hear of typing at most this often, ms. */
const TYPING_EVERY_MS = 3_000
/** So long the server counts one word of typing (server/live/limits.ts), ms; ours is taken out of the count. */
const TYPING_LASTS_MS = 5_000
/** A long live room keeps this many messages while the reader is at the newest one. */
const KEEP_MESSAGES = 400

type Presence = Pick<SayData<'channel.presence'>, 'here' | 'typing'>

export type RoomSource = {
  slug: string
  channelId: string
  kind: string
  memberId: string
  page: RoomPage
  readSeq: number
  /** False for a page of the past: it is shown as it was fetched. */
  live: boolean
}

export type Room = {
  state: RoomState
  connection: Connection
  /** How many are here, and how many others are typing. */
  presence: Presence | null
  send(body: string, replyTo: MessageView['replyTo']): void
  retry(clientId: string): void
  drop(clientId: string): void
  /** Loads the page before the oldest message; false when that failed. */
  loadOlder(): Promise<boolean>
  /** Everything up to this message stood before the reader's eyes. */
  seen(seq: number): void
  typing(): void
  /** Asks for changes now, after an edit over HTTP while the line is down. */
  check(): void
}

/** One channel, live. Mount one per channel (`key`): it starts from `source` and keeps level by itself. */
export function useRoom(source: RoomSource): Room {
  const { slug, kind, channelId, memberId, page } = source
  const [store] = useState(() => createRoomStore(openRoom(memberId, page, source.readSeq)))
  const [first] = useState(() => store.get())
  const state = useSyncExternalStore(store.subscribe, store.drawn, () => first)
  const line = useLine()
  const connection = useConnection(source.live ? line : null)
  const address = messagesAddress(slug, kind)
  const { typing, othersOf } = useTyping(line, channelId)
  const { presence, check } = useKeptUp(source, line, store, othersOf)
  const outbox = useOutbox(source, line, store, check)
  const seen = useSeen(line, store, channelId)

  const send = useCallback(
    (body: string, replyTo: MessageView['replyTo']) => {
      const at = new Date().toISOString()
      const item = { channelId, address, clientId: newClientId(), body, replyTo, at }
      store.apply({ kind: 'queue', items: [{ ...item, state: 'sending', code: null }] }, 'now')
      outbox.current?.add(item)
    },
    [channelId, address, store, outbox],
  )
  const retry = useCallback((clientId: string) => outbox.current?.retry(clientId), [outbox])
  const drop = useCallback(
    (clientId: string) => {
      outbox.current?.drop(clientId)
      store.apply({ kind: 'drop', clientId }, 'now')
    },
    [outbox, store],
  )
  const loadOlder = useOlder(store, address)
  return { state, connection, presence, send, retry, drop, loadOlder, seen, typing, check }
}

function useKeptUp(
  source: RoomSource,
  line: Line | null,
  room: RoomStore,
  othersOf: (presence: Presence) => Presence,
) {
  const { slug, kind, channelId, live, page } = source
  const address = messagesAddress(slug, kind)
  const [presence, setPresence] = useState<Presence | null>(null)
  const checker = useRef(() => {})
  const { revalidate } = useRevalidator()
  const ended = useRef(revalidate)
  ended.current = revalidate
  useEffect(() => {
    if (!line || !live) return
    const onEnded = () => ended.current()
    const onPresence = (told: Presence | null) => setPresence(told && othersOf(told))
    const kept = keepUp({ line, room, channelId, address, onPresence, onEnded })
    checker.current = kept.check
    return kept.stop
  }, [line, live, room, channelId, address, othersOf])
  useEffect(() => {
    if (page.head > room.get().head) {
      room.apply({ kind: 'head', head: page.head })
      checker.current()
    }
  }, [page.head, room])
  const check = useCallback(() => checker.current(), [])
  return { presence, check }
}

function useOutbox(source: RoomSource, line: Line | null, room: RoomStore, check: () => void) {
  const { memberId, channelId, live } = source
  const outbox = useRef<Outbox | null>(null)
  const current = useRef(line)
  current.current = line
  useEffect(() => {
    if (!live) return
    const opened = openOutbox(memberId, {
      store: deviceStore(),
      send: (item) => sendOver(current.current, item, check),
      report: (clientId, state, code) =>
        room.apply(
          code ? { kind: 'pending', clientId, state, code } : { kind: 'pending', clientId, state },
          'now',
        ),
      alone: (work) => inOneTab(`moa.outbox.${memberId}`, work),
    })
    outbox.current = opened
    room.apply({ kind: 'queue', items: opened.waiting(channelId) }, 'now')
    window.addEventListener('online', opened.flush)
    opened.flush()
    return () => {
      window.removeEventListener('online', opened.flush)
      opened.close()
      outbox.current = null
    }
  }, [live, room, memberId, channelId, check])
  useEffect(() => line?.watch((up) => up && outbox.current?.flush()), [line])
  return outbox
}

/** Over the line; over HTTP when there is none. Twice does no harm: the clientId is the same. */
async function sendOver(line: Line | null, item: Outgoing, check: () => void): Promise<SendOutcome> {
  const { channelId, clientId, body, replyTo } = item
  try {
    if (!line) throw new LineDown()
    await line.ask('message.post', { channelId, clientId, body, replyTo: replyTo?.id ?? null })
    return { kind: 'sent' }
  } catch (error) {
    if (error instanceof AskRefused) {
      const { code, retryAfterMs } = error
      return retryAfterMs === null ? { kind: 'refused', code } : { kind: 'later', afterMs: retryAfterMs }
    }
    const outcome = await postMessage(item)
    if (outcome.kind === 'sent') check()
    return outcome
  }
}

function useSeen(line: Line | null, room: RoomStore, channelId: string) {
  useEffect(() => {
    const attend = () => room.apply({ kind: 'attend', attending: document.visibilityState === 'visible' })
    attend()
    document.addEventListener('visibilitychange', attend)
    return () => document.removeEventListener('visibilitychange', attend)
  }, [room])
  const tell = useMemo(() => {
    let told = 0
    return throttled(READ_EVERY_MS, () => {
      const { seen } = room.get()
      if (!line || seen <= told) return
      line.ask('channel.read', { channelId, seq: seen }).then(
        () => {
          told = Math.max(told, seen)
        },
        () => {},
      )
    })
  }, [line, room, channelId])
  useEffect(() => line?.watch((up) => up && tell()), [line, tell])
  return useCallback(
    (seq: number) => {
      if (document.visibilityState !== 'visible') return
      room.apply({ kind: 'seen', seq })
      room.apply({ kind: 'trim', keep: KEEP_MESSAGES })
      tell()
    },
    [room, tell],
  )
}

function useTyping(line: Line | null, channelId: string) {
  return useMemo(() => {
    let last = 0
    const typing = () => {
      if (!line?.isUp() || Date.now() - last < TYPING_EVERY_MS) return
      last = Date.now()
      line.ask('channel.typing', { channelId }).catch(() => {})
    }
    const othersOf = ({ here, typing: all }: Presence): Presence => {
      const counted = Date.now() - last < TYPING_LASTS_MS
      return { here, typing: Math.max(0, counted ? all - 1 : all) }
    }
    return { typing, othersOf }
  }, [line, channelId])
}

function useOlder(room: RoomStore, address: string) {
  const loading = useRef<Promise<boolean> | null>(null)
  return useCallback(() => {
    const before = room.get().messages[0]?.seq
    if (before === undefined || !room.get().hasOlder) return Promise.resolve(true)
    loading.current ??= fetchHistory(address, before).then((page) => {
      loading.current = null
      if (page) {
        room.apply({ kind: 'older', before, messages: page.messages, hasOlder: page.hasOlder }, 'now')
      }
      return page !== null
    })
    return loading.current
  }, [room, address])
}

/** Runs `work` now and then at most once in `ms`, the last call included. */
function throttled(ms: number, work: () => void): () => void {
  let last = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  return () => {
    if (timer !== undefined) return
    timer = setTimeout(
      () => {
        timer = undefined
        last = Date.now()
        work()
      },
      Math.max(0, last + ms - Date.now()),
    )
  }
}
