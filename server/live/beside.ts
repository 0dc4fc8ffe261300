import { sayFrame } from './frame.ts'
import { POSTED_EVERY } from './limits.ts'
import type { ChannelChanged } from './room.ts'
import type { Rooms } from './rooms.ts'

type Posted = { to: number; count: number }

/**
 * Tells those who read a channel while they sit in another one of its case how many messages came: at once, then at most
 * once a second with all that gathered. Counts only, and asks the database nothing.
 */
export function besideHints(rooms: Rooms): (changed: ChannelChanged) => void {
  const gathered = new Map<string, Posted | null>()
  const tell = (caseId: string, channelId: string, posted: Posted) => {
    rooms.tellBeside({ caseId, channelId }, sayFrame('channel.posted', { channelId, ...posted }))
    gathered.set(channelId, null)
    setTimeout(() => {
      const more = gathered.get(channelId)
      gathered.delete(channelId)
      if (more) tell(caseId, channelId, more)
    }, POSTED_EVERY).unref()
  }
  return (changed) => {
    const fresh = changed.changes.filter(({ seq, rev, gone }) => seq === rev && gone === null)
    if (fresh.length === 0) return
    const waiting = gathered.get(changed.channelId)
    const posted = { to: changed.to, count: fresh.length + (waiting?.count ?? 0) }
    if (waiting === undefined) tell(changed.caseId, changed.channelId, posted)
    else gathered.set(changed.channelId, posted)
  }
}
