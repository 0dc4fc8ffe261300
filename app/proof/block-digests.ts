import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import type { Digests } from './check-package.ts'
import { BLOCK_BYTES } from './package.ts'

/** Reads a stream once and counts as `server/files/digests.ts` does, where there is no Node. */
export async function digestsOf(stream: AsyncIterable<Uint8Array>): Promise<Digests> {
  const whole = sha256.create()
  const blocks: string[] = []
  let block = sha256.create()
  let [filled, bytes] = [0, 0]
  for await (const chunk of stream) {
    whole.update(chunk)
    bytes += chunk.length
    for (let at = 0; at < chunk.length; ) {
      const part = chunk.subarray(at, at + BLOCK_BYTES - filled)
      block.update(part)
      filled += part.length
      at += part.length
      if (filled < BLOCK_BYTES) continue
      blocks.push(bytesToHex(block.digest()))
      block = sha256.create()
      filled = 0
    }
  }
  if (filled > 0) blocks.push(bytesToHex(block.digest()))
  return { bytes, sha256: bytesToHex(whole.digest()), blocks }
}
