import path from 'node:path'
import { FaultyLine } from './faulty-line.ts'

/** A simple query that ends a transaction: 'Q', the length, the word, a zero. */
const COMMIT = Buffer.from('Q\0\0\0\x0bcommit\0', 'latin1')

/** A line to the database of `url` (one on a unix socket) that fails as told, and the address at its near end. */
export async function databaseLine(url: string): Promise<{ line: FaultyLine; url: string }> {
  const address = new URL(url)
  const folder = address.searchParams.get('host') ?? ''
  const line = await FaultyLine.open({ path: path.join(folder, '.s.PGSQL.5432') })
  address.searchParams.delete('host')
  address.host = `127.0.0.1:${line.port}`
  return { line, url: address.href }
}

/** True when what goes to the database ends a transaction. */
export function isCommit(chunk: Buffer): boolean {
  return chunk.includes(COMMIT)
}
