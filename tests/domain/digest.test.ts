import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { channelFor } from '#server/domain/access.ts'
import { askForDigests, sendDigest } from '#server/domain/digest.ts'
import { joinCase } from '#server/domain/member.ts'
import { postMessage } from '#server/domain/message.ts'
import { chooseNotify, notifySettings } from '#server/domain/notify-settings.ts'
import { markRead } from '#server/domain/reading.ts'
import { openMailer } from '#server/mail/mailer.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { accountHolder, entryOf, openTestCase, type Person, type TestCase, testVault } from '#tests/people.ts'
import { type MailServer, startMailServer } from '#tests/smtp.ts'

const vault = testVault()
let base: TestDatabase
let server: MailServer
let room: TestCase
let yuna: Person

beforeAll(async () => {
  base = await freshDatabase()
  server = await startMailServer()
})

afterAll(() => server.close())
afterEach(() => server.refuse(null))

beforeEach(async () => {
  server.mails.length = 0
  await sql`delete from graphile_worker._private_jobs`.execute(base.owner)
  await sql`delete from notify_member`.execute(base.owner)
  room = await openTestCase(base.db, vault, { shopName: `알렛츠 ${randomUUID().slice(0, 6)}` })
  const viewer = await accountHolder(base.db, vault)
  const { memberId } = await joinCase(base.db, viewer, { code: room.code }, entryOf('유나'))
  yuna = { viewer, accountId: viewer.accountId ?? '', memberId, nickname: '유나' }
})

const mailer = () =>
  openMailer({ url: server.url, from: '모아 <moa@example.com>', origin: 'https://moa.example.com' })
const send = (who: Person) => sendDigest(base.db, { memberId: who.memberId }, { vault, mail: mailer() })
const wish = (who: Person, digest = true, all: 'personal' | 'nothing' = 'personal') =>
  chooseNotify(base.db, who.viewer, {
    slug: room.slug,
    wishes: { levels: { all }, quiet: true, quietFrom: 21, quietTo: 8, digest },
  })

async function say(body: string) {
  const { id } = await channelFor(base.db, room.taeho.viewer, { slug: room.slug, kind: 'all' })
  const words = { channelId: id, clientId: randomUUID(), body, replyTo: null }
  return { channelId: id, ...(await postMessage(base.db, room.taeho.viewer, words)) }
}

const opened = async () => {
  const rows = await base.db
    .selectFrom('ledger')
    .select(['actor', 'data'])
    .where('case_id', '=', room.caseId)
    .where('kind', '=', 'member.address_opened')
    .execute()
  return rows
}
const asked = async () => {
  const { rows } = await sql<{ id: string }>`
    select payload ->> 'memberId' as id from graphile_worker._private_jobs where key like 'digest:%'`.execute(
    base.owner,
  )
  return rows.map(({ id }) => id)
}

/** The text of a mail, whatever its encoding. */
function textOf({ raw }: { raw: string }): string {
  const [head = '', ...rest] = raw.split('\n\n')
  const body = rest.join('\n\n')
  if (/base64/i.test(head)) return Buffer.from(body, 'base64').toString('utf8')
  const bytes = body
    .replaceAll('=\n', '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

test('says how much waits in which room, where to read it and where to stop it, and no word of it', async () => {
  await wish(yuna)
  await say('비밀 하나')
  await say('비밀 둘')
  await send(yuna)
  expect(server.mails).toHaveLength(1)
  const [mail = { to: '', raw: '' }] = server.mails
  expect(mail.to).toMatch(/@example\.com$/)
  const text = textOf(mail)
  expect(text).toMatch(/^알렛츠 \w{6} 사건방에 안 읽은 글이 2개 있어요\./)
  expect(text).toContain(`https://moa.example.com/c/${room.slug}/room/all`)
  expect(text).toContain(`https://moa.example.com/c/${room.slug}/more/notifications`)
  expect(text).not.toMatch(/비밀|태호|유나/)
  expect(mail.raw).toMatch(/^Message-ID:\s+<digest\.[\w.-]+@moa\.example\.com>$/im)
  expect(mail.raw).toMatch(/^List-Unsubscribe:\s+<https:/im)
  expect(mail.raw).toMatch(/^Auto-Submitted: auto-generated$/im)
})

test('the opening of the address is recorded each time, by ids only', async () => {
  await wish(yuna)
  await send(yuna)
  expect(await opened()).toEqual([])
  await say('새 글')
  await send(yuna)
  expect(await opened()).toEqual([{ actor: null, data: { memberId: yuna.memberId } }])
})

test('goes once a day, and only when there is something new', async () => {
  await wish(yuna)
  await say('새 글')
  await send(yuna)
  await say('또 새 글')
  await send(yuna)
  expect(server.mails).toHaveLength(1)
  const yesterday = () =>
    sql`update notify_member set digest_at = digest_at - interval '1 day' where digest_at is not null`.execute(
      base.owner,
    )
  await yesterday()
  const { channelId, seq } = await say('마지막 글')
  await markRead(base.db, yuna.viewer, { channelId, seq })
  await send(yuna)
  expect(server.mails).toHaveLength(1)
  await say('읽지 않은 글')
  await send(yuna)
  expect(server.mails).toHaveLength(2)
  expect(textOf(server.mails[1] ?? { raw: '' })).toContain('안 읽은 글이 1개')
})

test('is asked for by those with an address who wish it and are there', async () => {
  await wish(yuna)
  await wish(room.minji)
  await wish(room.sora, false)
  expect(
    await notifySettings(base.db, room.minji.viewer, { slug: room.slug, sessionId: null }),
  ).toMatchObject({ digest: false, hasEmail: false })
  expect(await notifySettings(base.db, yuna.viewer, { slug: room.slug, sessionId: null })).toMatchObject({
    digest: true,
    hasEmail: true,
  })
  await askForDigests(base.db)
  await askForDigests(base.db)
  expect(await asked()).toEqual([yuna.memberId])
  await sql`delete from graphile_worker._private_jobs`.execute(base.owner)
  await sql`update member set left_at = now(), left_why = 'left' where id = ${yuna.memberId}`.execute(
    base.owner,
  )
  await askForDigests(base.db)
  expect(await asked()).toEqual([])
})

test('a job of yesterday’s wish sends nothing, nor one about a channel that was turned off', async () => {
  await say('새 글')
  await wish(yuna, false)
  await send(yuna)
  await wish(yuna, true, 'nothing')
  await send(yuna)
  await wish(yuna)
  await sendDigest(base.db, { memberId: yuna.memberId }, { vault, mail: null })
  expect([server.mails.length, (await opened()).length]).toEqual([0, 0])
  await send(yuna)
  expect(server.mails).toHaveLength(1)
})

test('a mail server that says no makes the job come again, and its words with the address stay out', async () => {
  await wish(yuna)
  await say('새 글')
  server.refuse(550)
  const attempt = await send(yuna).catch((error: unknown) => error)
  expect(attempt).toMatchObject({ name: 'MailRefused', code: 'EENVELOPE' })
  expect(`${attempt} ${JSON.stringify(attempt)} ${(attempt as Error).stack}`).not.toContain('example.com')
  server.refuse(null)
  await send(yuna)
  expect(server.mails).toHaveLength(1)
  expect(await opened()).toHaveLength(2)
})
