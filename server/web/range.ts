import type { IncomingMessage } from 'node:http'
import type { ByteRange } from '#server/files/store.ts'

/** Originals of the locker, the only files that are long enough to be asked for in parts. */
const RANGED = /^\/c\/[^/]+\/evidence\/files\/[^/]+$/

export function takesRange(req: IncomingMessage): boolean {
  return RANGED.test((req.url ?? '').split('?', 1)[0] ?? '')
}

/**
 * The one range a request asks for of a file of `bytes` (RFC 9110 §14.2): null for the whole, `unsatisfiable` for what is
 * not in it, for what cannot be read, and for more than one.
 */
export function rangeOf(header: string | null, bytes: number): ByteRange | null | 'unsatisfiable' {
  if (header === null) return null
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header.trim())
  const [, first = '', last = ''] = match ?? []
  if (!match || (first === '' && last === '')) return 'unsatisfiable'
  const from = first === '' ? Math.max(0, bytes - Number(last)) : Number(first)
  const to = first === '' || last === '' ? bytes : Math.min(bytes, Number(last) + 1)
  return from >= bytes || from >= to ? 'unsatisfiable' : { from, to }
}
