import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { constants, createBrotliCompress, createGzip } from 'node:zlib'

/**
 * What is asked for: its path and query at this origin, and what was sent with it, if anything: a form as urlencoded
 * text, or an upload as a stream.
 */
export type Asked = { origin: string; target: string; form: string | AsyncIterable<Uint8Array> | null }

/** The request as the web platform writes it. `signal` aborts when the visitor leaves. */
export function toRequest(req: IncomingMessage, res: ServerResponse, asked: Asked): Request {
  const gone = new AbortController()
  res.on('close', () => {
    if (!res.writableFinished) gone.abort()
  })
  const headers = new Headers()
  for (const [name, value] of Object.entries(req.headers)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) headers.append(name, one)
  }
  // Remix compares Origin with these; ours are decided by `origin`, never by what a stranger sends.
  headers.delete('x-forwarded-host')
  headers.set('host', new URL(asked.origin).host)
  for (const name of ['content-length', 'transfer-encoding', 'content-encoding']) headers.delete(name)
  const init: RequestInit = { method: req.method ?? 'GET', headers, signal: gone.signal }
  if (typeof asked.form === 'string') {
    init.body = asked.form
    headers.set('content-type', 'application/x-www-form-urlencoded;charset=UTF-8')
  } else if (asked.form !== null) {
    init.body = Readable.toWeb(Readable.from(asked.form, { objectMode: false })) as BodyInit
    init.duplex = 'half'
  }
  // Not resolved against the origin: `//elsewhere` would name another host.
  return new Request(asked.origin + asked.target, init)
}

/** Writes the answer, compressing text where the visitor can read it. */
export async function sendResponse(
  req: IncomingMessage,
  res: ServerResponse,
  response: Response,
): Promise<void> {
  res.statusCode = response.status
  for (const [name, value] of response.headers) if (name !== 'set-cookie') res.setHeader(name, value)
  for (const cookie of response.headers.getSetCookie()) res.appendHeader('Set-Cookie', cookie)
  if (!response.body || req.method === 'HEAD') {
    await response.body?.cancel()
    res.end()
    return
  }
  const body = Readable.fromWeb(response.body as ReadableStream)
  const encoding = encodingFor(req, response)
  if (encoding === null) return pipeline(body, res)
  res.setHeader('Content-Encoding', encoding)
  res.removeHeader('Content-Length')
  await pipeline(body, compressors[encoding](), res)
}

/** Flushed after each chunk, so that a streamed page appears as it is made. */
const compressors = {
  // Level 4 costs about a fifth of the default's time for nearly the same size.
  br: () =>
    createBrotliCompress({
      flush: constants.BROTLI_OPERATION_FLUSH,
      params: { [constants.BROTLI_PARAM_QUALITY]: 4 },
    }),
  gzip: () => createGzip({ flush: constants.Z_SYNC_FLUSH }),
}

function encodingFor(req: IncomingMessage, response: Response): keyof typeof compressors | null {
  const type = response.headers.get('content-type') ?? ''
  if (!/^(text\/|application\/json|image\/svg)/.test(type)) return null
  if (
    response.headers.has('content-encoding') ||
    /no-transform/.test(response.headers.get('cache-control') ?? '')
  )
    return null
  const accepted = String(req.headers['accept-encoding'] ?? '')
  if (/\bbr\b/.test(accepted)) return 'br'
  return /\bgzip\b/.test(accepted) ? 'gzip' : null
}
