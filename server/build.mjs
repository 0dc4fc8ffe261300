// Builds pages (Remix, Vite) and the server (esbuild) into build/, and squeezes static files once.
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { build } from 'esbuild'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))

rmSync(path.join(root, 'build'), { recursive: true, force: true })
execFileSync(
  process.execPath,
  [path.join(root, 'node_modules/@remix-run/dev/dist/cli.js'), 'vite:build', '--logLevel', 'error'],
  {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production' },
  },
)
await build({
  entryPoints: {
    main: path.join(root, 'server/main.ts'),
    keys: path.join(root, 'server/keys-main.ts'),
    verify: path.join(root, 'server/verify-main.ts'),
    scribe: path.join(root, 'server/jobs/scribe-main.ts'),
    setter: path.join(root, 'server/exports/setter.ts'),
    reader: path.join(root, 'server/imports/paper/reader.ts'),
  },
  outdir: path.join(root, 'build'),
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  define: { 'process.env.NODE_ENV': '"production"' },
  sourcemap: true,
  logLevel: 'warning',
})
// The service worker knows the files of its build, to drop those of the build before.
const assets = readdirSync(path.join(root, 'build/client/assets')).map((name) => `/assets/${name}`)
await build({
  entryPoints: { sw: path.join(root, 'app/worker/worker.ts') },
  outdir: path.join(root, 'build/client'),
  bundle: true,
  format: 'iife',
  target: ['chrome105', 'safari15.4'],
  define: { BUILD_ASSETS: JSON.stringify(assets) },
  minify: true,
  logLevel: 'warning',
})
squeeze(path.join(root, 'build/client'))

function squeeze(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || !/\.(js|css|svg|webmanifest)$/.test(entry.name)) continue
    const file = path.join(entry.parentPath, entry.name)
    const bytes = readFileSync(file)
    writeFileSync(`${file}.br`, brotliCompressSync(bytes))
    writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }))
  }
}
