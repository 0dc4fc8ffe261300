import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  dropEvidence,
  evidenceFor,
  openOriginal,
  scanFile,
  sweepEvidence,
  takeWhole,
  viewEvidence,
} from '#server/domain/evidence.ts'
import { heardBy, notificationsOf } from '#server/domain/notify.ts'
import type { Scanner } from '#server/files/clamd.ts'
import { closeDaemons, daemon, eicar, knowsEicar } from '#tests/clamd.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { openTestCase, type Person, type TestCase, testVault } from '#tests/people.ts'
import { inPieces } from '#tests/pictures.ts'
import { filesInMemory } from './access-world.ts'

const vault = testVault()
const files = filesInMemory()
let base: TestDatabase
let room: TestCase
let scan: Scanner

beforeAll(async () => {
  base = await freshDatabase()
  room = await openTestCase(base.db, vault)
  scan = await daemon(knowsEicar)
})
afterAll(closeDaemons)

const refused = (code: string) => expect.objectContaining({ name: 'Refusal', code })

/** A file of Minji's that an officer may look at. */
async function kept(bytes: Buffer) {
  const { slug } = room
  const [evidenceId, fileId] = [randomUUID(), randomUUID()]
  const file = { slug, evidenceId, id: fileId, name: '계약서.pdf', bytes: inPieces(bytes) }
  await takeWhole(base.db, room.minji.viewer, file, { vault, files })
  await viewEvidence(base.db, room.sora.viewer, { slug, evidenceId, reason: '취합 접수 준비' })
  return { evidenceId, fileId }
}
const look = (fileId: string, scanner: Scanner | null = scan) =>
  scanFile(base.db, { fileId }, { vault, files, scan: scanner })
const opened = ({ viewer }: Person, fileId: string, saves = false) => {
  const wish = { slug: room.slug, fileId, rangeIn: () => null, saves }
  return openOriginal(base.db, viewer, wish, { vault, files })
}
async function said(evidenceId: string) {
  const { files } = await evidenceFor(base.db, room.minji.viewer, { slug: room.slug, evidenceId })
  return files[0]?.scan
}

test('U1: what a scanner finds infected is opened and taken by nobody, and its owner sees why', async () => {
  const { evidenceId, fileId } = await kept(Buffer.concat([Buffer.from('%PDF-1.4\n'), eicar]))
  await look(fileId)
  for (const saves of [false, true]) {
    await expect(opened(room.minji, fileId, saves)).rejects.toEqual(refused('evidence.infected'))
    await expect(opened(room.sora, fileId, saves)).rejects.toEqual(refused('evidence.infected'))
  }
  expect(await said(evidenceId)).toBe('infected')
  await look(fileId)
  const entries = await base.db
    .selectFrom('ledger')
    .select('data')
    .where('case_id', '=', room.caseId)
    .where('kind', '=', 'evidence.quarantined')
    .execute()
  expect(entries).toEqual([{ data: { evidenceId, fileId } }])
})

test('U1: whoever kept an infected file is told once, until they withdraw it; nobody else is', async () => {
  const before = (await heardBy(base.db, room.minji.viewer)).told
  const { evidenceId, fileId } = await kept(Buffer.concat([Buffer.from('%PDF-1.5\n'), eicar]))
  await look(fileId)
  await look(fileId)
  const toldOf = async ({ viewer }: Person) =>
    (await notificationsOf(base.db, viewer)).notifications.filter(({ to }) => to.endsWith(evidenceId))
  expect(await toldOf(room.minji)).toMatchObject([
    { about: { kind: 'evidence_infected' }, to: `/c/${room.slug}/evidence/${evidenceId}`, unread: true },
  ])
  expect((await heardBy(base.db, room.minji.viewer)).told).toBe(before + 1)
  expect(await toldOf(room.sora)).toEqual([])
  const clean = await kept(Buffer.from('%PDF-1.6\n'))
  await look(clean.fileId)
  expect((await heardBy(base.db, room.minji.viewer)).told).toBe(before + 1)
  await dropEvidence(base.db, room.minji.viewer, { slug: room.slug, evidenceId })
  expect(await toldOf(room.minji)).toEqual([])
  expect((await heardBy(base.db, room.minji.viewer)).told).toBe(before)
})

test('U2: what no scanner could check is not called clean, and no officer opens it inside a browser', async () => {
  const silent = await daemon((_, socket) => socket.destroy())
  for (const scanner of [null, silent]) {
    const { evidenceId, fileId } = await kept(Buffer.from('%PDF-1.4\n'))
    await look(fileId, scanner)
    expect(await said(evidenceId)).toBeNull()
    await expect(opened(room.sora, fileId)).rejects.toEqual(refused('evidence.unscanned'))
    expect((await opened(room.sora, fileId, true)).bytes).toBe(9)
    expect((await opened(room.minji, fileId)).bytes).toBe(9)
  }
})

test('U2: what was not checked is asked about again, and opens once it proved clean', async () => {
  const { evidenceId, fileId } = await kept(Buffer.from('%PDF-1.4\n'))
  await base.owner
    .updateTable('evidence_file')
    .set({ sealed_at: new Date(Date.now() - 3_600_000) })
    .where('id', '=', fileId)
    .execute()
  const asked = async () => {
    const jobs =
      await sql`select from graphile_worker._private_jobs where key = ${`evidence.scan:${fileId}`}`.execute(
        base.owner,
      )
    return jobs.rows.length
  }
  await sql`delete from graphile_worker._private_jobs`.execute(base.owner)
  await sweepEvidence(base.db, { vault, files })
  expect(await asked()).toBe(0)
  await sweepEvidence(base.db, { vault, files, scan })
  expect(await asked()).toBe(1)
  await look(fileId)
  expect(await said(evidenceId)).toBe('clean')
  expect((await opened(room.sora, fileId)).bytes).toBe(9)
})
