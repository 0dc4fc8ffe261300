// Makes a fresh clone ready with nothing but Node: dependencies and build, each only when something changed.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

/** Ends the process with a sentence when this Node is too old. */
export function requireNode() {
  if (major > 20 || (major === 20 && minor >= 19)) return
  stop(`Node 20.19 이상이 필요해요. 지금은 ${process.versions.node}이에요. (Node 20.19 or newer is needed.)`)
}

/** Installs dependencies exactly as locked, when the lock file changed since the last time. */
export function installDependencies() {
  const stamp = path.join(root, 'node_modules/.moa-installed')
  const lock = digest([path.join(root, 'package-lock.json')])
  if (read(stamp) === lock) return
  process.stdout.write('  필요한 것을 내려받고 있어요… (installing dependencies)\n')
  run('npm', ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'])
  writeFileSync(stamp, lock)
}

/** Builds pages and server, when a source changed since the last time. */
export function buildWhenStale() {
  const stamp = path.join(root, 'build/.moa-built')
  const sources = [
    'package-lock.json',
    'vite.config.ts',
    'tsconfig.json',
    ...under('app'),
    ...under('server'),
    ...under('db'),
    ...under('public'),
  ]
  const now = digest(sources.map((file) => path.join(root, file)))
  if (read(stamp) === now) return
  process.stdout.write('  화면을 만들고 있어요… (building)\n')
  run(process.execPath, ['server/build.mjs'])
  mkdirSync(path.dirname(stamp), { recursive: true })
  writeFileSync(stamp, now)
}

function under(folder) {
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .sort()
}

function digest(files) {
  const hash = createHash('sha256')
  for (const file of files) {
    if (!existsSync(file)) continue
    hash.update(`${path.relative(root, file)}\n${statSync(file).size}\n`)
    hash.update(readFileSync(file))
  }
  return hash.digest('hex')
}

function read(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : null
}

function run(command, args) {
  const done = spawnSync(command, args, { cwd: root, stdio: 'inherit' })
  if (done.status !== 0)
    stop(`“${command} ${args.join(' ')}”가 끝나지 못했어요. 위의 내용을 확인해 주세요. (see above)`)
}

function stop(sentence) {
  process.stderr.write(`\n  ${sentence}\n\n`)
  process.exit(1)
}
