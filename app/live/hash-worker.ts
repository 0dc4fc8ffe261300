import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'

/** Read at once, in bytes: the browser's own digest would want the whole file in memory. */
const READ_BYTES = 4 * 1024 * 1024

self.onmessage = async ({ data: file }: MessageEvent<Blob>) => {
  try {
    const hash = sha256.create()
    for (let at = 0; at < file.size; at += READ_BYTES) {
      hash.update(new Uint8Array(await file.slice(at, at + READ_BYTES).arrayBuffer()))
    }
    self.postMessage({ sha256: bytesToHex(hash.digest()) })
  } catch {
    self.postMessage({ sha256: null })
  }
}
