import { type DestinationStream, type Logger, pino } from 'pino'

export type { Logger }

/**
 * The process log. Ids, codes and numbers only: `allowed` strips every other field, so that no word or name of a
 * person can slip in with an object that happens to be logged. Lines go to standard output unless `to` is given.
 */
export function createLog(level: string, to: DestinationStream = pino.destination(1)): Logger {
  return pino({ level, base: null, formatters: { log: allowed }, serializers: { err: errorOf } }, to)
}

const allowedFields = new Set([
  'err',
  'id',
  'code',
  'kind',
  'status',
  'method',
  'route',
  'ms',
  'bytes',
  'rows',
  'count',
  'caseId',
  'channelId',
  'exportId',
  'jobId',
  'memberId',
  'seq',
  'rev',
  'port',
  'signal',
  'attempt',
  'why',
  'reqId',
])

function allowed(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => allowedFields.has(name)))
}

/** Name, code and stack without the message's details: database messages quote the values they refused. */
function errorOf(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error }
  const frames = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '))
  const code = 'code' in error ? error.code : undefined
  const message = code === undefined ? error.message : undefined
  return { name: error.name, code, message, stack: frames.join('\n') }
}
