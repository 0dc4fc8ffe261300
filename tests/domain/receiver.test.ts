import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ReceiverDraft } from '#app/shapes/receiver.ts'
import { withdrawClaim } from '#server/domain/claim.ts'
import { looksAtMine } from '#server/domain/desk/looks.ts'
import {
  agreeToReceiver,
  endReceiver,
  openReceived,
  openReceiver,
  received,
  receiversOf,
} from '#server/domain/receiver.ts'
import type { Viewer } from '#server/domain/viewer.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { freshFiles } from '#tests/files.ts'
import {
  accountHolder,
  joined,
  openTestCase,
  SORA_PASSWORD,
  type TestCase,
  testVault,
} from '#tests/people.ts'
import { buyerDraft } from './claims.ts'
import { fileOf, frozenFiling } from './filing-world.ts'

const vault = testVault()
const { files } = freshFiles(vault)
let database: TestDatabase
let room: TestCase
let filingId: string
let claimId: string
let second: Viewer

beforeAll(async () => {
  database = await freshDatabase()
})

beforeEach(async () => {
  room = await openTestCase(database.db, vault)
  const frozen = await frozenFiling({ database, vault, room }, [{ person: room.minji, draft: buyerDraft() }])
  filingId = frozen.filingId
  claimId = frozen.claimIds[0] ?? ''
  second = await officer('두리')
})

async function officer(nickname: string): Promise<Viewer> {
  const viewer = await accountHolder(database.db, vault)
  const { memberId } = await joined(database.db, room.code, nickname, 'helper')
  await database.owner
    .updateTable('member')
    .set({ role: 'cohost', account_id: viewer.accountId ?? '' })
    .where('id', '=', memberId)
    .execute()
  return viewer
}

const draftOf = (changes: Partial<ReceiverDraft> = {}): ReceiverDraft => ({
  ...{ id: randomUUID(), version: 1, name: '김변호', office: '법무법인 예시', reason: '소송을 준비해요' },
  ...{ days: 30, masked: false, password: SORA_PASSWORD, ...changes },
})

const ref = () => ({ slug: room.slug, filingId })
const opened = (changes: Partial<ReceiverDraft> = {}) =>
  openReceiver(database.db, room.sora.viewer, { ...ref(), draft: draftOf(changes) })

/** The secret of a receiver a second officer agreed to. */
async function letIn(): Promise<{ secret: string; receiverId: string }> {
  const { secret, receiverId } = await opened()
  await agreeToReceiver(database.db, second, { ...ref(), receiverId })
  return { secret, receiverId }
}

async function listOf(secret: string, form: 'csv' | 'json' = 'csv'): Promise<Buffer> {
  const { stream } = await openReceived(database.db, { secret, form }, { vault, files })
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

const page = (secret: string) => received(database.db, { secret, what: 'page' })
const notThere = { kind: 'notFound', code: 'shared.not_found' }
const views = async (viewer = room.minji.viewer) => (await receiversOf(database.db, viewer, ref())).receivers

describe('letting somebody in', () => {
  test('with names, opens only once another officer agreed', async () => {
    const { secret, receiverId, waits } = await opened()
    expect(waits).toBe(true)
    await expect(page(secret)).rejects.toMatchObject(notThere)
    await expect(listOf(secret)).rejects.toMatchObject(notThere)
    const byMaker = agreeToReceiver(database.db, room.sora.viewer, { ...ref(), receiverId })
    await expect(byMaker).rejects.toMatchObject({ code: 'filing.second_officer_needed' })
    expect(await views(second)).toMatchObject([{ state: 'waiting', mayAgree: true }])
    expect(await views(room.sora.viewer)).toMatchObject([{ state: 'waiting', mayAgree: false }])
    await agreeToReceiver(database.db, second, { ...ref(), receiverId })
    expect(await page(secret)).toMatchObject({ name: '김변호', people: 1, version: 1, masked: false })
    expect(await views()).toMatchObject([{ state: 'open', agreedBy: '두리' }])
  })

  test('covered, opens at once and holds no name', async () => {
    const { secret, waits } = await opened({ masked: true })
    expect(waits).toBe(false)
    expect((await listOf(secret)).toString()).not.toContain('김민지')
  })

  test('keeps no secret, and shows it once', async () => {
    const draft = draftOf()
    const { secret } = await openReceiver(database.db, room.sora.viewer, { ...ref(), draft })
    const again = openReceiver(database.db, room.sora.viewer, { ...ref(), draft })
    await expect(again).rejects.toMatchObject({ code: 'receiver.made_before' })
    const row = await database.owner
      .selectFrom('receiver')
      .selectAll()
      .where('id', '=', draft.id)
      .executeTakeFirstOrThrow()
    expect(JSON.stringify(row)).not.toContain(secret)
  })

  test('needs the password, an officer, and a version that is there', async () => {
    await expect(opened({ password: '다른 비밀번호예요' })).rejects.toMatchObject({
      code: 'account.wrong_password',
    })
    const byMember = openReceiver(database.db, room.minji.viewer, { ...ref(), draft: draftOf() })
    await expect(byMember).rejects.toMatchObject({ kind: 'forbidden' })
    await expect(opened({ version: 2 })).rejects.toMatchObject(notThere)
  })
})

describe('a receiver', () => {
  test('fetches the bytes an officer fetches', async () => {
    const { secret } = await letIn()
    const theirs = await fileOf({ database, vault, files, room }, filingId, { format: 'json' })
    expect((await listOf(secret, 'json')).equals(theirs.bytes)).toBe(true)
    expect((await listOf(secret)).toString()).toContain('김민지')
  })

  test('leaves a mark each time, which members see among looks at what is theirs', async () => {
    const { secret, receiverId } = await letIn()
    await page(secret)
    await listOf(secret)
    expect(await views()).toMatchObject([{ lookCount: 2, looks: [{ what: 'csv' }, { what: 'page' }] }])
    const looks = await looksAtMine(database.db, room.minji.viewer, { slug: room.slug })
    expect(looks.filter(({ kind }) => kind === 'receiver')).toMatchObject([
      { by: '법무법인 예시 · 김변호', role: null, why: '소송을 준비해요' },
      { by: '법무법인 예시 · 김변호' },
    ])
    expect(await looksAtMine(database.db, room.taeho.viewer, { slug: room.slug })).toEqual([])
    const entries = await database.db
      .selectFrom('ledger')
      .select(['actor', 'data'])
      .where('case_id', '=', room.caseId)
      .where('kind', '=', 'receiver.looked')
      .orderBy('seq')
      .execute()
    const data = { receiverId, filingId, version: 1 }
    expect(entries).toEqual([
      { actor: null, data: { ...data, what: 'page' } },
      { actor: null, data: { ...data, what: 'csv' } },
    ])
  })

  test('finds no name of somebody who withdrew', async () => {
    const { secret } = await letIn()
    expect((await listOf(secret)).toString()).toContain('김민지')
    await withdrawClaim(database.db, room.minji.viewer, { claimId, why: '환불받았어요' })
    expect((await listOf(secret)).toString()).not.toContain('김민지')
  })

  test('finds nothing with another secret, once ended, and once its maker is no officer', async () => {
    const { secret, receiverId } = await letIn()
    await expect(page('a'.repeat(43))).rejects.toMatchObject(notThere)
    await expect(page('')).rejects.toMatchObject(notThere)
    const { sora } = room
    const role = (as: 'member' | 'host') =>
      database.owner.updateTable('member').set({ role: as }).where('id', '=', sora.memberId).execute()
    await role('member')
    await expect(page(secret)).rejects.toMatchObject(notThere)
    expect(await views()).toMatchObject([{ state: 'ended' }])
    await role('host')
    await page(secret)
    await endReceiver(database.db, second, { ...ref(), receiverId })
    await expect(page(secret)).rejects.toMatchObject(notThere)
    await expect(listOf(secret)).rejects.toMatchObject(notThere)
  })

  test('finds nothing past its end', async () => {
    const { secret } = await letIn()
    const later = sql<Date>`now() - interval '1 second'`
    await database.owner.transaction().execute(async (tx) => {
      await sql`alter table receiver disable trigger receiver_kept`.execute(tx)
      const times = { made_at: sql<Date>`now() - interval '2 days'`, expires_at: later }
      await tx.updateTable('receiver').set(times).where('filing_id', '=', filingId).execute()
      await sql`alter table receiver enable trigger receiver_kept`.execute(tx)
    })
    await expect(page(secret)).rejects.toMatchObject(notThere)
    expect(await views()).toMatchObject([{ state: 'past' }])
  })

  test('keeps what it was given', async () => {
    const { receiverId } = await letIn()
    const widened = database.db
      .updateTable('receiver')
      .set({ masked: true })
      .where('id', '=', receiverId)
      .execute()
    await expect(widened).rejects.toThrow('never changes')
  })
})
