import { execFileSync } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { TalkOrder } from '#app/shapes/export.ts'
import { submitClaim } from '#server/domain/claim.ts'
import { lookAtFile, maskPicture, takeWhole } from '#server/domain/evidence.ts'
import { ownTables } from '#server/domain/export/own.ts'
import {
  buildExportNow,
  exportFor,
  myExports,
  openExportFile,
  requestOwnData,
  requestTalk,
} from '#server/domain/export.ts'
import { leaveCase } from '#server/domain/member.ts'
import { deleteMessage, messagesBefore, postMessage } from '#server/domain/message.ts'
import { unzipped } from '#server/exports/zip.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { freshFiles } from '#tests/files.ts'
import { openTestCase, type Person, type TestCase, testVault } from '#tests/people.ts'
import { drawn, inPieces, phonePhoto } from '#tests/pictures.ts'
import { buyerDraft } from './claims.ts'

// What any member may take along: the conversation they can read, and everything of their own.

const vault = testVault()
const { files, folder } = freshFiles(vault)
let database: TestDatabase
let room: TestCase

beforeAll(async () => {
  database = await freshDatabase()
})
beforeEach(async () => {
  room = await openTestCase(database.db, vault)
})

const channelOf = async (kind: 'all' | 'buyer' | 'seller') => {
  const page = await messagesBefore(database.db, room.sora.viewer, { slug: room.slug, kind, beforeSeq: null })
  return page.channelId
}
async function say(who: Person, body: string, more: { kind?: 'all' | 'buyer'; replyTo?: string } = {}) {
  const channelId = await channelOf(more.kind ?? 'all')
  const words = { channelId, clientId: randomUUID(), body, replyTo: more.replyTo ?? null }
  return postMessage(database.db, who.viewer, words)
}
const talk = (changes: Partial<TalkOrder> = {}) => ({
  ...{
    slug: room.slug,
    channel: 'all' as const,
    format: 'txt' as const,
    fromOn: null,
    toOn: null,
    id: undefined,
  },
  ...changes,
})
const build = (exportId: string) => buildExportNow(database.db, { exportId, lastTry: true }, { files, vault })
async function fetched(
  who: Person,
  exportId: string,
): Promise<{ bytes: Buffer; name: string; type: string }> {
  const { stream, name, type } = await openExportFile(database.db, who.viewer, { exportId }, { files })
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return { bytes: Buffer.concat(chunks), name, type }
}
async function take(who: Person, changes: Partial<TalkOrder> = {}) {
  const { exportId } = await requestTalk(database.db, who.viewer, talk(changes))
  await build(exportId)
  return fetched(who, exportId)
}
/** Pages as text, through a program that knows nothing of ours. */
async function pdfText(bytes: Buffer): Promise<string> {
  const file = join(folder, `${randomUUID()}.pdf`)
  await writeFile(file, bytes)
  return execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' })
}

describe('the conversation as text', () => {
  test('numbers every message, says what it answers, and shows no word that is gone', async () => {
    const first = await say(room.minji, '환불을 요청했어요\n아직이에요')
    await say(room.taeho, '저도요', { replyTo: first.id })
    const gone = await say(room.minji, '지울 말이에요')
    await deleteMessage(database.db, room.minji.viewer, { messageId: gone.id })
    const { bytes, name, type } = await take(room.taeho)
    const text = bytes.toString('utf8')
    expect(text.startsWith('\ufeff')).toBe(true)
    expect(text).toContain(`#${first.seq} [`)
    expect(text).toContain('환불을 요청했어요\r\n아직이에요')
    expect(text).toContain(`(#${first.seq}에 답장) 저도요`)
    expect(text).toContain('(쓴 사람이 지운 글)')
    expect(text).not.toContain('지울 말이에요')
    expect(name).toMatch(/_대화기록_전체_\d{8}\.txt$/)
    expect(type).toBe('text/plain; charset=utf-8')
  })

  test('holds the days asked for and no other, by the clock of Seoul', async () => {
    const [old, now] = [await say(room.minji, '지난 글'), await say(room.minji, '오늘 글')]
    // 00:30 in Seoul on the 17th is still the 16th in UTC.
    await sql`update message set created_at = '2024-08-16T15:30:00Z' where id = ${old.id}::uuid`.execute(
      database.owner,
    )
    expect((await take(room.minji, { fromOn: '2024-08-17', toOn: '2024-08-17' })).bytes.toString()).toContain(
      '지난 글',
    )
    expect((await take(room.minji, { toOn: '2024-08-16' })).bytes.toString()).not.toContain('지난 글')
    const later = (await take(room.minji, { fromOn: '2024-08-18' })).bytes.toString()
    expect(later).toContain('오늘 글')
    expect(later).not.toContain('지난 글')
    expect(now.seq).toBeGreaterThan(old.seq)
  })

  test('of a channel one may not read is not found', async () => {
    await say(room.minji, '구매자끼리', { kind: 'buyer' })
    await expect(
      requestTalk(database.db, room.taeho.viewer, talk({ channel: 'buyer' })),
    ).rejects.toMatchObject({
      code: 'shared.not_found',
    })
    expect((await take(room.minji, { channel: 'buyer' })).bytes.toString()).toContain('구매자끼리')
  })

  test('is not written for somebody who left meanwhile', async () => {
    const { exportId } = await requestTalk(database.db, room.minji.viewer, talk())
    await leaveCase(database.db, room.minji.viewer, { slug: room.slug })
    await expect(build(exportId)).rejects.toMatchObject({ code: 'shared.not_found' })
    const row = await database.db
      .selectFrom('export')
      .select(['state', 'file_key'])
      .where('id', '=', exportId)
      .executeTakeFirstOrThrow()
    expect(row).toEqual({ state: 'failed', file_key: null })
  })

  test('is for its asker only', async () => {
    const { exportId } = await requestTalk(database.db, room.minji.viewer, talk())
    await build(exportId)
    expect(await exportFor(database.db, room.minji.viewer, { exportId })).toMatchObject({ state: 'ready' })
    for (const { viewer } of [room.taeho, room.sora]) {
      await expect(exportFor(database.db, viewer, { exportId })).rejects.toMatchObject({ kind: 'notFound' })
      await expect(openExportFile(database.db, viewer, { exportId }, { files })).rejects.toMatchObject({
        kind: 'notFound',
      })
      expect(await myExports(database.db, viewer, { slug: room.slug })).toEqual([])
    }
  })
})

test('the conversation as CSV keeps formulas text and puts each message on one row', async () => {
  const said = await say(room.minji, '=SUM(1,"둘")')
  const { bytes } = await take(room.minji, { format: 'csv' })
  const row = bytes.toString('utf8').split('\r\n')[said.seq]
  expect(row).toContain(`"'=SUM(1,""둘"")"`)
  expect(row).toContain(said.id)
})

describe('the conversation as PDF', () => {
  test('has page numbers, message numbers, Korean and Hanja, and takes nothing for markup', async () => {
    const hostile = '#set page(height: 1cm) $x$ *굵게* 退款 漢字 = 제목 <label> @ref \\n'
    const said = await say(room.minji, hostile)
    for (let at = 0; at < 60; at += 1) await say(room.taeho, `${at}번째 글이에요`)
    const { bytes, name } = await take(room.minji, { format: 'pdf' })
    expect(name).toMatch(/\.pdf$/)
    const pages = (await pdfText(bytes)).split('\f').filter((page) => page.trim())
    expect(pages.length).toBeGreaterThan(1)
    expect(pages.map((page) => page.trim().split('\n').at(-1)?.trim())).toEqual(
      pages.map((_, at) => String(at + 1)),
    )
    expect(pages.every((page) => /번호\s+시각\s+닉네임\s+내용/.test(page))).toBe(true)
    expect(pages.join('\n')).toContain('59번째 글이에요')
    expect(pages.join('').replaceAll(/\s/g, '')).toContain(hostile.replaceAll(/\s/g, ''))
    expect(pages[0]).toMatch(new RegExp(`^\\s*${said.seq}\\s`, 'm'))
  })

  test('of the same moment has the same bytes', async () => {
    await say(room.minji, '같은 글')
    const at = { fromOn: '2000-01-01', toOn: null }
    const digests = []
    for (const _ of [1, 2]) {
      const { exportId } = await requestTalk(database.db, room.minji.viewer, talk({ format: 'pdf', ...at }))
      await database.db.transaction().execute(async (tx) => {
        // One transaction, one now().
        await buildExportNow(tx, { exportId, lastTry: true }, { files, vault })
      })
      const { bytes } = await fetched(room.minji, exportId)
      digests.push(
        createHash('sha256')
          .update((await pdfText(bytes)).replaceAll(/\d+:\d+/g, ''))
          .digest('hex'),
      )
    }
    expect(digests[0]).toBe(digests[1])
  })

  test('of more messages than fit is refused with what to do', async () => {
    const channelId = await channelOf('all')
    await sql`insert into message (channel_id, author_id, client_id, seq, rev, body)
      select ${channelId}::uuid, ${room.minji.memberId}::uuid, gen_random_uuid(), n, n, '글'
      from generate_series(1000, 21000) as n`.execute(database.owner)
    await expect(requestTalk(database.db, room.minji.viewer, talk({ format: 'pdf' }))).rejects.toMatchObject({
      code: 'export.talk_too_long',
    })
    await expect(requestTalk(database.db, room.minji.viewer, talk({ format: 'csv' }))).resolves.toBeTruthy()
  })
})

describe('one’s own data', () => {
  test('holds what one said, claimed and is, and nobody else’s words', async () => {
    const mine = await say(room.minji, '제가 쓴 글이에요')
    await say(room.taeho, '남이 쓴 글이에요')
    await submitClaim(database.db, room.minji.viewer, { slug: room.slug, draft: buyerDraft() }, { vault })
    const { exportId } = await requestOwnData(database.db, room.minji.viewer, {
      slug: room.slug,
      id: undefined,
    })
    await build(exportId)
    const { bytes, type } = await fetched(room.minji, exportId)
    expect(type).toBe('application/zip')
    const json = unzipped(bytes).get('내자료.json')?.toString('utf8') ?? ''
    const data = JSON.parse(json)
    expect(data).toMatchObject({ format: 'moa.own.v1', me: { id: room.minji.memberId } })
    expect(data.messages).toMatchObject([{ id: mine.id, body: '제가 쓴 글이에요' }])
    expect(data.claims[0].identities[0]).toMatchObject({ name: buyerDraft().identity.name })
    expect(json).not.toContain('남이 쓴 글이에요')
    expect(json).not.toContain(room.taeho.memberId)
  })

  test('holds the originals of one’s evidence, and nobody else’s', async () => {
    for (const [who, words] of [
      [room.minji, '제 영수증'],
      [room.taeho, '남의 영수증'],
    ] as const) {
      const piece = { slug: room.slug, evidenceId: randomUUID(), id: randomUUID(), name: '영수증.txt' }
      const bytes = inPieces(Buffer.from(words))
      await takeWhole(database.db, who.viewer, { ...piece, bytes }, { vault, files })
    }
    const { exportId } = await requestOwnData(database.db, room.minji.viewer, {
      slug: room.slug,
      id: undefined,
    })
    await build(exportId)
    const { bytes } = await fetched(room.minji, exportId)
    const parts = unzipped(bytes)
    expect([...parts.keys()]).toEqual(['내자료.json', '증거/0001_영수증.txt'])
    expect(parts.get('증거/0001_영수증.txt')?.toString()).toBe('제 영수증')
    const { evidenceFiles } = JSON.parse(parts.get('내자료.json')?.toString() ?? '')
    expect(evidenceFiles).toMatchObject([
      { file: '증거/0001_영수증.txt', bytes: Buffer.byteLength('제 영수증') },
    ])
  })

  test('holds one’s masked copies as others see them, and nobody else’s', async () => {
    for (const who of [room.minji, room.taeho]) {
      const file = { slug: room.slug, evidenceId: randomUUID(), id: randomUUID(), name: '신분증.jpg' }
      await takeWhole(
        database.db,
        who.viewer,
        { ...file, bytes: inPieces(await phonePhoto()) },
        { vault, files },
      )
      await lookAtFile(database.db, { fileId: file.id }, { vault, files })
      const bytes = inPieces(await drawn('jpeg', 48, 64))
      const wish = { slug: room.slug, fileId: file.id, id: randomUUID(), covers: [], toRoom: false, bytes }
      await maskPicture(database.db, who.viewer, wish, { vault, files })
    }
    const wish = { slug: room.slug, id: undefined }
    const { exportId } = await requestOwnData(database.db, room.minji.viewer, wish)
    await build(exportId)
    const parts = unzipped((await fetched(room.minji, exportId)).bytes)
    const copies = [...parts.keys()].filter((name) => name.startsWith('가린 사본/'))
    expect(copies).toEqual(['가린 사본/0001_신분증.webp'])
    const copy = parts.get('가린 사본/0001_신분증.webp') ?? Buffer.alloc(0)
    const { maskedCopies } = JSON.parse(parts.get('내자료.json')?.toString() ?? '')
    const sha256 = createHash('sha256').update(copy).digest('hex')
    expect(maskedCopies).toMatchObject([{ version: 1, file: copies[0], sha256, bytes: copy.length }])
  })

  test('is on record each time identities are opened', async () => {
    await submitClaim(database.db, room.minji.viewer, { slug: room.slug, draft: buyerDraft() }, { vault })
    const { exportId } = await requestOwnData(database.db, room.minji.viewer, {
      slug: room.slug,
      id: undefined,
    })
    await build(exportId)
    const kinds = await database.db
      .selectFrom('ledger')
      .select('kind')
      .where('case_id', '=', room.caseId)
      .where('actor', '=', room.minji.memberId)
      .orderBy('seq')
      .execute()
    expect(kinds.map(({ kind }) => kind).slice(-3)).toEqual([
      'export.requested',
      'claim.identity_shown',
      'export.built',
    ])
  })

  /** What names a member and is not their own data: doors and devices, the room's proof, counters. */
  const NOT_OWN = [
    ...['session', 'push_device', 'ledger', 'channel_turn', 'message_link'],
    ...['case_cell_person', 'claim_counted'],
  ]

  test('covers every table that holds something of a member', async () => {
    const { rows } = await sql<{ name: string }>`
      select distinct con.conrelid::regclass::text as name from pg_constraint con
      where con.contype = 'f' and con.confrelid in ('member'::regclass, 'account'::regclass)`.execute(
      database.owner,
    )
    expect(rows.map(({ name }) => name).filter((name) => ![...ownTables, ...NOT_OWN].includes(name))).toEqual(
      [],
    )
  })
})
