import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { APP_ROLE, type Db, openDatabase } from '#db/client.ts'
import { requestFiling } from '#server/domain/filing.ts'
import { openScribe } from '#server/jobs/scribe.ts'
import { openTestCase, SORA_PASSWORD, testVault } from '#tests/people.ts'
import { type Hall, inHall } from './crowd.ts'
import { frozenCrowd } from './export-world.ts'
import { isNoisy, percentile, printLine, round2 } from './figures.ts'
import { openBystander } from './storm.ts'

// Somebody talks in another room while the workbook of a filing is written with its names, as the server has it written.

/** How long is listened to with and without exports, ms: some two hundred acks each. */
const LISTENED_MS = 12_000
const GOAL = 2

export async function chatBeside(claims: number): Promise<void> {
  await inHall(async (hall) => {
    const folder = await mkdtemp(join(tmpdir(), 'moa-bench-export-'))
    const db = openDatabase(hall.durable.url, { role: APP_ROLE, max: 3 })
    try {
      await measured({ hall, db, folder }, claims)
    } finally {
      await db.destroy()
      await rm(folder, { recursive: true, force: true })
    }
  })
}

type Ground = { hall: Hall; db: Db; folder: string }

async function measured({ hall, db, folder }: Ground, claims: number): Promise<void> {
  const vault = testVault()
  const room = await openTestCase(db, vault)
  const { filingId, version } = await frozenCrowd({ owner: hall.owner, db, vault }, room, claims)
  await sql`insert into filing_release (filing_id, version, by_member)
    values (${filingId}, ${version}, ${room.minji.memberId})`.execute(hall.owner)
  const key = Buffer.alloc(32, 7).toString('base64')
  const scribe = openScribe(
    { url: hall.durable.url, db },
    { ...process.env, DATA_DIR: folder, MOA_MASTER_KEY: key },
  )
  const order = { version, format: 'xlsx', masked: false, reason: '재어 보려고 해요' } as const
  const write = async () => {
    const asked = { slug: room.slug, filingId, order: { ...order, password: SORA_PASSWORD } }
    const { exportId } = await requestFiling(db, room.sora.viewer, asked, { vault })
    await scribe({ exportId, lastTry: true }, undefined)
  }
  const noisy = isNoisy()
  const bystander = await openBystander(hall)
  await sleep(1000)
  await bystander.take()
  await sleep(LISTENED_MS)
  const idle = await bystander.take()
  let exports = 0
  for (const end = Date.now() + LISTENED_MS; Date.now() < end; exports += 1) await write()
  const during = await bystander.take()
  bystander.close()
  const [ours, baseline] = [percentile(during, 0.99), percentile(idle, 0.99)]
  const ratio = round2(ours / baseline)
  printLine({
    ...{ name: 'export/chat', unit: 'ms, ack p99', claims, exports, ours, baseline, ratio, goal: GOAL },
    ...{ acks: during.length, acksIdle: idle.length, noisy, met: ratio <= GOAL },
  })
}
