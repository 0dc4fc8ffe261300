import { createAdapter } from '@socket.io/redis-streams-adapter'
import { Redis } from 'ioredis'
import type { Logger } from 'pino'
import type { Happening } from '#server/domain/happening.ts'
import type { LiveServer } from './line.ts'

/** Entries kept in the Redis stream; older ones are lost to a slow process, which then catches up by rev. */
const STREAM_LENGTH = 10_000

/** The other processes of the same installation. */
export type Nodes = { tell(happening: Happening): void; close(): void }

/**
 * Lets processes hear each other's happenings through a Redis stream; with no `redisUrl` there are no others. What
 * gets lost costs latency only: order and completeness come from `rev`.
 */
export function connectNodes(
  io: LiveServer,
  options: { redisUrl: string | undefined; hear: (happening: Happening) => void; log: Logger },
): Nodes {
  if (!options.redisUrl) return { tell: () => {}, close: () => {} }
  const redis = new Redis(options.redisUrl, { maxRetriesPerRequest: null })
  redis.on('error', (error: unknown) => options.log.warn({ err: error }, 'redis'))
  io.adapter(createAdapter(redis, { streamName: 'moa.live', maxLen: STREAM_LENGTH }))
  io.on('happening', options.hear)
  return {
    tell: (happening) => void io.serverSideEmit('happening', happening),
    close: () => redis.disconnect(),
  }
}
