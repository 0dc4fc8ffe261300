// `npm run bench -- <name>`: measures one thing and prints one JSON line per result.

const benches: Record<string, () => Promise<{ bench(): Promise<void> }>> = {
  fanout: () => import('./fanout.ts'),
}

const asked = process.argv[2] ?? ''
const load = Object.hasOwn(benches, asked) ? benches[asked] : undefined
if (load) {
  const { bench } = await load()
  await bench()
} else {
  process.stderr.write(`npm run bench -- ${Object.keys(benches).join(' | ')}\n`)
  process.exitCode = 2
}

export {}
