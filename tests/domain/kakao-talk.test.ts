import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { readTalkWish } from '#app/shapes/kakao.ts'
import { LOOK_MESSAGES } from '#server/domain/kakao/search.ts'
import { kakaoRooms, kakaoTalk, pickKakaoLines, readKakaoNow } from '#server/domain/kakao.ts'
import type { Person } from '#tests/people.ts'
import { allLines, bring, onlyRoom } from './kakao-files.ts'
import { bringing, DAY, database, kakaoCases, linesFor, parts, pc, room, talkFor } from './kakao-world.ts'

kakaoCases()

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

describe('looking for words in a conversation', () => {
  const next = '--------------- 2024년 8월 18일 일요일 ---------------'
  const looked = async (
    person: Person,
    asked: { q?: string; from?: string; until?: string; day?: string },
  ) => {
    const roomId = await onlyRoom(database.db, person.viewer, room.slug)
    const read = readTalkWish({ q: '', from: '', until: '', ...asked })
    if (!read.ok) throw new Error(read.code)
    const where = { slug: room.slug, roomId, day: asked.day, wish: read.value }
    return (await kakaoTalk(database.db, person.viewer, where)).lines.map(({ text }) => text)
  }

  test('finds by the rules of the search in messages, by number and by day', async () => {
    await bringing(
      room.minji,
      pc(
        '[나리] [오후 1:00] 환불 받으신 분?',
        '[도토리] [오후 1:01] 환 불은 아직이에요',
        '[머루] [오후 1:02] 1,250,000원이에요',
        next,
        '[나리] [오전 1:00] 오늘 환불됐어요',
      ),
    )
    expect(await looked(room.minji, { q: '환불' })).toEqual([
      '환불 받으신 분?',
      '환 불은 아직이에요',
      '오늘 환불됐어요',
    ])
    expect(await looked(room.minji, { q: 'ㅎㅂ ㅇㅈ' })).toEqual(['환 불은 아직이에요'])
    expect(await looked(room.minji, { q: '1250000' })).toEqual(['1,250,000원이에요'])
    expect(await looked(room.minji, { q: '환불', until: '2024-08-17' })).toHaveLength(2)
    expect(await looked(room.minji, { q: '환불', day: '2024-08-18' })).toEqual(['오늘 환불됐어요'])
    expect(await looked(room.minji, { q: '환불 참여자' })).toEqual([])
    const [line] = await linesFor(room.minji).then((all) =>
      all.filter(({ text }) => text.startsWith('환 불')),
    )
    expect(await looked(room.taeho, { from: `참여자 ${line?.who?.no}`, q: '불' })).toEqual([
      '환 불은 아직이에요',
    ])
    expect(await looked(room.taeho, { from: '도토리' })).toEqual([])
  })

  test('finds in a talk of two only what its owner picked', async () => {
    const pair = '달빛마켓 님과 카카오톡 대화\n저장한 날짜 : 2024-08-18 10:44:52\n'
    const file = [pair, DAY, '[나리] [오후 1:00] 환불 약속', '[달빛] [오후 1:01] 환불 예정일'].join('\n')
    await bringing(room.minji, file, { isPair: true })
    expect(await looked(room.minji, { q: '환불' })).toHaveLength(2)
    const roomId = await onlyRoom(database.db, room.minji.viewer, room.slug)
    const [, second] = await linesFor(room.minji)
    const picks = { places: [second?.place ?? ''], shown: [second?.place ?? ''] }
    await pickKakaoLines(database.db, room.minji.viewer, { slug: room.slug, roomId, ...picks })
    expect(await looked(room.taeho, { q: '환불' })).toEqual(['환불 예정일'])
  })

  test('looks so far at a time, tells how far, and goes on from there', async () => {
    await bringing(room.minji, pc('[나리] [오후 1:00] 처음', next, '[나리] [오전 1:00] 찾던 말'))
    const roomId = await onlyRoom(database.db, room.minji.viewer, room.slug)
    // What nobody brought any more is looked at, and never shown.
    await sql`
      insert into kakao_message (room_id, minute, digest, place, kind, body)
      select ${roomId}::uuid, ${Date.parse('2024-08-17T20:00:00+09:00') / 60_000}::integer,
        decode(lpad(to_hex(n), 24, '0'), 'hex'), n, 'text', '찾던 말'
      from generate_series(1, ${LOOK_MESSAGES}::integer) as n`.execute(database.owner)
    const wish = { terms: ['찾던말'], numbers: null, until: null }
    const where = { slug: room.slug, roomId, wish }
    const first = await kakaoTalk(database.db, room.minji.viewer, where)
    expect(first).toMatchObject({ lines: [], earlier: null })
    expect(first.lookedTo).not.toBeNull()
    const second = await kakaoTalk(database.db, room.minji.viewer, { ...where, after: `${first.later}` })
    expect(second).toMatchObject({ lines: [{ text: '찾던 말' }], later: null, lookedTo: null })
  })
})
