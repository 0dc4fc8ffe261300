import { randomBytes } from 'node:crypto'
import { Transform } from 'node:stream'
import type { AppLoadContext, EntryContext, HandleErrorFunction } from '@remix-run/node'
import { createReadableStreamFromReadable } from '@remix-run/node'
import { isRouteErrorResponse, RemixServer } from '@remix-run/react'
import { isbot } from 'isbot'
import { renderToPipeableStream } from 'react-dom/server'
import { readLook } from './parts/look.ts'
import { type Shell, ShellContext } from './parts/shell-context.tsx'

/** A page that is not finished after this long is sent as far as it is, ms. */
const RENDER_MS = 5000

/* handleError and the page it leads to know each other only by their load context. */
const failures = new WeakMap<AppLoadContext, string>()

/** Logs what went wrong under a short number, which the error page shows. Visitors who left and wrong addresses do not count. */
export const handleError: HandleErrorFunction = (error, { request, context }) => {
  if (request.signal.aborted || isRouteErrorResponse(error)) return
  report(context, error)
}

/** Renders a page as a stream; search engines and preview robots get it whole. */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  context: AppLoadContext,
): Promise<Response> {
  headers.set('Content-Type', 'text/html; charset=utf-8')
  headers.set('Content-Security-Policy', contentPolicy(context))
  sayWait(headers, remixContext)
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'private, no-cache')
  headers.append('Vary', 'Cookie')
  const shell: Shell = {
    nonce: context.nonce,
    look: readLook(request.headers.get('Cookie')),
    errorId: failures.get(context),
  }
  const page = (
    <ShellContext.Provider value={shell}>
      <RemixServer context={remixContext} url={request.url} abortDelay={RENDER_MS} nonce={context.nonce} />
    </ShellContext.Provider>
  )
  return stream(page, request, context, { status, headers })
}

/** A page says when a try makes sense again, as its loader or action said; Remix leaves their headers out of pages. */
function sayWait(
  headers: Headers,
  { staticHandlerContext: { actionHeaders, loaderHeaders } }: EntryContext,
): void {
  for (const said of [...Object.values(loaderHeaders), ...Object.values(actionHeaders)]) {
    const wait = said.get('Retry-After')
    if (wait) headers.set('Retry-After', wait)
  }
}

function stream(
  page: JSX.Element,
  request: Request,
  context: AppLoadContext,
  init: { status: number; headers: Headers },
) {
  return new Promise<Response>((resolve, reject) => {
    let begun = false
    let { status } = init
    const begin = () => {
      begun = true
      const body = withoutGaps()
      resolve(new Response(createReadableStreamFromReadable(body), { headers: init.headers, status }))
      pipe(body)
    }
    const { pipe, abort } = renderToPipeableStream(page, {
      nonce: context.nonce,
      [isbot(request.headers.get('User-Agent')) ? 'onAllReady' : 'onShellReady']: begin,
      onShellError: reject,
      onError(error) {
        status = 500
        if (begun && !request.signal.aborted) report(context, error)
      },
    })
    setTimeout(abort, RENDER_MS).unref()
    request.signal.addEventListener('abort', () => abort(), { once: true })
  })
}

/**
 * React 18 sends its 2,048 bytes whole when a letter of several bytes does not fit at their end (facebook/react #26228):
 * the zero bytes left over would show as � within attributes and data. A page of ours has no others.
 */
function withoutGaps(): Transform {
  return new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      done(null, chunk.includes(0) ? chunk.filter((byte) => byte !== 0) : chunk)
    },
  })
}

function report(context: AppLoadContext, error: unknown): void {
  const id = randomBytes(4).toString('hex')
  failures.set(context, id)
  context.log.error({ err: error, id }, 'page failed')
}

/**
 * What a page may load. Scripts need the nonce or come from here; nothing may frame us; forms go nowhere else. Safari
 * does not count ws: as 'self'. While developing, Vite puts styles inline.
 */
function contentPolicy({ nonce, origin }: AppLoadContext): string {
  const style = import.meta.env.DEV ? "'self' 'unsafe-inline'" : "'self'"
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src ${style}`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self' ${origin.replace(/^http/, 'ws')}`,
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}
