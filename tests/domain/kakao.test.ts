import { createHash } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  claimKakaoName,
  clearKakao,
  disclaimKakaoName,
  kakaoImportFor,
  kakaoImports,
  kakaoRooms,
  kakaoTalk,
  openKakaoFile,
  pickKakaoLines,
  readKakaoNow,
  receiveKakao,
  reviveKakao,
  withdrawKakao,
} from '#server/domain/kakao.ts'
import { leaveCase } from '#server/domain/member.ts'
import { diskStore } from '#server/files/disk.ts'
import type { FileStore } from '#server/files/store.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { openTestCase, type Person, type TestCase, testVault } from '#tests/people.ts'
import { allLines, bring, imported, onlyRoom, ordered, spoken, zipOf } from './kakao-files.ts'

const vault = testVault()
let database: TestDatabase
let folder: string
let files: FileStore
let room: TestCase
const parts = () => ({ db: database.db, vault, files })

beforeAll(async () => {
  database = await freshDatabase()
  folder = await mkdtemp(join(tmpdir(), 'moa-kakao-'))
  files = diskStore(folder, vault)
})

afterAll(() => rm(folder, { recursive: true, force: true }))

beforeEach(async () => {
  room = await openTestCase(database.db, vault)
})

const DAY = '--------------- 2024년 8월 17일 토요일 ---------------'
const TITLE = '달빛마켓 피해자 모임 님과 카카오톡 대화\n저장한 날짜 : 2024-08-18 10:44:52\n'
/** A PC file of these lines in a room of three. */
const pc = (...lines: string[]) =>
  [
    TITLE,
    DAY,
    '나리님이 들어왔습니다.',
    '도토리님이 들어왔습니다.',
    '머루님이 들어왔습니다.',
    ...lines,
    '',
  ].join('\n')
const bringing = (person: Person, bytes: string | Buffer, changes = {}) =>
  imported(parts(), person.viewer, { slug: room.slug, bytes, ...changes })

const linesFor = async (person: Person, importId?: string) => {
  const roomId = await onlyRoom(database.db, person.viewer, room.slug)
  return allLines(database.db, person.viewer, { slug: room.slug, roomId, ...(importId ? { importId } : {}) })
}
const talkFor = async (person: Person) =>
  spoken(await linesFor(person)).filter((line) => !line.startsWith('('))

const storedFiles = async () =>
  (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).length

const ledger = () =>
  database.db
    .selectFrom('ledger')
    .select(['kind', 'data'])
    .where('case_id', '=', room.caseId)
    .where('kind', 'like', 'kakao.%')
    .orderBy('seq')
    .execute()

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

describe('the same conversation in several files', () => {
  const early = [
    '[나리] [오후 1:00] 환불 됐나요',
    '[도토리] [오후 1:00] 네',
    '[도토리] [오후 1:00] 네',
    '[머루] [오후 1:01] 아니요',
  ]
  const late = ['[나리] [오후 1:02] 그럼 신고해요', '[머루] [오후 1:02] 좋아요']

  test('17: overlapping files of several members become one, each message once', async () => {
    await bringing(room.minji, pc(...early))
    const second = await bringing(room.taeho, pc(...early, ...late))
    expect(second.counts).toMatchObject({ messages: 9, fresh: 2 })
    const lines = (await linesFor(room.sora)).filter(({ kind }) => kind === 'text')
    expect(lines.map(({ text, files, members }) => [text, files, members])).toEqual([
      ['환불 됐나요', 2, 2],
      ['네', 2, 2],
      ['네', 2, 2],
      ['아니요', 2, 2],
      ['그럼 신고해요', 1, 1],
      ['좋아요', 1, 1],
    ])
  })

  test('17: another export by the same member bears out nothing more', async () => {
    await bringing(room.minji, pc(...early))
    await bringing(room.minji, pc(...early, ...late))
    const lines = await linesFor(room.sora)
    expect(lines.filter(({ text }) => text === '환불 됐나요')).toMatchObject([{ files: 2, members: 1 }])
  })

  test('17: one file handed from member to member bears out nothing more', async () => {
    await bringing(room.minji, pc(...early))
    await bringing(room.taeho, pc(...early))
    const [line] = (await linesFor(room.sora)).filter(({ text }) => text === '환불 됐나요')
    expect(line).toMatchObject({ files: 2, members: 1 })
  })

  test('17: parts of one export follow each other', async () => {
    const head = 'Talk_2024.8.18 13:10-1.txt\n저장한 날짜 : 2024. 8. 18. 13:13\n\n'
    const said = (clock: string, who: string, text: string) => `2024. 8. 17. ${clock}, ${who} : ${text}\n`
    const [one, two, three, four, five] = [
      said('10:00', '나리', '하나'),
      said('10:01', '도토리', '둘'),
      said('10:01', '머루', '셋'),
      said('10:01', '나리', '넷'),
      said('10:02', '도토리', '다섯'),
    ]
    const first = head + one + two + three
    const second = head + three + four + five
    for (const file of [first, second]) await bringing(room.minji, file, { roomName: '차례대로' })
    for (const file of [second, first]) await bringing(room.taeho, file, { roomName: '거꾸로' })
    const rooms = await kakaoRooms(database.db, room.minji.viewer, { slug: room.slug })
    for (const { id: roomId } of rooms) {
      const lines = await allLines(database.db, room.minji.viewer, { slug: room.slug, roomId })
      expect(lines.map(({ text, files }) => [text, files])).toEqual([
        ['하나', 1],
        ['둘', 1],
        ['셋', 2],
        ['넷', 1],
        ['다섯', 1],
      ])
    }
    expect(rooms).toHaveLength(2)
  })

  test('PC and phone, Korean and English, NFC and NFD tell the same messages', async () => {
    await bringing(
      room.minji,
      pc(
        '[나리] [오후 1:00] 환불 됐나요',
        '[도토리] [오후 1:00] 사진',
        '[머루] [오후 1:01] 삭제된 메시지입니다.',
      ),
    )
    const english = [
      'KakaoTalk Chats with 달빛마켓 피해자 모임',
      'Date Saved : August 18, 2024, 1:08 PM',
      '',
      `August 17, 2024, 1:00 PM, ${'나리'.normalize('NFD')} : ${'환불 됐나요'.normalize('NFD')}`,
      'August 17, 2024, 1:00 PM, 도토리\ufe0f : Photo',
      'August 17, 2024, 1:01 PM, 머루 : This message was deleted.',
    ].join('\n')
    expect((await bringing(room.taeho, english)).counts).toMatchObject({ messages: 3, fresh: 0 })
  })

  test('two at once do not block each other and leave each message once', async () => {
    const many = (from: number) =>
      pc(
        ...Array.from(
          { length: 3000 },
          (_, at) =>
            `[나리] [오후 ${1 + ((from + at) % 11)}:${String((from + at) % 60).padStart(2, '0')}] ${from + at}`,
        ),
      )
    const ids = await Promise.all(
      [room.minji, room.taeho, room.hana].map((person, at) =>
        bring(parts(), person.viewer, { slug: room.slug, bytes: many(at * 100) }),
      ),
    )
    await Promise.all(ids.map((importId) => readKakaoNow(database.db, { importId, lastTry: true }, parts())))
    const texts = (await linesFor(room.sora))
      .filter(({ kind }) => kind === 'text')
      .map(({ text }) => Number(text))
    expect(texts.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 3200 }, (_, at) => at))
  })

  test('rooms of another name, or for others, stay apart', async () => {
    await bringing(room.minji, pc(...early))
    await bringing(room.minji, pc(...early), { audience: 'buyer' })
    await bringing(room.minji, pc(...late), { roomName: '다른 방' })
    const rooms = async (person: Person) =>
      (await kakaoRooms(database.db, person.viewer, { slug: room.slug })).map(
        ({ name, audience }) => `${name} ${audience}`,
      )
    expect(await rooms(room.minji)).toEqual([
      '달빛마켓 피해자 모임 all',
      '달빛마켓 피해자 모임 buyer',
      '다른 방 all',
    ])
    expect(await rooms(room.taeho)).toEqual(['달빛마켓 피해자 모임 all', '다른 방 all'])
    const [, forBuyers] = await kakaoRooms(database.db, room.minji.viewer, { slug: room.slug })
    const ask = (person: Person) =>
      kakaoTalk(database.db, person.viewer, { slug: room.slug, roomId: forBuyers?.id ?? '' })
    expect((await ask(room.hana)).lines).not.toEqual([])
    await expect(ask(room.taeho)).rejects.toThrow('shared.not_found')
    await expect(bringing(room.minji, pc(...early), { audience: 'seller' })).rejects.toThrow(
      'kakao.audience_needed',
    )
  })

  test('a room named after its people, whom nobody is to know, has no name', async () => {
    for (const title of ['나리, 도토리, 머루', '나리와 친구들']) {
      await bringing(room.minji, pc(...early).replace('달빛마켓 피해자 모임', title))
    }
    const rooms = await kakaoRooms(database.db, room.minji.viewer, { slug: room.slug })
    expect(rooms.map(({ name }) => name)).toEqual(['', ''])
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

describe('names', () => {
  test('8: one name may be several people, so it stays a number, the same in every room of the case', async () => {
    await bringing(room.minji, pc('[프로도] [오후 1:00] 하나', '[프로도] [오후 1:00] 저는 다른 사람이에요'))
    await bringing(room.taeho, pc('[프로도] [오후 2:00] 둘').replace('달빛마켓 피해자', '다른'))
    const rooms = await kakaoRooms(database.db, room.sora.viewer, { slug: room.slug })
    const said = await Promise.all(
      rooms.map(({ id }) => allLines(database.db, room.sora.viewer, { slug: room.slug, roomId: id })),
    )
    expect(said.flatMap(spoken).filter((line) => !line.startsWith('('))).toEqual([
      '참여자 4: 하나',
      '참여자 4: 저는 다른 사람이에요',
      '참여자 4: 둘',
    ])
  })

  test('14: bots are nobody', async () => {
    await bringing(room.minji, pc('[오픈채팅봇] [오후 1:00] 환영해요', '[방장봇] [오후 1:00] 공지예요'))
    expect(await talkFor(room.minji)).toEqual(['채팅방 봇: 환영해요', '채팅방 봇: 공지예요'])
  })

  const phone = (...rests: string[]) =>
    [
      '달빛마켓 피해자 모임 님과 카카오톡 대화',
      '저장한 날짜 : 2024년 8월 18일 오전 11:29',
      '',
      ...rests.map((rest) => `2024년 8월 17일 오후 1:00, ${rest}`),
    ].join('\n')

  test('9: 회원님 is whoever saved the file', async () => {
    await bringing(room.minji, phone('회원님 : 제가 썼어요', '나리 : 네', '도토리 : 네'))
    expect(await talkFor(room.taeho)).toEqual(
      ['민지: 제가 썼어요', '참여자 1: 네', '참여자 2: 네'].map((line) =>
        expect.stringMatching(line.replace(/\d/, '\\d')),
      ),
    )
    const [mine] = (await linesFor(room.minji)).map(({ who }) => who)
    expect(mine).toMatchObject({ nickname: '민지', mine: true })
  })

  test('9: with the name that others know, what one saved meets what they saved', async () => {
    await bringing(room.minji, phone('회원님 : 제가 썼어요', '나리 : 네', '도토리 : 네'), {
      ownName: '민들레',
    })
    const second = await bringing(room.taeho, phone('민들레 : 제가 썼어요', '나리 : 네', '도토리 : 네'))
    expect(second.counts.fresh).toBe(0)
    expect((await talkFor(room.sora))[0]).toBe('민지: 제가 썼어요')
  })

  test('are claimed by those who know them, and given back', async () => {
    await bringing(room.minji, pc('[도토리] [오후 1:00] 제가 썼어요'))
    const roomId = await onlyRoom(database.db, room.taeho.viewer, room.slug)
    const claim = (person: Person, name: string) =>
      claimKakaoName(database.db, person.viewer, { slug: room.slug, roomId, name }, { vault })
    await expect(claim(room.taeho, '없는 사람')).rejects.toThrow('kakao.name_unknown')
    await claim(room.taeho, ' 도토리\ufe0f ')
    await claim(room.taeho, '도토리')
    expect(await talkFor(room.minji)).toEqual(['태호: 제가 썼어요'])
    await claim(room.hana, '도토리')
    expect(await talkFor(room.minji)).toEqual(['참여자 2: 제가 썼어요'])
    const back = { slug: room.slug, roomId, no: 2 }
    await disclaimKakaoName(database.db, room.hana.viewer, back)
    await expect(disclaimKakaoName(database.db, room.hana.viewer, back)).rejects.toThrow('shared.not_found')
    expect(await talkFor(room.minji)).toEqual(['태호: 제가 썼어요'])
    expect((await ledger()).slice(1).map(({ kind, data }) => [kind, data])).toEqual([
      ['kakao.named', { roomId, nameNo: 2 }],
      ['kakao.named', { roomId, nameNo: 2 }],
      ['kakao.unnamed', { roomId, nameNo: 2 }],
    ])
  })

  test('behind an @ are numbers too, and whoever is not known is covered', async () => {
    await bringing(
      room.minji,
      pc(
        '[도토리] [오후 1:00] @나리 환불 됐어요? @all',
        '[나리] [오후 1:01] @홍길동 님께 물어보세요 a@b @ 5시',
        '[홍 길동] [오후 1:02] @홍 길동 @홍 길동 저예요',
      ),
    )
    expect(await talkFor(room.minji)).toEqual([
      '참여자 2: @참여자 1 환불 됐어요? @all',
      '참여자 1: @*** 님께 물어보세요 a@b @ 5시',
      '참여자 4: @참여자 4 @참여자 4 저예요',
    ])
  })
})

describe('what would tell who somebody is', () => {
  test('25: phones, accounts, cards and addresses are covered', async () => {
    const brought = await bringing(
      room.minji,
      pc(
        '[나리] [오후 1:00] 010-0000-1234 로 전화 주세요',
        '[나리] [오후 1:01] 주문번호 2024081700012 예요',
        '[나리] [오후 1:02] nari@example.com',
      ),
    )
    expect(await talkFor(room.minji)).toEqual([
      '참여자 1: ***-****-**** 로 전화 주세요',
      '참여자 1: 주문번호 2024081700012 예요',
      expect.not.stringContaining('nari@'),
    ])
    expect(brought.counts.covered).toBe(2)
    expect(brought.notKept).toBeNull()
  })

  test('a contact card is only that', async () => {
    await bringing(room.minji, pc('[나리] [오후 1:00] 연락처: 홍길동'))
    expect(await talkFor(room.minji)).toEqual(['참여자 1: 연락처'])
  })

  test('a file with a resident registration number is read and then not kept; its hash is', async () => {
    const before = await storedFiles()
    // Has the form of one, and a check digit that is none.
    const { id } = await bringing(room.minji, pc('[나리] [오후 1:00] 제 번호 900101-1234560 이에요'))
    await clearKakao(database.db, { importId: id }, { files })
    expect(await storedFiles()).toBe(before)
    const ref = { slug: room.slug, importId: id }
    const { import: brought } = await kakaoImportFor(database.db, room.minji.viewer, ref)
    expect(brought).toMatchObject({
      state: 'ready',
      notKept: 'resident_number',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    expect(await talkFor(room.minji)).toEqual(['참여자 1: 제 번호 ******-******* 이에요'])
    await expect(openKakaoFile(database.db, room.minji.viewer, ref, { files })).rejects.toThrow(
      'shared.not_found',
    )
  })

  test('23: markup stays text', async () => {
    await bringing(room.minji, pc('[=HYPERLINK("x")] [오후 1:00] <script>alert(1)</script>\u202e\0'))
    expect(await talkFor(room.minji)).toEqual(['참여자 4: <script>alert(1)</script>'])
  })
})

describe('24: a talk of two', () => {
  const pair = [
    '홍길동 님과 카카오톡 대화',
    '저장한 날짜 : 2024-08-18 10:44:52',
    DAY,
    '[홍길동] [오후 1:00] 비밀 하나',
    '[민들레] [오후 1:01] 비밀 둘',
    '[홍길동] [오후 1:02] 환불해 드릴게요',
  ].join('\n')

  test('is recognised; others see only the lines its owner picks, and not whom it was with', async () => {
    const brought = await bringing(room.minji, pair, { name: 'KakaoTalk_홍길동.txt', ownName: '민들레' })
    expect(brought).toMatchObject({ isPair: true, room: { name: '' }, fileName: 'KakaoTalk_홍길동.txt' })
    const { id: importId } = brought
    const roomId = brought.room?.id ?? ''
    const where = { slug: room.slug, roomId }
    const [theirs] = await kakaoImports(database.db, room.taeho.viewer, { slug: room.slug })
    expect(theirs).toMatchObject({ id: importId, isPair: true, fileName: '' })
    expect(await allLines(database.db, room.taeho.viewer, where)).toEqual([])
    const own = await allLines(database.db, room.minji.viewer, where)
    expect(spoken(own)).toEqual(['참여자 2: 비밀 하나', '민지: 비밀 둘', '참여자 2: 환불해 드릴게요'])
    const places = own.map(({ place }) => place)
    const pick = (person: Person, shown: string[]) =>
      pickKakaoLines(database.db, person.viewer, { slug: room.slug, roomId, places, shown })
    await expect(pick(room.taeho, places)).rejects.toThrow('shared.not_found')
    await expect(pick(room.sora, places)).rejects.toThrow('shared.not_found')
    await pick(room.minji, places.slice(2))
    const seen = await allLines(database.db, room.taeho.viewer, where)
    expect(spoken(seen)).toEqual(['참여자 2: 환불해 드릴게요'])
    expect(seen[0]?.citations).toEqual([{ importId, file: '', from: 6, to: 6 }])
    await pick(room.minji, [])
    expect(await allLines(database.db, room.taeho.viewer, where)).toEqual([])
    expect((await ledger()).slice(1).map(({ data }) => data)).toEqual([
      { roomId, shown: 1, hidden: 0 },
      { roomId, shown: 0, hidden: 1 },
    ])
  })

  test('tells nobody by a claim who is in it', async () => {
    const { room: of } = await bringing(room.minji, pair)
    const claim = { slug: room.slug, roomId: of?.id ?? '', name: '홍길동' }
    await expect(claimKakaoName(database.db, room.taeho.viewer, claim, { vault })).rejects.toThrow(
      'kakao.name_unknown',
    )
  })

  test('is one when its owner says so, whoever is in it', async () => {
    const brought = await bringing(room.minji, pc('[나리] [오후 1:00] 네'), { isPair: true })
    expect(brought.isPair).toBe(true)
    expect(
      await allLines(database.db, room.taeho.viewer, { slug: room.slug, roomId: brought.room?.id ?? '' }),
    ).toEqual([])
  })

  test('no group is picked from', async () => {
    const brought = await bringing(room.minji, pc('[나리] [오후 1:00] 네'))
    const pick = { slug: room.slug, roomId: brought.room?.id ?? '', places: [], shown: [] }
    await expect(pickKakaoLines(database.db, room.minji.viewer, pick)).rejects.toThrow('shared.not_found')
  })
})

describe('a page of a conversation', () => {
  test('follows the one before it, forwards and backwards, and begins with any day', async () => {
    const lines = Array.from(
      { length: 150 },
      (_, at) => `[나리] [오후 ${1 + Math.floor(at / 60)}:${String(at % 60).padStart(2, '0')}] ${at}`,
    )
    const next = '--------------- 2024년 8월 18일 일요일 ---------------'
    await bringing(room.minji, pc(...lines, next, '[나리] [오전 1:00] 다음 날'))
    const where = { slug: room.slug, roomId: await onlyRoom(database.db, room.minji.viewer, room.slug) }
    const forwards = await allLines(database.db, room.minji.viewer, where)
    expect(forwards).toHaveLength(154)
    const backwards: typeof forwards = []
    for (let before: string | null = `${forwards.at(-1)?.place}`; before !== null; ) {
      const page = await kakaoTalk(database.db, room.minji.viewer, { ...where, before })
      backwards.unshift(...page.lines)
      before = page.earlier
    }
    expect(backwards).toEqual(forwards.slice(0, -1))
    const day = await kakaoTalk(database.db, room.minji.viewer, { ...where, day: '2024-08-18' })
    expect(day.lines.map(({ text }) => text)).toEqual(['다음 날'])
    expect(day.earlier).not.toBeNull()
    for (const broken of ['x', '1.2', '1.2.zz', `${'9'.repeat(30)}.1.${'0'.repeat(24)}`]) {
      await expect(kakaoTalk(database.db, room.minji.viewer, { ...where, after: broken })).rejects.toThrow(
        'shared.not_found',
      )
    }
  })

  test('19: messages without a day come first', async () => {
    const file = [
      '[나리] [오후 5:00] 언제인지 몰라요',
      '[나리] [오후 5:00] 언제인지 몰라요',
      DAY,
      '[나리] [오후 1:00] 네',
    ].join('\n')
    const brought = await bringing(room.minji, file, { isPair: true })
    expect(brought.counts.undated).toBe(2)
    expect((await linesFor(room.minji)).slice(0, 2)).toMatchObject([
      { at: null, text: '언제인지 몰라요' },
      { at: null, text: '언제인지 몰라요' },
    ])
  })

  test('keeps the order of a file whose clock was set back', async () => {
    const at = (minute: number, text: string) => `[나리] [오후 1:0${minute}] ${text}`
    await bringing(room.minji, pc(at(1, '하나'), at(2, '둘'), at(1, '셋'), at(1, '넷'), at(2, '다섯')))
    expect(await talkFor(room.minji)).toEqual(
      ['하나', '셋', '넷', '둘', '다섯'].map((text) => `참여자 1: ${text}`),
    )
  })

  test('of one file shows what that file holds', async () => {
    await bringing(room.minji, pc('[나리] [오후 1:00] 둘 다', '[나리] [오후 1:01] 민지만'))
    const { id } = await bringing(room.taeho, pc('[나리] [오후 1:00] 둘 다', '[나리] [오후 1:02] 태호만'))
    const texts = (await linesFor(room.sora, id))
      .filter(({ kind }) => kind === 'text')
      .map(({ text }) => text)
    expect(texts).toEqual(['둘 다', '태호만'])
    await expect(linesFor(room.sora, room.caseId)).rejects.toThrow('shared.not_found')
  })
})
