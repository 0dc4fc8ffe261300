import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import {
  clearKakao,
  kakaoImportFor,
  kakaoImports,
  kakaoRooms,
  openKakaoFile,
  readKakaoNow,
  receiveKakao,
  reviveKakao,
  withdrawKakao,
} from '#server/domain/kakao.ts'
import { leaveCase } from '#server/domain/member.ts'
import { openTestCase } from '#tests/people.ts'
import { allLines, bring, onlyRoom, ordered, spoken, zipOf } from './kakao-files.ts'
import {
  bringing,
  database,
  files,
  kakaoCases,
  ledger,
  linesFor,
  parts,
  pc,
  room,
  storedFiles,
  talkFor,
  vault,
} from './kakao-world.ts'

kakaoCases()

describe('a file that is brought', () => {
  test('is read, counted to the last line, and in the ledger', async () => {
    const file = pc(
      '[나리] [오후 1:00] 환불 됐나요',
      '둘째 줄',
      '[도토리] [오후 13:99] 시계가 이상해요',
      '[머루] [오후 1:02] 아니요',
    )
    const brought = await bringing(room.minji, file)
    const sha256 = createHash('sha256').update(file).digest('hex')
    expect(brought).toMatchObject({
      state: 'ready',
      format: 'pc',
      sha256,
      progress: 1,
      mine: true,
      by: '민지',
      room: { name: '달빛마켓 피해자 모임' },
      counts: { lines: 11, message: 3, system: 7, skipped: 1, messages: 5, fresh: 5 },
      days: { first: '2024-08-17', last: '2024-08-17' },
    })
    expect(await ledger()).toEqual([
      {
        kind: 'kakao.imported',
        data: { importId: brought.id, sha256, lines: 11, messages: 3, system: 7, skipped: 1 },
      },
    ])
  })

  test('shows each message with its file and lines, and nobody by name', async () => {
    await bringing(room.minji, pc('[나리] [오후 1:00] 환불 됐나요', '둘째 줄', '[머루] [오후 1:02] 아니요'))
    const lines = await linesFor(room.taeho)
    expect(spoken(lines)).toEqual([
      '(joined) 참여자 1',
      '(joined) 참여자 2',
      '(joined) 참여자 3',
      '참여자 1: 환불 됐나요\n둘째 줄',
      '참여자 3: 아니요',
    ])
    expect(lines[3]).toMatchObject({
      at: '2024-08-17T04:00:00.000Z',
      citations: [{ file: 'KakaoTalk_20240818.txt', from: 8, to: 9 }],
      files: 1,
      members: 1,
    })
    const kept = await sql<{ line: string }>`
      select t::text as line from kakao_message as t union all select t::text from kakao_name as t
      union all select t::text from kakao_room as t`.execute(database.owner)
    expect(kept.rows.map(({ line }) => line).join()).not.toMatch(/나리|도토리|머루/)
  })

  test('is kept byte for byte for its uploader, and sealed', async () => {
    const file = pc('[나리] [오후 1:00] 네')
    const { id } = await bringing(room.minji, file)
    const ref = { slug: room.slug, importId: id }
    const { stream, bytes, name } = await openKakaoFile(database.db, room.minji.viewer, ref, { files })
    const chunks: Buffer[] = []
    for await (const chunk of stream) chunks.push(chunk)
    expect(Buffer.concat(chunks).toString()).toBe(file)
    expect([bytes, name]).toEqual([Buffer.byteLength(file), 'KakaoTalk_20240818.txt'])
    for (const other of [room.sora, room.taeho]) {
      await expect(openKakaoFile(database.db, other.viewer, ref, { files })).rejects.toThrow(
        'shared.not_found',
      )
    }
  })

  test('tells its uploader what was left out and why; nobody else', async () => {
    const lost = '[나리] [오후 25:00] 제 번호는 010-0000-1234 예요'
    const { id } = await bringing(room.minji, pc('[나리] [오후 1:00] 네', lost))
    const ref = { slug: room.slug, importId: id }
    const mine = await kakaoImportFor(database.db, room.minji.viewer, ref)
    expect(mine.skipped).toEqual([
      { from: 9, to: 9, reason: 'bad_time', text: '[나리] [오후 25:00] 제 번호는 ***-****-**** 예요' },
    ])
    expect((await kakaoImportFor(database.db, room.sora.viewer, ref)).skipped).toEqual([])
  })

  test('sent twice, by form or by content, is one', async () => {
    const id = '5b1f9b9e-0000-4000-8000-000000000001'
    const first = await bring(parts(), room.minji.viewer, {
      slug: room.slug,
      bytes: pc('[나리] [오후 1:00] 네'),
      id,
    })
    const before = await storedFiles()
    const again = { slug: room.slug, bytes: pc('[나리] [오후 1:00] 네') }
    expect(await bring(parts(), room.minji.viewer, { ...again, id })).toBe(first)
    expect(await bring(parts(), room.minji.viewer, again)).toBe(first)
    expect(await storedFiles()).toBe(before)
    await expect(bring(parts(), room.taeho.viewer, { ...again, id })).rejects.toThrow('shared.not_found')
    expect(await storedFiles()).toBe(before)
  })

  test.each([
    ['no export', 'kakao.not_export', '장보기\n우유\n'],
    ['nothing', 'kakao.file_needed', ''],
    ['a picture', 'kakao.not_export', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
  ])('that holds %s is refused, and not kept', async (_, code, bytes) => {
    const before = await storedFiles()
    await expect(bringing(room.minji, bytes)).rejects.toThrow(code)
    expect(await storedFiles()).toBe(before)
    expect(await kakaoImports(database.db, room.minji.viewer, { slug: room.slug })).toEqual([])
  })

  test('by a stranger is not even taken in', async () => {
    let asked = false
    const bytes = Readable.from(
      (function* () {
        asked = true
        yield Buffer.from('x')
      })(),
    )
    const arrival = { slug: room.slug, name: 'x.txt', bytes, order: () => ordered() }
    await expect(receiveKakao(database.db, room.jun, arrival, parts())).rejects.toThrow('shared.not_found')
    expect(asked).toBe(false)
  })

  test('past what a member may bring in a day is refused', async () => {
    const { id } = await bringing(room.minji, pc('[나리] [오후 1:00] 네'))
    await database.db
      .updateTable('kakao_import')
      .set({ bytes: 2 * 1024 ** 3 })
      .where('id', '=', id)
      .execute()
    await expect(bringing(room.minji, pc('[나리] [오후 1:01] 네'))).rejects.toThrow('kakao.too_much_today')
    await bringing(room.taeho, pc('[나리] [오후 1:01] 네'))
  })

  test('over the size is cut off and refused', async () => {
    const piece = Buffer.alloc(1024 * 1024, 'a')
    const bytes = Readable.from(
      (function* () {
        for (let at = 0; at < 301; at += 1) yield piece
      })(),
    )
    const before = await storedFiles()
    const arrival = { slug: room.slug, name: 'x.txt', bytes, order: () => ordered() }
    await expect(receiveKakao(database.db, room.minji.viewer, arrival, parts())).rejects.toThrow(
      'kakao.too_large',
    )
    expect(await storedFiles()).toBe(before)
  })
})

describe('a ZIP', () => {
  const talk = Buffer.from(pc('[나리] [오후 1:00] 네'))
  const picture = { name: '3a5b.jpg', bytes: Buffer.from('not looked at') }

  test('gives its conversation; the rest is counted', async () => {
    const zip = zipOf([{ name: 'KakaoTalkChats.txt', bytes: talk }, picture, { ...picture, name: 'x/y.jpg' }])
    const brought = await bringing(room.minji, zip, { name: 'KakaoTalk_Chats.zip' })
    expect(brought).toMatchObject({ state: 'ready', counts: { messages: 4, mediaFiles: 2 } })
  })

  test.each([
    [
      'with a bomb',
      'kakao.zip_bomb',
      () => zipOf([{ name: 'KakaoTalkChats.txt', bytes: Buffer.alloc(20 * 1024 * 1024) }]),
    ],
    [
      'that tells of a bomb',
      'kakao.zip_bomb',
      () => zipOf([{ name: 'KakaoTalkChats.txt', bytes: talk, says: 700 * 1024 * 1024 }]),
    ],
    [
      'with too many files',
      'kakao.zip_bomb',
      () => zipOf(Array.from({ length: 20_001 }, (_, at) => ({ name: `${at}.jpg`, bytes: Buffer.alloc(0) }))),
    ],
    [
      'with a password',
      'kakao.zip_locked',
      () => zipOf([{ name: 'KakaoTalkChats.txt', bytes: talk, locked: true }]),
    ],
    ['without a conversation', 'kakao.zip_no_talk', () => zipOf([picture])],
    [
      'with two conversations',
      'kakao.zip_several',
      () =>
        zipOf([
          { name: 'KakaoTalk_1.txt', bytes: talk },
          { name: 'KakaoTalk_2.txt', bytes: talk },
        ]),
    ],
    [
      'with two files of one name',
      'kakao.zip_broken',
      () =>
        zipOf([
          { name: 'KakaoTalk_1.txt', bytes: talk },
          { name: 'KakaoTalk_1.txt', bytes: talk },
        ]),
    ],
    [
      'that leads out of itself',
      'kakao.zip_broken',
      () => zipOf([{ name: '../KakaoTalk_1.txt', bytes: talk }]),
    ],
    [
      'that is cut',
      'kakao.zip_broken',
      () => zipOf([{ name: 'KakaoTalk_1.txt', bytes: talk }]).subarray(0, -30),
    ],
    [
      'with something else',
      'kakao.not_export',
      () => zipOf([{ name: 'notes.txt', bytes: Buffer.from('우유') }]),
    ],
  ])('%s is refused, and not kept', async (_, code, zip) => {
    const before = await storedFiles()
    await expect(bringing(room.minji, zip())).rejects.toThrow(code)
    expect(await storedFiles()).toBe(before)
  })

  test('whose content is longer than it tells is never read to its end', async () => {
    const long = Buffer.from(pc(...Array.from({ length: 2000 }, (_, at) => `[나리] [오후 1:00] ${at}`)))
    const before = await storedFiles()
    const zip = zipOf([{ name: 'KakaoTalk_1.txt', bytes: long, says: 20_000 }])
    await expect(bringing(room.minji, zip)).rejects.toThrow('kakao.zip_broken')
    expect(await storedFiles()).toBe(before)
  })
})

describe('reading that is cut off', () => {
  const long = pc(
    ...Array.from({ length: 5000 }, (_, at) => `[나리] [오후 ${1 + Math.floor(at / 500)}:00] ${at}번째 말`),
  )

  async function cutAfter(importId: string, batches: number): Promise<void> {
    const aborting = new AbortController()
    const tx = database.db
    let seen = 0
    const stop = setInterval(async () => {
      const { messages } = await tx
        .selectFrom('kakao_import')
        .select('messages')
        .where('id', '=', importId)
        .executeTakeFirstOrThrow()
      seen = messages
      if (seen >= batches * 1000) aborting.abort(new Error('the process ends'))
    }, 1)
    try {
      await expect(
        readKakaoNow(database.db, { importId, lastTry: false }, { ...parts(), signal: aborting.signal }),
      ).rejects.toThrow('the process ends')
    } finally {
      clearInterval(stop)
    }
  }

  test('goes on where it was, with the same end as one that was not', async () => {
    const whole = await bringing(room.minji, long)
    const wholeLines = spoken(await linesFor(room.minji))
    const own = await openTestCase(database.db, vault)
    const importId = await bring(parts(), own.minji.viewer, { slug: own.slug, bytes: long })
    await cutAfter(importId, 1)
    const ref = { slug: own.slug, importId }
    const half = (await kakaoImportFor(database.db, own.minji.viewer, ref)).import
    expect(half.state).toBe('reading')
    expect(half.counts.messages).toBeGreaterThan(0)
    expect(half.counts.messages).toBeLessThan(5003)
    expect(await kakaoRooms(database.db, own.minji.viewer, { slug: own.slug })).toEqual([])
    await readKakaoNow(database.db, { importId, lastTry: false }, parts())
    const { import: done } = await kakaoImportFor(database.db, own.minji.viewer, ref)
    expect(done.counts).toEqual(whole.counts)
    const roomId = await onlyRoom(database.db, own.minji.viewer, own.slug)
    expect(spoken(await allLines(database.db, own.minji.viewer, { slug: own.slug, roomId }))).toEqual(
      wholeLines,
    )
  })

  test('is asked for again when its process is gone', async () => {
    const importId = await bring(parts(), room.minji.viewer, { slug: room.slug, bytes: long })
    const isAsked = async () => {
      const jobs =
        await sql`delete from graphile_worker._private_jobs where key = ${`kakao.read:${importId}`}`.execute(
          database.owner,
        )
      return jobs.numAffectedRows === 1n
    }
    expect(await isAsked()).toBe(true)
    await reviveKakao(database.db)
    expect(await isAsked()).toBe(false)
    await database.db
      .updateTable('kakao_import')
      .set({ state: 'reading', moved_at: sql<Date>`now() - interval '2 minutes'` })
      .where('id', '=', importId)
      .execute()
    await reviveKakao(database.db)
    expect(await isAsked()).toBe(true)
    await reviveKakao(database.db)
    expect(await isAsked()).toBe(false)
  })

  test('by a withdrawal leaves nothing', async () => {
    const importId = await bring(parts(), room.minji.viewer, { slug: room.slug, bytes: long })
    const ref = { slug: room.slug, importId }
    const before = await storedFiles()
    await withdrawKakao(database.db, room.minji.viewer, ref)
    await readKakaoNow(database.db, { importId, lastTry: true }, parts())
    await clearKakao(database.db, { importId }, { files })
    expect(await storedFiles()).toBe(before - 1)
    await expect(kakaoImportFor(database.db, room.minji.viewer, ref)).rejects.toThrow('shared.not_found')
  })

  test('for good, or for somebody who has left, fails and leaves nothing', async () => {
    const importId = await bring(parts(), room.minji.viewer, { slug: room.slug, bytes: long })
    await leaveCase(database.db, room.minji.viewer, { slug: room.slug })
    await expect(readKakaoNow(database.db, { importId, lastTry: false }, parts())).rejects.toThrow(
      'kakao.uploader_left',
    )
    await clearKakao(database.db, { importId }, { files })
    const row = await database.db
      .selectFrom('kakao_import')
      .selectAll()
      .where('id', '=', importId)
      .executeTakeFirstOrThrow()
    expect([row.state, row.failed_why, row.file_key]).toEqual(['failed', 'kakao.uploader_left', null])
  })
})

describe('a withdrawal', () => {
  test('takes the lines that only it held, at once, and later the rows and the file', async () => {
    const first = await bringing(room.minji, pc('[나리] [오후 1:00] 둘 다', '[나리] [오후 1:01] 민지만'))
    await bringing(room.taeho, pc('[나리] [오후 1:00] 둘 다', '[나리] [오후 1:02] 태호만'))
    const ref = { slug: room.slug, importId: first.id }
    await expect(withdrawKakao(database.db, room.taeho.viewer, ref)).rejects.toThrow('shared.not_found')
    await expect(withdrawKakao(database.db, room.sora.viewer, ref)).rejects.toThrow('shared.not_found')
    const before = await storedFiles()
    await withdrawKakao(database.db, room.minji.viewer, ref)
    await expect(withdrawKakao(database.db, room.minji.viewer, ref)).rejects.toThrow('shared.not_found')
    expect(await talkFor(room.sora)).toEqual(['참여자 1: 둘 다', '참여자 1: 태호만'])
    await clearKakao(database.db, { importId: first.id }, { files })
    await clearKakao(database.db, { importId: first.id }, { files })
    expect(await talkFor(room.sora)).toEqual(['참여자 1: 둘 다', '참여자 1: 태호만'])
    expect(await storedFiles()).toBe(before - 1)
    const kept = await database.db
      .selectFrom('kakao_message')
      .innerJoin('kakao_room', 'kakao_room.id', 'kakao_message.room_id')
      .select('body')
      .where('kakao_room.case_id', '=', room.caseId)
      .execute()
    expect(kept.map(({ body }) => body)).not.toContain('민지만')
    expect((await ledger()).at(-1)).toEqual({ kind: 'kakao.withdrawn', data: { importId: first.id } })
  })

  test('of the last file takes the room away, and the file may come again', async () => {
    const first = await bringing(room.minji, pc('[나리] [오후 1:00] 네'))
    await withdrawKakao(database.db, room.minji.viewer, { slug: room.slug, importId: first.id })
    expect(await kakaoRooms(database.db, room.minji.viewer, { slug: room.slug })).toEqual([])
    await clearKakao(database.db, { importId: first.id }, { files })
    await bringing(room.minji, pc('[나리] [오후 1:00] 네'))
    expect(await talkFor(room.minji)).toEqual(['참여자 1: 네'])
  })
})
