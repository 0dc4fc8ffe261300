import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'

// Hashes a file off the page's thread, piece by piece: the browser's own digest would want the whole file in memory.

export type ToHash = { id: number; file: Blob }
/** What it answers: how far it is (0–1), and at the end the SHA-256 in hex, or null when the file cannot be read. */
export type Hashed = { id: number; done: number; sha256?: string | null }

const PIECE_BYTES = 4 * 1024 * 1024

self.addEventListener('message', ({ data: { id, file } }: MessageEvent<ToHash>) => {
  const say = (answer: Hashed) => self.postMessage(answer)
  hashOf(file, (done) => say({ id, done })).then(
    (hash) => say({ id, done: 1, sha256: hash }),
    () => say({ id, done: 1, sha256: null }),
  )
})

async function hashOf(file: Blob, onPiece: (done: number) => void): Promise<string> {
  const hash = sha256.create()
  for (let at = 0; at < file.size; at += PIECE_BYTES) {
    hash.update(new Uint8Array(await file.slice(at, at + PIECE_BYTES).arrayBuffer()))
    onPiece(Math.min(1, (at + PIECE_BYTES) / file.size))
  }
  return bytesToHex(hash.digest())
}
