import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'

// The map of ARCHITECTURE.md held against the code: who may import whom.

type Rule = { where: RegExp; only?: RegExp; never?: RegExp; because: string }

/** Imports of our own files are written as project paths here, packages by their names. */
const rules: Rule[] = [
  {
    where: /^app\/shapes\//,
    only: /^(app\/shapes\/|zod\/mini$|es-hangul$)/,
    because: 'shapes run on both sides',
  },
  {
    where: /^app\/proof\//,
    only: /^(app\/(proof|shapes)\/|@noble\/|zod\/mini$)/,
    because: 'a stranger checks with it, without us',
  },
  {
    where: /^server\/domain\//,
    only: /^(app\/(proof|shapes|text)\/|server\/(domain|exports|imports|files|jobs)\/|db\/|node:|kysely(\/helpers\/postgres)?$|zod|@node-rs\/argon2$|es-hangul$)/,
    because: 'the domain knows no Remix, Socket.IO or HTTP',
  },
  {
    where: /^server\/(?!web\/(remix|answer|pages|context)|app)/,
    never: /^@remix-run\//,
    because: 'Remix must stay easy to leave',
  },
  { where: /^app\/(parts|live|text)\//, never: /^(server|db)\//, because: 'these run in the browser' },
  {
    where: /^server\/exports\//,
    never: /^(db\/(?!project-root)|server\/domain\/)/,
    because: 'writers take rows and give bytes',
  },
  {
    where: /^server\/imports\//,
    never: /^(db\/(?!project-root\.ts$)|server\/(?!imports\/)|app\/(?!shapes\/))/,
    because: 'readers take bytes and give what stands in them',
  },
  {
    where: /^db\/(?!seed\/)/,
    never: /^(app\/(?!shapes)|server\/)/,
    because: 'the database stands below everything',
  },
  { where: /^(app|server|db)\//, never: /^tests\//, because: 'the product does not know its tests' },
]

const files = ['app', 'server', 'db'].flatMap(sourcesUnder)

describe.each(rules)('$where: $because', (rule) => {
  test('holds', () => {
    const broken = files
      .filter((file) => rule.where.test(file))
      .flatMap((file) => importsOf(file).map((target) => ({ file, target })))
      .filter(({ target }) => (rule.only && !rule.only.test(target)) || rule.never?.test(target))
    expect(broken).toEqual([])
  })

  test('speaks of at least one file', () => {
    expect(files.some((file) => rule.where.test(file))).toBe(true)
  })
})

/** Longest source file in lines; generated files and plain text are exempt. */
const MAX_LINES = 300

test('no source file outgrows one idea', () => {
  const exempt = /^(db\/types\.ts|app\/text\/)/
  const long = files.filter(
    (file) => !exempt.test(file) && readFileSync(file, 'utf8').split('\n').length - 1 > MAX_LINES,
  )
  expect(long).toEqual([])
})

function sourcesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx|mjs)$/.test(entry.name))
    .map((entry) => path.posix.join(entry.parentPath, entry.name))
}

function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8')
  const statements = text.matchAll(
    /^(?:import|export)(?! type)[^'"]*?from ['"]([^'"]+)['"]|^import ['"]([^'"]+)['"]/gm,
  )
  return [...statements].map(([, from, bare]) => {
    const target = from ?? bare ?? ''
    if (target.startsWith('#')) return target.slice(1)
    return target.startsWith('.') ? path.posix.join(path.posix.dirname(file), target) : target
  })
}
