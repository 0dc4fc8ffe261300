import type { Hashed, ToHash } from './hash-worker.ts'

// The SHA-256 of a file, counted beside the page: of 200 MB it takes seconds, and typing goes on.

/** The worker that hashes what it is sent, for those who keep one. */
export function hashWorker(): Worker {
  return new Worker(new URL('./hash-worker.ts', import.meta.url), { type: 'module' })
}

/** Resolves with 64 hex digits; rejects when the file cannot be read (any more). */
export function hashFile(file: Blob): Promise<string> {
  const worker = hashWorker()
  return new Promise<string>((resolve, reject) => {
    worker.onmessage = ({ data: { sha256 } }: MessageEvent<Hashed>) => {
      if (sha256 === null) reject(new Error('The file cannot be read'))
      else if (sha256 !== undefined) resolve(sha256)
    }
    worker.onerror = () => reject(new Error('The hash cannot be counted'))
    worker.postMessage({ id: 0, file } satisfies ToHash)
  }).finally(() => worker.terminate())
}
