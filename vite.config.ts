import path from 'node:path'
import { vitePlugin as remix } from '@remix-run/dev'
import { defineConfig, type Plugin } from 'vite'

const root = import.meta.dirname

/** Ends the build when browser code reaches into server/ or db/: rows, keys and names must never be shipped. */
function keepServerOut(): Plugin {
  const forbidden = ['server', 'db'].map((folder) => path.join(root, folder) + path.sep)
  return {
    name: 'keep-server-out',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      /* The scan for dependencies reads routes before their loaders are cut away; so does Remix when it gathers the
         styles of a page in development, in the name of index.html. */
      const isScan = 'scan' in options && options.scan
      if (options.ssr || isScan || !importer || importer === path.join(root, 'index.html')) return null
      const found = await this.resolve(source, importer, { ...options, skipSelf: true })
      if (found && forbidden.some((folder) => found.id.startsWith(folder))) {
        throw new Error(
          `${path.relative(root, importer)} brings ${path.relative(root, found.id)} into the browser`,
        )
      }
      return found
    },
  }
}

export default defineConfig({
  plugins: [
    keepServerOut(),
    remix({
      serverModuleFormat: 'esm',
      future: {
        v3_fetcherPersist: true,
        v3_relativeSplatPath: true,
        v3_throwAbortReason: true,
        v3_routeConfig: true,
        /* Both stay off: they are the only ways to turbo-stream 2.4.1 (CVE-2026-34077, CVE-2026-42211) and to the
           `__manifest` handler (CVE-2026-42342), which have no fixed version in this line. */
        v3_singleFetch: false,
        v3_lazyRouteDiscovery: false,
      },
    }),
  ],
  build: { target: ['es2020', 'chrome105', 'safari15.4'], sourcemap: false },
  optimizeDeps: {
    /* All that the browser uses, by name: what is found by looking would include what only loaders import. */
    noDiscovery: true,
    include: [
      '@remix-run/react',
      'es-hangul',
      'react',
      'react-dom',
      'react-dom/client',
      'react/jsx-dev-runtime',
      'react/jsx-runtime',
      'socket.io-client',
      'tesseract.js',
      'uqr',
      'zod/mini',
    ],
  },
})
