// The SHA-256 of a file, counted beside the page: of 200 MB it takes seconds, and typing goes on.

/** Resolves with 64 hex digits; rejects when the file cannot be read (any more). */
export function hashFile(file: Blob): Promise<string> {
  const worker = new Worker(new URL('./hash-worker.ts', import.meta.url), { type: 'module' })
  return new Promise<string>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<{ sha256: string | null }>) =>
      data.sha256 === null ? reject(new Error('The file cannot be read')) : resolve(data.sha256)
    worker.onerror = () => reject(new Error('The hash cannot be counted'))
    worker.postMessage(file)
  }).finally(() => worker.terminate())
}
