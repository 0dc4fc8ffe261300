import { startEmbedded } from '#db/embedded.ts'

// An app of its own process for embedded.test.ts: starts the cluster on the given folder, says so, and stays.
const embedded = await startEmbedded({ dataDir: process.argv[2] ?? '', fsync: false })
// Before the line is written: whoever reads it may ask this process to end at once.
process.on('SIGTERM', async () => {
  await embedded.stop()
  process.exit(0)
})
process.stdout.write(`${JSON.stringify({ url: embedded.url, adopted: embedded.adopted })}\n`)
