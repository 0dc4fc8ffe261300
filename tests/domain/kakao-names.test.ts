import { describe, expect, test } from 'vitest'
import {
  claimKakaoName,
  clearKakao,
  disclaimKakaoName,
  kakaoImportFor,
  kakaoImports,
  kakaoRooms,
  openKakaoFile,
  pickKakaoLines,
} from '#server/domain/kakao.ts'
import type { Person } from '#tests/people.ts'
import { allLines, onlyRoom, spoken } from './kakao-files.ts'
import {
  bringing,
  DAY,
  database,
  files,
  kakaoCases,
  ledger,
  linesFor,
  pc,
  room,
  storedFiles,
  talkFor,
  vault,
} from './kakao-world.ts'

kakaoCases()

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
