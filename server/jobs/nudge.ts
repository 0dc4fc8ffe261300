import type { Db } from '#db/client.ts'
import type { Happening } from '#server/domain/happening.ts'
import { readOnKey } from '#server/domain/notify/read-on.ts'
import { inTransaction, onCommitted } from '#server/domain/transaction.ts'
import type { Logger } from '#server/log.ts'
import { enqueue } from './queue.ts'

/** Asks for a channel's reading on at most this often, ms: a lively room costs one job a second, not one a message. */
const NUDGE_EVERY_MS = 1000

/**
 * Has channels read on when something new was said in them, after its commit: a message waits for none of this. What is
 * lost here the clock finds within a minute. Returns the way to stop.
 */
export function nudgeOnCommit(db: Db, log: Logger): () => void {
  const waiting = new Map<string, NodeJS.Timeout>()
  const ask = (channelId: string) => {
    waiting.delete(channelId)
    inTransaction(db, (tx) => enqueue(tx, 'notify.channel', { channelId }, readOnKey(channelId))).catch(
      (error: unknown) => log.warn({ channelId, err: error }, 'asking for a channel to be read on failed'),
    )
  }
  const stopHearing = onCommitted(db, (happenings) => {
    for (const happening of happenings) {
      if (!saysSomethingNew(happening) || waiting.has(happening.channelId)) continue
      const { channelId } = happening
      waiting.set(channelId, setTimeout(ask, NUDGE_EVERY_MS, channelId).unref())
    }
  })
  return () => {
    stopHearing()
    for (const timer of waiting.values()) clearTimeout(timer)
  }
}

type Changed = Extract<Happening, { kind: 'channel.changed' }>

/** A message's first rev is its seq; later ones are edits, which tell nobody. */
function saysSomethingNew(happening: Happening): happening is Changed {
  return happening.kind === 'channel.changed' && happening.changes.some(({ seq, rev }) => seq === rev)
}
