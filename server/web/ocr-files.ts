import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import { OCR_FOLDER, OCR_LANGUAGE } from '#app/shapes/ocr.ts'

// The engine that reads letters in a picture runs in the browser of whoever asks for it. Its files come from the packages
// they are installed with, from here and from nowhere else, so that neither picture nor wish leaves for another server.

const data = `${OCR_LANGUAGE}.traineddata.gz`
const cores = ['tesseract-core-relaxedsimd-lstm', 'tesseract-core-simd-lstm', 'tesseract-core-lstm']

/** Names below the folder, and where each lies. The engine takes the core its browser can run. */
const places: Record<string, string> = {
  'worker.min.js': 'tesseract.js/dist/worker.min.js',
  ...Object.fromEntries(cores.map((core) => [`${core}.wasm.js`, `tesseract.js-core/${core}.wasm.js`])),
  [data]: `@tesseract.js-data/${OCR_LANGUAGE}/4.0.0_best_int/${data}`,
}

/** What the engine's worker may do: run itself, fetch from here, and nothing else in the world. */
const WORKER_POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"

/** Half a second once a process, for a third of four megabytes; the best takes ten and saves a tenth of that. */
const BROTLI_QUALITY = 6

type Kept = { plain: Buffer; small: Buffer | null }

/** Answers requests for the engine's files, which are small enough to be held once they were asked for. */
export function ocrFiles(): { answer(req: IncomingMessage, res: ServerResponse): Promise<boolean> } {
  const { resolve } = createRequire(import.meta.url)
  const kept = new Map<string, Promise<Kept>>()
  const read = (name: string, place: string) => {
    const found = kept.get(name) ?? held(resolve(place), name)
    kept.set(name, found)
    return found
  }
  return {
    async answer(req, res) {
      const name = nameIn(req)
      const place = name === null || !Object.hasOwn(places, name) ? undefined : places[name]
      if (name === null || place === undefined) return false
      const { plain, small } = await read(name, place)
      const takesBrotli = /\bbr\b/.test(String(req.headers['accept-encoding'] ?? ''))
      const bytes = takesBrotli && small ? small : plain
      res.writeHead(200, {
        'Content-Type': name === data ? 'application/octet-stream' : 'text/javascript; charset=utf-8',
        'Content-Length': bytes.length,
        'Cache-Control': 'public, max-age=31536000, immutable',
        'Content-Security-Policy': WORKER_POLICY,
        Vary: 'Accept-Encoding',
        ...(bytes === small ? { 'Content-Encoding': 'br' } : {}),
      })
      res.end(req.method === 'HEAD' ? undefined : bytes)
      return true
    },
  }
}

function nameIn({ method, url = '' }: IncomingMessage): string | null {
  if (method !== 'GET' && method !== 'HEAD') return null
  const path = url.split('?', 1)[0] ?? ''
  return path.startsWith(`${OCR_FOLDER}/`) ? path.slice(OCR_FOLDER.length + 1) : null
}

async function held(file: string, name: string): Promise<Kept> {
  const plain = await readFile(file)
  const params = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY }
  return { plain, small: name === data ? null : await promisify(brotliCompress)(plain, { params }) }
}
