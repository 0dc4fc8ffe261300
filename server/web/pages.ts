import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ServerBuild } from '@remix-run/node'
import sirv from 'sirv'
import { projectRoot } from '#db/project-root.ts'

/** Where pages and static files come from: the build, or Vite while developing. */
export type Pages = {
  mode: 'production' | 'development'
  /** Serves a static file, or calls `next`. */
  files(req: IncomingMessage, res: ServerResponse, next: () => void): void
  /** The build, or while developing the way to its newest state; as `createRequestHandler` takes it. */
  build: ServerBuild | (() => Promise<ServerBuild>)
  close(): Promise<void>
}

/** Pages from `build/`, made by `npm run build`. */
export async function builtPages(): Promise<Pages> {
  const folder = path.join(projectRoot(), 'build')
  const build: ServerBuild = await import(
    /* @vite-ignore */ pathToFileURL(path.join(folder, 'server/index.js')).href
  )
  const files = sirv(path.join(folder, 'client'), {
    brotli: true,
    gzip: true,
    etag: true,
    setHeaders(res, pathname) {
      // Names under assets carry a hash of their content.
      // The worker is asked for anew each time: an old one would keep old files alive.
      if (pathname === '/sw.js') return void res.setHeader('Cache-Control', 'no-cache')
      const forever = pathname.startsWith('/assets/') || pathname.startsWith('/fonts/')
      res.setHeader('Cache-Control', forever ? 'public, max-age=31536000, immutable' : 'public, max-age=3600')
    },
  })
  return { mode: 'production', files, build, close: async () => {} }
}

/** Pages straight from the sources, with hot reload over the same port. */
export async function livePages(http: Server): Promise<Pages> {
  const { createServer } = await import('vite')
  const vite = await createServer({ server: { middlewareMode: true, hmr: { server: http, path: '/__hmr' } } })
  // The Remix plugin's inner server ends the process on SIGTERM and on the end of stdin, before ours is closed.
  process.removeAllListeners('SIGTERM')
  process.stdin.removeAllListeners('end')
  return {
    mode: 'development',
    files: (req, res, next) => vite.middlewares(req, res, next),
    build: () => vite.ssrLoadModule('virtual:remix/server-build') as Promise<ServerBuild>,
    close: () => vite.close(),
  }
}
