import { Readable } from 'node:stream'

/** A file's bytes as the body of an answer. A visitor who leaves midway ends it quietly. */
export function bodyOf(stream: Readable): ReadableStream<Uint8Array> {
  // Whoever cancels the body destroys the stream with an error; one that nobody hears ends the process.
  stream.on('error', () => {})
  return Readable.toWeb(stream) as ReadableStream<Uint8Array>
}
