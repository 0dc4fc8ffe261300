// `npm run bench -- <name> [sizes …]`: measures one thing and prints one JSON line per result.

const benches: Record<string, () => Promise<{ bench(sizes?: readonly number[]): Promise<void> }>> = {
  fanout: () => import('./fanout.ts'),
  ack: () => import('./ack.ts'),
  kakao: () => import('./kakao.ts'),
  import: () => import('./import.ts'),
  export: () => import('./export.ts'),
  totals: () => import('./totals.ts'),
  desk: () => import('./desk.ts'),
  claims: () => import('./claims.ts'),
  'claim-walk': () => import('./claim-walk.ts'),
  storm: () => import('./storm.ts'),
  history: () => import('./history.ts'),
  scroll: () => import('./scroll.ts'),
  search: () => import('./search.ts'),
  upload: () => import('./upload.ts'),
  verify: () => import('./verify.ts'),
}

const asked = process.argv[2] ?? ''
const load = Object.hasOwn(benches, asked) ? benches[asked] : undefined
if (load) {
  const { bench } = await load()
  const sizes = process.argv.slice(3).map(Number).filter(Number.isSafeInteger)
  await bench(sizes.length > 0 ? sizes : undefined)
} else {
  process.stderr.write(`npm run bench -- ${Object.keys(benches).join(' | ')}\n`)
  process.exitCode = 2
}

export {}
