import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { newestSeq } from '#app/live/room-state.ts'
import type { Room } from '#app/live/use-room.ts'
import { useAnnounce } from '#app/parts/announcer.tsx'
import { Empty } from '#app/parts/empty.tsx'
import { Link } from '#app/parts/link.tsx'
import type { MessageView } from '#app/shapes/live.ts'
import { grouped } from '#app/text/format.ts'
import { pictures } from '#app/text/ko/bubble.ts'
import { announcing, chat } from '#app/text/ko/chat.ts'
import { history } from '#app/text/ko/reading.ts'
import styles from './conversation.module.css'
import { Day, Divider, Edge, FloatingDay } from './conversation-edges.tsx'
import { moveByKeys } from './list-keys.ts'
import { MessageBubble } from './message-bubble.tsx'
import { NewestPill } from './newest-pill.tsx'
import { type Bubble, DIVIDER_KEY, type Row, rowsOf, steady } from './rows.ts'
import { atMessage, type Jumps, useJump } from './use-jump.ts'
import { useFollowed, useReader } from './use-reader.ts'
import { useReel } from './use-reel.ts'

type Props = {
  room: Room
  name: string
  /** Who reads along, said where nothing was written yet. */
  readers: string
  /** The seq the page was opened at by its address; null opens at the unread line or the end. */
  asked: number | null
  /** Stands before the first message of the room. */
  opening?: ReactNode
  openMenu(message: MessageView): void
  /** The message whose menu the server rendered, for pages without scripts. */
  inlineMenu: (message: MessageView) => JSX.Element | null
  /** Raised when the person sent something: the list goes to its end. */
  sends: number
  /** Asks for a day to go to. */
  askDay(): void
  /** Gives the ways to other places of the conversation to whoever offers them. */
  jumpsRef: { current: Jumps | null }
}

/** The messages of a channel, newest at the end. */
export function Conversation(props: Props) {
  const { room, name, readers, asked, opening, sends, askDay, jumpsRef } = props
  const { state } = room
  const parts = { box: useRef<HTMLDivElement>(null), list: useRef<HTMLOListElement>(null) }
  const boxes = { above: useRef<HTMLDivElement>(null), below: useRef<HTMLDivElement>(null) }
  const rows = useRows(room)
  const reader = useReader(room, rows)
  const start = asked === null ? { find: () => DIVIDER_KEY, block: 'entry' as const } : atMessage(asked)
  const ends = !state.hasNewer
  const { sees } = reader
  const { span, following, reel } = useReel({ parts: { ...parts, ...boxes }, rows, ends, start, sees })
  const { jumps, flashing } = useJump(reel, room, asked)
  jumpsRef.current = jumps
  const scripted = useScripted()
  useFollowed(room, following)
  useSpoken(state.messages, state.me)
  useEffect(() => {
    if (sends > 0) jumps.toEnd()
  }, [sends, jumps])

  const oldest = state.messages[0]?.seq ?? 0
  return (
    <div className={styles.place}>
      <div
        ref={parts.box}
        role="log"
        aria-live="off"
        aria-label={chat.list(name)}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        className={styles.scroller}
        data-scripted={scripted || undefined}
        onKeyDown={(event) => moveByKeys(event, jumps)}
      >
        <div className={styles.content}>
          {rows.length === 0 && <Empty icon="chat">{chat.empty(readers)}</Empty>}
          {state.hasOlder ? (
            <Edge
              to={`?before=${oldest}`}
              state={reader.pages.older}
              words={history.older}
              load={() => reader.load('older')}
            />
          ) : (
            <>
              {opening}
              {rows.length > 0 && <p className={styles.start}>{chat.first}</p>}
            </>
          )}
          <div ref={boxes.above} />
          <Rows
            {...props}
            list={parts.list}
            drawn={rows.slice(span.from, span.to)}
            jumps={jumps}
            flashing={flashing}
            scripted={scripted}
          />
          <div ref={boxes.below} />
          {state.hasNewer && (
            <Edge
              to={`?later=${newestSeq(state)}`}
              state={reader.pages.newer}
              words={history.newer}
              load={() => reader.load('newer')}
            >
              {!scripted && (
                <Link to="?" reloadDocument className={styles.older}>
                  {chat.toNewest}
                </Link>
              )}
            </Edge>
          )}
        </div>
      </div>
      {following === false && reader.day && <FloatingDay date={reader.day} press={askDay} />}
      <NewestPill state={state} following={following} jumps={jumps} />
    </div>
  )
}

type RowsProps = Pick<Props, 'room' | 'asked' | 'openMenu' | 'inlineMenu'> & {
  list: React.RefObject<HTMLOListElement>
  drawn: readonly Row[]
  jumps: Jumps
  flashing: number | null
  scripted: boolean
}

/** The rows that are drawn, and with scripts nothing between them. */
function Rows({ room, asked, openMenu, inlineMenu, list, drawn, jumps, flashing, scripted }: RowsProps) {
  const { state, retry, drop } = room
  const quotes = useMemo(() => new Map(state.messages.map(({ id, body }) => [id, body])), [state.messages])
  const lastStored = state.messages.findLast?.((message) => message.body !== null)?.id
  const bubble = (row: Bubble) => {
    const { message, pending } = row
    const replyTo = (message ?? pending)?.replyTo
    return (
      <MessageBubble
        key={row.key}
        row={row}
        quoted={replyTo ? quotes.get(replyTo.id) : undefined}
        tabbable={!scripted || message?.id === lastStored}
        flashing={message !== null && message.seq === flashing}
        open={openMenu}
        jump={jumps.toSeq}
        retry={retry}
        drop={drop}
      />
    )
  }
  return (
    <ol ref={list} className={styles.list}>
      {drawn.map((row, at) => {
        if (row.kind === 'day')
          return <Day key={row.key} date={row.date} opens={isAt(drawn[at + 1], asked)} />
        if (row.kind === 'divider') return <Divider key={row.key} opens={asked === null} />
        const menu = scripted ? null : row.message && inlineMenu(row.message)
        return menu ? [bubble(row), menu] : bubble(row)
      })}
    </ol>
  )
}

function isAt(row: Row | undefined, seq: number | null): boolean {
  return seq !== null && row?.kind === 'bubble' && row.message?.seq === seq
}

/** The rows of what is held; a row that did not change stays the same object and is not drawn again. */
function useRows({ state }: Room): readonly Row[] {
  const before = useRef<readonly Row[]>([])
  const rows = useMemo(() => steady(rowsOf(state), before.current), [state])
  before.current = rows
  return rows
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
    else if (one)
      announce(announcing.message(one.author.nickname, one.body || pictures.count(one.files.length)))
  }, [messages, me, announce])
}

/** True once scripts run: until then every menu is in the order of Tab, afterwards the arrows lead to them. */
function useScripted(): boolean {
  const [scripted, setScripted] = useState(false)
  useEffect(() => setScripted(true), [])
  return scripted
}
