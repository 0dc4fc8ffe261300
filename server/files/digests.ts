import { createHash } from 'node:crypto'
import type { Digests } from '#app/proof/check-package.ts'
import { BLOCK_BYTES } from '#app/proof/package.ts'

/** Reads a stream once; a failing stream throws what it threw, with what was read until then lost. */
export async function digestsOf(stream: AsyncIterable<Uint8Array>): Promise<Digests> {
  const digester = newDigester()
  for await (const chunk of stream) digester.add(chunk)
  return digester.end()
}

/** Passes a stream on and tells its digests once it has ended. */
export async function* digested(
  stream: AsyncIterable<Uint8Array>,
  done: (digests: Digests) => void,
): AsyncGenerator<Uint8Array> {
  const digester = newDigester()
  for await (const chunk of stream) {
    digester.add(chunk)
    yield chunk
  }
  done(digester.end())
}

function newDigester() {
  const whole = createHash('sha256')
  const blocks: string[] = []
  let block = createHash('sha256')
  let filled = 0
  let bytes = 0
  return {
    add(chunk: Uint8Array): void {
      whole.update(chunk)
      bytes += chunk.length
      for (let at = 0; at < chunk.length; ) {
        const part = chunk.subarray(at, at + BLOCK_BYTES - filled)
        block.update(part)
        filled += part.length
        at += part.length
        if (filled < BLOCK_BYTES) continue
        blocks.push(block.digest('hex'))
        block = createHash('sha256')
        filled = 0
      }
    },
    end(): Digests {
      if (filled > 0) blocks.push(block.digest('hex'))
      return { bytes, sha256: whole.digest('hex'), blocks }
    },
  }
}
