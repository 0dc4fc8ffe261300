import type { Readable } from 'node:stream'
import { createReadableStreamFromReadable } from '@remix-run/node'

/** A file's bytes as the body of an answer. A visitor who leaves midway ends it quietly. */
export function bodyOf(stream: Readable): ReadableStream<Uint8Array> {
  // Remix takes its own listener away before it destroys the stream; an error that nobody hears ends the process.
  stream.on('error', () => {})
  return createReadableStreamFromReadable(stream)
}
