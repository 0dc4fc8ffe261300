import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { APP_ROLE, openDatabase } from '#db/client.ts'
import { projectRoot } from '#db/project-root.ts'
import { seedDemo } from '#db/seed/demo.ts'
import { createApp } from '#server/app.ts'
import { diskStore } from '#server/files/disk.ts'
import { startJobs } from '#server/jobs/runner.ts'
import { createLog } from '#server/log.ts'
import { builtPages } from '#server/web/pages.ts'
import { startDurable } from '#tests/bench/durable.ts'
import { openTestCase, testVault } from '#tests/people.ts'
import { testPush } from '#tests/push.ts'
import { openBrowser } from '#tests/stories/browser.ts'
import { scenes } from './scenes.ts'
import { studio } from './studio.ts'

// Takes the pictures of docs/pictures anew, from the demo and the built pages: `npm run pictures [name …]`.

const wanted = process.argv.slice(2)
const durable = await startDurable()
const db = openDatabase(durable.url, { role: APP_ROLE })
const folder = await mkdtemp(join(tmpdir(), 'moa-pictures-'))
const vault = testVault()
const parts = { db, vault, files: diskStore(folder, vault), push: testPush(), log: createLog('silent') }
const jobs = await startJobs({ ...parts, url: durable.url, mail: null, scan: null })
const app = await createApp({ ...parts, pages: builtPages, limitFactor: 1000 })
const browser = await openBrowser()
try {
  const to = join(projectRoot(), 'docs', 'pictures')
  await mkdir(to, { recursive: true })
  const origin = `http://localhost:${await app.listen(0, '127.0.0.1')}`
  const world = { db, demo: await seedDemo(db, { vault }), bare: await openTestCase(db, vault) }
  for (const [name, take] of Object.entries(scenes)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue
    try {
      const bytes = await take(studio({ browser, origin, db }), world, join(to, `${name}.webp`))
      process.stdout.write(`${name}: ${Math.ceil(bytes / 1000)} kB\n`)
    } catch (error) {
      process.exitCode = 1
      process.stderr.write(`${name}: ${error}\n`)
    }
  }
} finally {
  await browser.close()
  await app.close()
  await jobs.stop()
  await db.destroy()
  await durable.stop()
  await rm(folder, { recursive: true, force: true })
}
