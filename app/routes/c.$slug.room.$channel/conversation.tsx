import { type KeyboardEvent, type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import { newestSeq } from '#app/live/room-state.ts'
import type { Room } from '#app/live/use-room.ts'
import { useAnnounce } from '#app/parts/announcer.tsx'
import { Empty } from '#app/parts/empty.tsx'
import { Link } from '#app/parts/link.tsx'
import type { MessageView } from '#app/shapes/live.ts'
import { dayDivider, grouped } from '#app/text/format.ts'
import { announcing, chat } from '#app/text/ko/chat.ts'
import styles from './conversation.module.css'
import { MessageBubble } from './message-bubble.tsx'
import { NewestPill } from './newest-pill.tsx'
import { type Row, rowsOf } from './rows.ts'
import { useJump } from './use-jump.ts'
import { useScroll } from './use-scroll.ts'

type Props = {
  room: Room
  name: string
  /** Who reads along, said where nothing was written yet. */
  readers: string
  live: boolean
  openMenu(message: MessageView): void
  /** The message whose menu the server rendered, for pages without scripts. */
  inlineMenu: (message: MessageView) => JSX.Element | null
  /** Raised when the person sent something: the list goes to its end. */
  sends: number
}

/** The messages of a channel, newest at the end. */
export function Conversation({ room, name, readers, live, openMenu, inlineMenu, sends }: Props) {
  const { state } = room
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useMemo(() => rowsOf(state), [state])
  const { atEnd, toEnd } = useScroll(scroller, rows)
  const { jump, flashing } = useJump(scroller, room)
  const newest = newestSeq(state)
  const { seen } = room

  useEffect(() => {
    if (live && atEnd && state.attending) seen(newest)
  }, [live, atEnd, state.attending, newest, seen])
  useEffect(() => {
    if (sends > 0) toEnd()
  }, [sends, toEnd])
  useSpoken(state.messages, state.me)
  const arrows = useScripted()

  const quotes = useMemo(() => new Map(state.messages.map(({ id, body }) => [id, body])), [state.messages])
  const { retry, drop } = room
  const bubble = (row: Row & { kind: 'bubble' }, tabbable: boolean) => {
    const replyTo = (row.message ?? row.pending)?.replyTo
    return (
      <MessageBubble
        key={row.key}
        row={row}
        quoted={replyTo ? quotes.get(replyTo.id) : undefined}
        tabbable={tabbable}
        flashing={row.message?.seq === flashing}
        open={openMenu}
        jump={jump}
        retry={retry}
        drop={drop}
      />
    )
  }
  const lastStored = state.messages.findLast?.((message) => message.body !== null)?.id
  return (
    <div className={styles.place}>
      <div
        ref={scroller}
        role="log"
        aria-live="off"
        aria-label={chat.list(name)}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        className={styles.scroller}
        data-scripted={arrows || undefined}
        onKeyDown={moveWithArrows}
      >
        <div className={styles.content}>
          {rows.length === 0 ? (
            <Empty icon="chat">{chat.empty(readers)}</Empty>
          ) : (
            <Start room={room} scroller={scroller} />
          )}
          <ol className={styles.list}>
            {rows.map((row) => {
              if (row.kind === 'day') return <Day key={row.key} date={row.date} />
              if (row.kind === 'divider') return <Divider key={row.key} />
              const menu = row.message && inlineMenu(row.message)
              return menu ? [bubble(row, true), menu] : bubble(row, !arrows || row.message?.id === lastStored)
            })}
          </ol>
        </div>
      </div>
      <NewestPill state={state} atEnd={atEnd} live={live} toEnd={toEnd} jump={jump} />
    </div>
  )
}

function Day({ date }: { date: string }) {
  return (
    <li className={styles.day}>
      <span>{dayDivider(date)}</span>
    </li>
  )
}

function Divider() {
  return (
    <li className={styles.divider} id="unread">
      <span>{chat.readTo}</span>
    </li>
  )
}

/** The way to older messages: by itself near the start, and as a plain link. */
function Start({ room, scroller }: { room: Room; scroller: RefObject<HTMLElement> }) {
  const { state, loadOlder } = room
  const sentinel = useRef<HTMLDivElement>(null)
  const [failed, setFailed] = useState(false)
  const oldest = state.messages[0]?.seq ?? 0
  // Watches anew after each page: a sentinel still in view must load the next one.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    const mark = sentinel.current
    if (!mark || failed) return
    const near = new IntersectionObserver(
      ([entry]) => entry?.isIntersecting && void loadOlder().then((loaded) => setFailed(!loaded)),
      { root: scroller.current, rootMargin: '600px 0px 0px 0px' },
    )
    near.observe(mark)
    return () => near.disconnect()
  }, [oldest, failed, loadOlder, scroller])
  if (!state.hasOlder) return <p className={styles.start}>{chat.first}</p>
  return (
    <div ref={sentinel} className={styles.start}>
      <Link
        to={`?before=${oldest}`}
        className={styles.older}
        onClick={(event) => {
          event.preventDefault()
          void loadOlder().then((loaded) => setFailed(!loaded))
        }}
      >
        {failed ? chat.olderFailed : chat.older}
      </Link>
    </div>
  )
}

/** Reads new messages of others aloud, politely; several at once as a count. */
function useSpoken(messages: readonly MessageView[], me: string): void {
  const announce = useAnnounce()
  const last = useRef(messages.at(-1)?.seq ?? 0)
  useEffect(() => {
    const fresh = messages.filter(
      ({ seq, author, body }) => seq > last.current && author.id !== me && body !== null,
    )
    last.current = Math.max(last.current, messages.at(-1)?.seq ?? 0)
    const [one] = fresh
    if (fresh.length > 1) announce(announcing.several(grouped(fresh.length)))
    else if (one) announce(announcing.message(one.author.nickname, one.body ?? ''))
  }, [messages, me, announce])
}

/** True once scripts run: until then every menu is in the order of Tab, afterwards the arrows lead to them. */
function useScripted(): boolean {
  const [scripted, setScripted] = useState(false)
  useEffect(() => setScripted(true), [])
  return scripted
}

/** Up and down go from one message's menu to the next; from the list itself, up goes to the newest message. */
function moveWithArrows(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
  if (step === 0 || !(event.target instanceof HTMLElement)) return
  const menus = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-menu]')]
  const at = event.target === event.currentTarget ? menus.length : menus.indexOf(event.target)
  const next = at < 0 ? undefined : menus[at + step]
  if (!next) return
  event.preventDefault()
  next.focus()
}
