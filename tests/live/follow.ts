import { expect } from 'vitest'
import type { ChannelChanges, MessageView } from '#app/shapes/live.ts'
import type { Browser } from './server.ts'

/**
 * Keeps one channel as the catalogue asks of a browser: applies what follows, passes over what is known, asks for what
 * is missing, and enters again after every reconnection.
 */
export function follow(browser: Browser, channelId: string, after = 0) {
  let last = after
  let asking = false
  let wanted = false
  const asks = { gaps: 0, entries: 0 }
  const views = new Map<string, MessageView>()
  const take = ({ from, to, changes }: Pick<ChannelChanges, 'from' | 'to' | 'changes'>) => {
    expect(from).toBeLessThanOrEqual(last)
    if (to <= last) return
    for (const view of changes) {
      expect(view.rev).toBeLessThanOrEqual(to)
      if (view.rev > last) views.set(view.id, view)
    }
    last = to
  }
  const enter = async (): Promise<void> => {
    wanted = true
    if (asking) return
    asking = true
    while (wanted && browser.socket.connected) {
      wanted = false
      asks.entries += 1
      const answer = await browser.ask('channel.enter', { channelId, after: last }).catch(() => null)
      if (!answer?.ok) break
      take(answer.out)
      wanted ||= answer.out.more
    }
    asking = false
  }
  browser.socket.on('channel.changes', (frame) => {
    if (frame.channelId !== channelId) return
    if (frame.from <= last) take(frame)
    else {
      asks.gaps += 1
      void enter()
    }
  })
  browser.socket.on('channel.head', ({ head }) => head > last && void enter())
  browser.socket.on('resync', () => void enter())
  browser.socket.on('connect', () => void enter())
  return {
    enter,
    asks,
    last: () => last,
    /** Everything held, by place. */
    held: () => [...views.values()].sort((a, b) => a.seq - b.seq),
  }
}
