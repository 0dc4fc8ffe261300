import { useRevalidator } from '@remix-run/react'
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { ChannelState } from '#app/shapes/channel-state.ts'
import type { SayData } from '#app/shapes/live.ts'
import { newClientId } from './client-id.ts'
import { deviceStore } from './device-store.ts'
import { messagesAddress, postMessage } from './http.ts'
import { keepUp } from './keep-up.ts'
import { inOneTab, type Outbox, type Outgoing, openOutbox, type SendOutcome, type Written } from './outbox.ts'
import { openRoom, type RoomPage, type RoomState } from './room-state.ts'
import { createRoomStore, type RoomStore } from './room-store.ts'
import { AskRefused, type Line, LineDown } from './socket.ts'
import { type History, useHistory } from './use-history.ts'
import { type Connection, useConnection, useLine } from './use-line.ts'
import { useReading } from './use-reading.ts'

/** Others hear of typing at most this often, ms. */
const TYPING_EVERY_MS = 3_000
/** So long the server counts one word of typing (server/live/limits.ts), ms; ours is taken out of the count. */
const TYPING_LASTS_MS = 5_000

type Presence = Pick<SayData<'channel.presence'>, 'here' | 'typing'>

export type RoomSource = {
  slug: string
  channelId: string
  kind: string
  memberId: string
  /** The page to begin with, anywhere in the channel. */
  page: RoomPage
  /** The reader's mark, null when there is none, and how many messages of others lie after it. */
  readSeq: number | null
  unread: number
}

export type Room = {
  state: RoomState
  history: History
  connection: Connection
  line: Line | null
  /** Who may write how often; null until it was heard. */
  order: ChannelState | null
  /** How many are here, and how many others are typing. */
  presence: Presence | null
  send(written: Written): void
  retry(clientId: string): void
  drop(clientId: string): void
  /** Everything up to this message stood before the reader's eyes. */
  seen(seq: number): void
  /** Another device read up to this message, which left so many unread. */
  readElsewhere(seq: number, unread: number): void
  typing(): void
  /** Asks for changes now, after an edit over HTTP while the line is down. */
  check(): void
}

/** One channel, live. Mount one per channel (`key`): it starts from `source` and keeps level by itself. */
export function useRoom(source: RoomSource): Room {
  const { slug, kind, channelId } = source
  const [store] = useState(() => createRoomStore(opened(source)))
  const [first] = useState(() => store.get())
  const state = useSyncExternalStore(store.subscribe, store.drawn, () => first)
  const line = useLine()
  const connection = useConnection(line)
  const address = messagesAddress(slug, kind)
  const { typing, typed, othersOf } = useTyping(line, channelId)
  const { order, presence, check } = useKeptUp(source, line, store, othersOf)
  const outbox = useOutbox(source, line, store, check)
  const seen = useReading(line, store, source)
  const readElsewhere = useCallback(
    (seq: number, unread: number) => {
      if (seq > store.get().seen) store.apply({ kind: 'read', seq, unread })
    },
    [store],
  )
  const history = useHistory(store, address)

  const send = useCallback(
    (written: Written) => {
      const at = new Date().toISOString()
      const item = { ...written, channelId, address, clientId: newClientId(), at }
      store.apply({ kind: 'queue', items: [{ ...item, state: 'sending', code: null }] }, 'now')
      outbox.current?.add(item)
      typed()
    },
    [channelId, address, store, outbox, typed],
  )
  const retry = useCallback((clientId: string) => outbox.current?.retry(clientId), [outbox])
  const drop = useCallback(
    (clientId: string) => {
      outbox.current?.drop(clientId)
      store.apply({ kind: 'drop', clientId }, 'now')
    },
    [outbox, store],
  )
  return {
    state,
    history,
    connection,
    line,
    order,
    presence,
    send,
    retry,
    drop,
    seen,
    readElsewhere,
    typing,
    check,
  }
}

function opened({ memberId, page, readSeq, unread }: RoomSource): RoomState {
  return openRoom(memberId, page, readSeq ?? 0, unread)
}

function useKeptUp(
  source: RoomSource,
  line: Line | null,
  room: RoomStore,
  othersOf: (presence: Presence) => Presence,
) {
  const { slug, kind, channelId, page } = source
  const address = messagesAddress(slug, kind)
  const [presence, setPresence] = useState<Presence | null>(null)
  const [order, setOrder] = useState<ChannelState | null>(null)
  const checker = useRef(() => {})
  const { revalidate } = useRevalidator()
  const ended = useRef(revalidate)
  ended.current = revalidate
  useEffect(() => {
    if (!line) return
    const onEnded = () => ended.current()
    const onPresence = (told: Presence | null) => setPresence(told && othersOf(told))
    const onOrder = (told: ChannelState) => setOrder((now) => (now && now.rev > told.rev ? now : told))
    const kept = keepUp({ line, room, channelId, address, onOrder, onPresence, onEnded })
    checker.current = kept.check
    return kept.stop
  }, [line, room, channelId, address, othersOf])
  useEffect(() => {
    if (page.head > room.get().head) {
      room.apply({ kind: 'head', head: page.head })
      checker.current()
    }
  }, [page.head, room])
  const check = useCallback(() => checker.current(), [])
  return { order, presence, check }
}

function useOutbox(source: RoomSource, line: Line | null, room: RoomStore, check: () => void) {
  const { memberId, channelId } = source
  const outbox = useRef<Outbox | null>(null)
  const current = useRef(line)
  current.current = line
  useEffect(() => {
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
  }, [room, memberId, channelId, check])
  useEffect(() => line?.watch((up) => up && outbox.current?.flush()), [line])
  return outbox
}

/** Over the line; over HTTP when there is none. Twice does no harm: the clientId is the same. */
async function sendOver(line: Line | null, item: Outgoing, check: () => void): Promise<SendOutcome> {
  const { channelId, clientId, body, replyTo, mentions, files, insist } = item
  try {
    if (!line) throw new LineDown()
    await line.ask('message.post', {
      channelId,
      clientId,
      body,
      replyTo: replyTo?.id ?? null,
      mentions: mentions.map(({ id }) => id),
      files: files.map(({ id }) => id),
      insist,
    })
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

function useTyping(line: Line | null, channelId: string) {
  return useMemo(() => {
    let last = 0
    const typing = () => {
      if (!line?.isUp() || Date.now() - last < TYPING_EVERY_MS) return
      last = Date.now()
      line.ask('channel.typing', { channelId }).catch(() => {})
    }
    // The server takes the sender out of the count by itself, and the next letter puts them back into it.
    const typed = () => {
      last = 0
    }
    const othersOf = ({ here, typing: all }: Presence): Presence => {
      const counted = Date.now() - last < TYPING_LASTS_MS
      return { here, typing: Math.max(0, counted ? all - 1 : all) }
    }
    return { typing, typed, othersOf }
  }, [line, channelId])
}
