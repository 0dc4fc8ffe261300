import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

type Lock = { packages: Record<string, { version?: string; dev?: boolean }> }

const lock: Lock = JSON.parse(readFileSync('package-lock.json', 'utf8'))

/** The lowest versions without a published hole that Moa could reach; see the advisories named beside each. */
const floors = {
  'socket.io': '4.6.2', // CVE-2024-38355
  'socket.io-parser': '4.2.7', // CVE-2026-33151, CVE-2026-69185
  'engine.io': '6.6.7', // CVE-2026-59724, CVE-2026-59725
  '@remix-run/node': '2.17.3', // CVE-2025-61686
  '@remix-run/server-runtime': '2.17.3', // CVE-2026-22030
  '@remix-run/router': '1.23.2', // CVE-2026-22029
  'react-router': '6.30.6', // CVE-2026-40181, CVE-2026-53668
  'react-router-dom': '6.30.6',
}

describe('version floors', () => {
  test.each(Object.entries(floors))('%s is at least %s wherever it is installed', (name, floor) => {
    const found = Object.entries(lock.packages).filter(([path]) => path.endsWith(`node_modules/${name}`))
    expect(found.length).toBeGreaterThan(0)
    for (const [, { version }] of found) expect(compare(version ?? '0', floor)).toBeGreaterThanOrEqual(0)
  })

  test('a version below its floor would be noticed', () => {
    expect(compare('4.6.1', '4.6.2')).toBeLessThan(0)
    expect(compare('10.0.0', '9.9.9')).toBeGreaterThan(0)
  })
})

test('the Remix flags that reach code with open advisories are written out as false', () => {
  const config = readFileSync('vite.config.ts', 'utf8')
  expect(config).toMatch(/v3_singleFetch:\s*false/)
  expect(config).toMatch(/v3_lazyRouteDiscovery:\s*false/)
})

function compare(a: string, b: string): number {
  const [x, y] = [a, b].map((version) => version.split('-', 1)[0]?.split('.').map(Number) ?? [])
  for (let i = 0; i < 3; i += 1) if ((x?.[i] ?? 0) !== (y?.[i] ?? 0)) return (x?.[i] ?? 0) - (y?.[i] ?? 0)
  return 0
}
