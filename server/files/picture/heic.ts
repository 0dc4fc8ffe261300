import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'

/** A photo of a phone takes one or two seconds; past this the thread is ended, ms. */
const TIME_MAX_MS = 20_000

/** Pixels as they are shown, four bytes each. */
export type RawPicture = { data: Uint8Array; width: number; height: number }

/**
 * Runs in a thread of its own, since decoding is one long computation. Plain text, because pages and server are bundles
 * and a thread needs a file: it finds the decoder by the path it is given. Size is looked at before pixels are made.
 */
const THREAD = `
const { parentPort, workerData: { decoder, bytes, maxPixels } } = require('node:worker_threads')
require(decoder).all({ buffer: bytes }).then(async (images) => {
  const [image] = images
  if (!image || image.width * image.height > maxPixels) throw new Error('too many pixels')
  const { data, width, height } = await image.decode()
  parentPort.postMessage({ data, width, height }, [data.buffer])
}, (error) => { throw error })
`

/**
 * Decodes a HEIC photo, turned the right way up. iPhones make them, and the image library has no decoder for them.
 * Fails on anything unreadable, on more than `maxPixels`, and after twenty seconds.
 */
export function decodeHeic(bytes: Uint8Array, maxPixels: number): Promise<RawPicture> {
  const decoder = createRequire(import.meta.url).resolve('heic-decode')
  const worker = new Worker(THREAD, { eval: true, workerData: { decoder, bytes, maxPixels } })
  const timer = setTimeout(() => void worker.terminate(), TIME_MAX_MS)
  return new Promise<RawPicture>((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error('The decoder gave no picture')))
  }).finally(() => {
    clearTimeout(timer)
    void worker.terminate()
  })
}
