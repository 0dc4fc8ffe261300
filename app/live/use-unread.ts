import { useEffect, useMemo, useRef, useState } from 'react'
import * as z from 'zod/mini'
import { type ChannelKind, channelKinds } from '#app/shapes/case.ts'
import { Id, Rev } from '#app/shapes/id.ts'
import { fetchAs } from './http.ts'
import { onReturn } from './on-return.ts'
import type { Line } from './socket.ts'
import { throttled } from './throttle.ts'
import { Heard } from './use-heard.ts'

/** The numbers are asked for at most this often, ms: another device that scrolls reads on all the time. */
const ASK_EVERY_MS = 1_000
/** After the line was away they are asked for at random within this time, ms. */
const SPREAD_MS = 10_000

const Unread = z.object({
  channels: z.array(
    z.object({
      channelId: Id,
      kind: z.enum(channelKinds),
      readSeq: z.nullable(Rev),
      unread: Rev,
      head: Rev,
    }),
  ),
  heard: Heard,
})
type Unread = z.infer<typeof Unread>
type Frame = {
  slug: string
  caseId: string
  channels: readonly { channelId: string; kind: ChannelKind; unread: number; head: number }[]
  heard: Heard
}

/** Where the numbers of a room are asked for, and where a page that is left says how far it was read. */
export function unreadAddress(slug: string): string {
  return `/c/${slug}/unread`
}

/**
 * The frame with what is unread at this moment in the channels the reader is not in, counted from what is told, and asked
 * for when another device of theirs has read. `open` is the channel they are in; it hears how far it was read there.
 */
export function useUnread<F extends Frame>(
  line: Line | null,
  frame: F,
  open?: { channelId: string; readElsewhere: (seq: number, unread: number) => void },
): F {
  const { slug, caseId, channels, heard } = frame
  const [now, setNow] = useState({ channels, heard })
  useEffect(() => setNow({ channels, heard }), [channels, heard])
  const opened = useRef(open)
  opened.current = open
  useEffect(() => {
    if (!line) return
    const take = (found: Unread) => {
      setNow(found)
      const own = found.channels.find((each) => each.channelId === opened.current?.channelId)
      if (own?.readSeq) opened.current?.readElsewhere(own.readSeq, own.unread)
    }
    const ask = throttled(ASK_EVERY_MS, () => {
      void fetchAs(Unread, unreadAddress(slug)).then((found) => found && take(found))
    })
    const stops = [
      line.on('channel.posted', (said) =>
        setNow((before) => ({ ...before, channels: withPosted(before.channels, said) })),
      ),
      line.on('channel.read', ask),
      line.on('case.changed', (said) => {
        if (said.caseId === caseId && said.what.includes('notifications')) ask()
      }),
      onReturn(line, SPREAD_MS, ask),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }, [line, slug, caseId])
  return useMemo(() => ({ ...frame, ...now }), [frame, now])
}

/** What came after the count was made is added to it. */
function withPosted<C extends { channelId: string; unread: number; head: number }>(
  channels: readonly C[],
  { channelId, to, count }: { channelId: string; to: number; count: number },
): readonly C[] {
  return channels.map((each) =>
    each.channelId === channelId && to > each.head
      ? { ...each, unread: each.unread + Math.min(count, to - each.head), head: to }
      : each,
  )
}
