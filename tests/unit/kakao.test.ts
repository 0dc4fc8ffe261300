import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { encodingOf } from '#server/imports/kakao/decode.ts'
import { LINE_MAX_UNITS } from '#server/imports/kakao/lines.ts'
import { comparable, comparableName, kindOf } from '#server/imports/kakao/media.ts'
import { BODY_MAX_UNITS } from '#server/imports/kakao/reader.ts'
import {
  ANDROID,
  ANDROID_ENGLISH,
  androidFile,
  atSeoul,
  CSV,
  decodedText,
  IPHONE,
  messagesIn,
  noticesIn,
  PC,
  PC_ENGLISH,
  pcFile,
  readTalk,
} from './talks.ts'

// The grammar of KakaoTalk exports, and what real files do to it. The numbers are those of the list of edge cases.

/** Messages as `lines time sender: text`. */
const short = (text: string) =>
  messagesIn(text).map(
    ({ from, to, minute, sender, body }) => `${from}-${to} ${atSeoul(minute)} ${sender}: ${body}`,
  )

describe('a file of', () => {
  test('a Korean PC', () => {
    expect(readTalk(PC)).toMatchObject({ format: 'pc', room: '달빛마켓 피해자 모임' })
    expect(short(PC)).toEqual([
      '9-9 2024-08-17 12:16 홍길동 | 서울 | 구매자: 안녕하세요~',
      '10-13 2024-08-17 10:50 판매자A: [Web발신]\n안녕하세요 고객님\n\n주문이 취소되었습니다',
    ])
    expect(noticesIn(PC).map(({ from, to, kind, names }) => [from, to, kind, names])).toEqual([
      [5, 5, 'joined', ['토끼']],
      [6, 7, 'policy', []],
      [8, 8, 'joined', ['홍길동']],
      [14, 14, 'left', ['구매자 (잠실)']],
    ])
    expect(readTalk(PC).counts).toEqual({ lines: 14, message: 5, system: 9, skipped: 0 })
  })

  test('an English PC', () => {
    expect(readTalk(PC_ENGLISH)).toMatchObject({ format: 'pc', room: 'Moonlight victims' })
    expect(short(PC_ENGLISH)).toEqual([
      '6-6 2024-12-09 14:30 John: Hello',
      '7-7 2024-12-09 00:05 Jane: Photo',
    ])
    expect(noticesIn(PC_ENGLISH)).toMatchObject([{ kind: 'joined', names: ['Tokki'] }])
  })

  test('a Korean Android', () => {
    expect(readTalk(ANDROID)).toMatchObject({ format: 'android', room: '달빛마켓 피해자 모임' })
    expect(short(ANDROID)).toEqual([
      '6-6 2024-08-17 01:33 회원님: 환불 신청했어요',
      '7-7 2024-08-17 12:16 홍길동 | 서울 | 구매자: 안녕하세요~',
    ])
    expect(noticesIn(ANDROID)).toMatchObject([
      { from: 8, exact: true, kind: 'left', names: ['닉네임'] },
      { from: 9, exact: true, kind: 'deleted', names: [] },
    ])
    expect(readTalk(ANDROID).counts).toEqual({ lines: 9, message: 2, system: 7, skipped: 0 })
  })

  test('an English Android', () => {
    expect(readTalk(ANDROID_ENGLISH)).toMatchObject({ format: 'english', room: 'Moonlight victims' })
    expect(short(ANDROID_ENGLISH)).toEqual([
      '5-5 2024-02-10 02:33 you: Photo',
      '6-6 2024-02-10 14:34 Jane: when, where : here',
    ])
  })

  test('an iPhone, with both of its clocks', () => {
    expect(readTalk(IPHONE)).toMatchObject({ format: 'iphone', room: null })
    expect(short(IPHONE)).toEqual([
      '6-6 2024-08-17 10:35 닉네임: 환불 됐나요',
      '7-7 2024-08-17 18:39 닉네임: 사진',
      "9-9 2024-08-17 21:27 닉네임: 톡게시판 '투표': 제목",
    ])
    expect(noticesIn(IPHONE)).toMatchObject([{ from: 8, kind: 'joined', names: ['닉네임'] }])
    expect(readTalk(IPHONE).counts).toEqual({ lines: 9, message: 3, system: 6, skipped: 0 })
  })

  test('an English iPhone, with a narrow blank before PM and dotted day lines', () => {
    const file =
      'Saturday, August 17, 2024\nAug 17, 2024 at 3:04\u202fPM, Jane : hi\nAug 17, 2024, 15:05, Jane : ok'
    expect(short(file)).toEqual(['2-2 2024-08-17 15:04 Jane: hi', '3-3 2024-08-17 15:05 Jane: ok'])
    const dotted = '2024. 8. 17. 토요일\n\n2024. 8. 17. 오전 9:30, 나리 : 네'
    expect(readTalk(dotted).counts).toEqual({ lines: 3, message: 1, system: 2, skipped: 0 })
  })

  test('CSV', async () => {
    const text = await decodedText(Buffer.from(CSV))
    expect(readTalk(text)).toMatchObject({ format: 'csv', room: null })
    expect(short(text)).toEqual([
      '2-2 2024-08-17 09:00 Alice: hello',
      '3-4 2024-08-17 09:00 나리: 두 줄\n이에요',
    ])
    expect(noticesIn(text)).toMatchObject([{ from: 5, kind: 'left', names: ['Alice'] }])
    expect(readTalk(text).counts).toEqual({ lines: 5, message: 3, system: 2, skipped: 0 })
  })

  test('tab-separated columns', () => {
    expect(short('Date\tUser\tMessage\n2024-08-17 09:00:00\t나리\t안녕')).toEqual([
      '2-2 2024-08-17 09:00 나리: 안녕',
    ])
  })

  test('anything else is no export: every line is left out', () => {
    const notes = '장보기\n우유, 달걀\n2024년에 산 것\n\n[메모] 오후에 전화'
    expect(readTalk(notes)).toMatchObject({
      format: null,
      counts: { lines: 5, message: 0, system: 0, skipped: 5 },
    })
    expect(readTalk('').counts).toEqual({ lines: 0, message: 0, system: 0, skipped: 0 })
  })

  test('is known by its first sign, though lines of another export are pasted into it', () => {
    const pasted = `${androidFile('나리 : 이것 보세요')}\n[홍길동] [오후 2:30] 환불됐어요\n2024. 8. 17. 오후 2:31, 다른 사람 : 네`
    expect(short(pasted)).toHaveLength(1)
    expect(readTalk(pasted).format).toBe('android')
  })
})

describe('U14: bytes', () => {
  const korean = '똠방각하와 펲시콜라, 뷁! 환불 신청했어요'

  test.each([
    ['UTF-8', Buffer.from(korean)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${korean}`)],
    ['CP949', iconv.encode(korean, 'cp949')],
    ['UTF-16LE', Buffer.from(`\ufeff${korean}`, 'utf16le')],
    ['UTF-16BE', Buffer.from(`\ufeff${korean}`, 'utf16le').swap16()],
  ])('of %s, cut anywhere', async (_, bytes) => {
    for (const size of [1, 2, 3, 5, 64, bytes.length]) {
      expect(await decodedText(bytes, size), String(size)).toBe(korean)
    }
  })

  test.each(['utf-8', 'cp949'] as const)('of %s after long English', async (encoding) => {
    const text = `${'hello there\r\n'.repeat(20_000)}${korean}`
    expect(await decodedText(iconv.encode(text, encoding), 4096)).toBe(text)
  })

  test('of UTF-8 with a broken one stay UTF-8', async () => {
    const bytes = Buffer.concat([Buffer.from(korean), Buffer.of(0xff, 0xfe), Buffer.from(korean)])
    expect(encodingOf(bytes)).toBe('utf-8')
    expect(await decodedText(bytes, 7)).toBe(`${korean}\ufffd\ufffd${korean}`)
  })

  test('of no text at all, and none', async () => {
    expect(await decodedText(Buffer.alloc(0), 1)).toBe('')
    expect(await decodedText(Buffer.alloc(3, 0xff), 1)).not.toBe('')
  })
})

test('1: BOM and CR, LF, CRLF in one file', () => {
  const file = '[가] [오후 1:00] 하나\r[나] [오후 1:01] 둘\r\n[다] [오후 1:02] 셋\n넷\r\r다섯'
  for (const size of [1, 2, 3, file.length]) {
    const { counts, entries } = readTalk(file, size)
    expect(counts).toEqual({ lines: 6, message: 6, system: 0, skipped: 0 })
    expect(entries.map((entry) => (entry.type === 'message' ? entry.body : ''))).toEqual([
      '하나',
      '둘',
      '셋\n넷\n\n다섯',
    ])
  }
})

test('2: blank lines inside a message are kept, those behind it are none of it', () => {
  const file = androidFile('나리 : 하나\n\n\n둘\n\n', '나리 : 셋')
  expect(short(file)).toEqual(['1-4 2024-08-17 15:04 나리: 하나\n\n\n둘', '7-7 2024-08-17 15:04 나리: 셋'])
  expect(readTalk(file).counts).toEqual({ lines: 7, message: 5, system: 2, skipped: 0 })
})

test('3: a line of a message that only looks like the beginning of one', () => {
  const lines = [
    '오후 6시 50분부터 입장',
    '2023년에 샀어요',
    '2024년 8월 17일 오후에 봐요',
    '[공지] [10:30] 회의',
  ]
  expect(messagesIn(androidFile(['나리 : 네', ...lines].join('\n')))).toMatchObject([{ from: 1, to: 5 }])
  expect(messagesIn(pcFile('[나리] [오후 1:00] 네', ...lines))).toMatchObject([{ from: 2, to: 6 }])
})

test('4: a text that begins with [Web발신]', () => {
  expect(messagesIn(pcFile('[나리] [오후 1:00] [Web발신]', '[달빛마켓] 취소되었습니다'))).toMatchObject([
    { sender: '나리', body: '[Web발신]\n[달빛마켓] 취소되었습니다' },
  ])
})

test('5: a mention and a line break', () => {
  expect(messagesIn(pcFile('[나리] [오후 1:00] @판매자A', '언제 보내나요'))).toMatchObject([
    { body: '@판매자A\n언제 보내나요' },
  ])
})

test('6: an empty text, with and without its last blank', () => {
  expect(messagesIn(androidFile('나리 : ', '나리 :'))).toMatchObject([
    { sender: '나리', body: '' },
    { sender: '나리', body: '' },
  ])
  expect(messagesIn(pcFile('[나리] [오후 1:00] ', '[나리] [오후 1:00]'))).toMatchObject([
    { body: '' },
    { body: '' },
  ])
})

describe('7: a name', () => {
  const names = [
    '홍길동 | 서울',
    '가, 나',
    '시간:12',
    '[공지] 알리미',
    '(잠실) 님',
    '🐰토끼🐰',
    'a/b\\c',
    '님',
  ]

  test.each(names)('of %s', (name) => {
    expect(messagesIn(pcFile(`[${name}] [오후 1:00] 네 : 네`))).toMatchObject([
      { sender: name, body: '네 : 네' },
    ])
    expect(messagesIn(androidFile(`${name} : 네 : 네`))).toMatchObject([{ sender: name, body: '네 : 네' }])
    const csv = `Date,User,Message\n2024-08-17 09:00:00,"${name}","네, 네"`
    expect(messagesIn(csv)).toMatchObject([{ sender: name, body: '네, 네' }])
  })

  test('with a stray selector, a control character or in two normal forms is one', () => {
    const one = comparableName('하트❤ 나리')
    for (const name of [
      '하트❤\ufe0f 나리',
      '하트❤\u0008 나리',
      ' 하트❤  나리\u200b',
      '하트❤ 나리'.normalize('NFD'),
    ]) {
      expect(comparableName(name)).toBe(one)
    }
    expect(comparableName('하트💙 나리')).not.toBe(one)
  })

  test('too long to be one is text', () => {
    expect(messagesIn(pcFile(`[${'가'.repeat(121)}] [오후 1:00] 네`))).toEqual([])
  })
})

test('10: words for pictures and the like, which a person may also type', () => {
  const kinds = {
    사진: 'photo',
    '사진 3장': 'photo',
    Photo: 'photo',
    동영상: 'video',
    이모티콘: 'emoticon',
    음성메시지: 'voice',
    '파일: 영수증 8월.pdf': 'file',
    '지도: 서울 중구': 'map',
    '연락처: 홍길동': 'contact',
    '샵검색: #환불': 'search',
    '보이스룸이 방금 시작했어요.': 'call',
    '라이브톡 종료 12:34': 'call',
    '카카오톡 프로필': 'profile',
    '사진 보냈어요': 'text',
    '사진\n사진': 'text',
  }
  for (const [body, kind] of Object.entries(kinds)) expect([body, kindOf(body)]).toEqual([body, kind])
  expect(messagesIn(androidFile('나리 : 사진'))).toMatchObject([{ kind: 'photo', body: '사진' }])
  expect(comparable('Photo', kindOf('Photo'))).toBe(comparable('사진', kindOf('사진')))
  expect(comparable('사진 3장', 'photo')).not.toBe(comparable('사진', 'photo'))
})

test('11: both wordings of a deleted message, in a message and alone', () => {
  for (const words of ['삭제된 메시지입니다.', '메시지가 삭제되었습니다.']) {
    expect(messagesIn(pcFile(`[나리] [오후 1:00] ${words}`))).toMatchObject([{ kind: 'deleted' }])
    expect(noticesIn(androidFile(words))).toMatchObject([{ kind: 'deleted', names: [] }])
  }
})

test('12: both wordings of a hidden message', () => {
  for (const words of ['채팅방 관리자가 메시지를 가렸습니다.', '관리자가 메시지를 가렸습니다.']) {
    expect(noticesIn(androidFile(words))).toMatchObject([{ kind: 'hidden', names: [] }])
    expect(noticesIn(pcFile('[나리] [오후 1:00] 네', words))).toMatchObject([{ from: 3, kind: 'hidden' }])
  }
})

test.each([
  ['나리님을 내보냈습니다.', 'removed', ['나리']],
  ['방장님이 나리님을 내보냈습니다.', 'removed', ['나리']],
  ['나리님이 부방장이 되었습니다.', 'cohost', ['나리']],
  ['나리님이 방장이 되었습니다.', 'host', ['나리']],
  ['관리자만 말하기 기능이 활성화되었습니다.', 'staff_only_on', []],
  ['관리자만 말하기 기능이 해제되었습니다.', 'staff_only_off', []],
  ['나리님이 도토리님을 초대했습니다.', 'invited', ['나리', '도토리']],
  ['나리님이 도토리님, 머루님과 다래님을 초대하였습니다.', 'invited', ['나리', '도토리', '머루', '다래']],
  ['나리님이 채팅방 이름을 환불로 변경했습니다.', 'renamed', ['나리']],
  ['톡게시판 공지가 등록되었습니다.', 'other', []],
])('13: %s', (words, kind, names) => {
  expect(noticesIn(androidFile(words))).toMatchObject([{ kind, names }])
})

test('13: typed by a person, they are a message', () => {
  const words = '홍길동님이 나갔습니다.'
  expect(messagesIn(pcFile(`[나리] [오후 1:00] ${words}`))).toMatchObject([{ body: words, kind: 'text' }])
  expect(messagesIn(androidFile(`나리 : ${words}`, `나리 : 네\n${words}`))).toMatchObject([
    { body: words },
    { body: `네\n${words}` },
  ])
})

describe('15: CSV', () => {
  const csv = (...rows: string[]) => ['Date,User,Message', ...rows].join('\n')

  test.each([
    ['quotes doubled', '2024-08-17 09:00:00,"나리","그가 ""네"" 했어요"', '나리', '그가 "네" 했어요'],
    ['quotes not doubled', '2024-08-17 09:00:00,"나리","그가 "네" 했어요"', '나리', '그가 "네" 했어요'],
    ['a line break inside', '2024-08-17 09:00:00,"나리","하나\n\n둘"', '나리', '하나\n\n둘'],
    ['a user without quotes', '2024-08-17 09:00:00,나리,"하나, 둘"', '나리', '하나, 둘'],
    ['no quotes at all', '2024-08-17 09:00:00,나리,하나, 둘', '나리', '하나, 둘'],
    ['quotes in the name', '2024-08-17 09:00:00,"김 ""부장"" 나리","네"', '김 "부장" 나리', '네'],
    ['a quote that never ends', '2024-08-17 09:00:00,"나리","하나', '나리', '하나'],
  ])('%s', (_, row, sender, body) => {
    const { entries, counts } = readTalk(csv(row, '2024-08-17 09:00:01,"도토리","끝"'))
    expect(entries).toMatchObject([
      { type: 'message', sender, body },
      { type: 'message', sender: '도토리', body: '끝' },
    ])
    expect(counts.message).toBe(counts.lines - 1)
  })

  test('rows of the app have no user', () => {
    expect(noticesIn(csv('2024-08-17 09:00:00,"","나리님이 나갔습니다."'))).toMatchObject([
      { kind: 'left', names: ['나리'] },
    ])
  })

  test('a row of the app glued to the end of a text is taken off', () => {
    const glued = csv('2024-08-17 09:00:00,"나리","하나', '둘","","관리자가 메시지를 가렸습니다."')
    expect(readTalk(glued).entries).toMatchObject([
      { type: 'message', from: 2, to: 3, body: '하나\n둘' },
      { type: 'notice', from: 2, to: 3, kind: 'hidden' },
    ])
    const many = csv(`2024-08-17 09:00:00,"나리","하나"${',"","나리님이 나갔습니다."'.repeat(3)}`)
    expect(readTalk(many).entries).toMatchObject([{ body: '하나' }, ...Array(3).fill({ kind: 'left' })])
  })
})

test('16: replies and reactions are not in exports, so a quoted line is text', () => {
  const quoted = '나리에게 답장\n언제 보내나요\n내일요'
  expect(messagesIn(androidFile(`도토리 : ${quoted}`))).toMatchObject([{ body: quoted }])
})

test('18: a wrong weekday is no matter', () => {
  const file = '--------------- 2024년 8월 17일 월요일 ---------------\n[나리] [오후 1:00] 네'
  expect(short(file)).toEqual(['2-2 2024-08-17 13:00 나리: 네'])
})

test('19: a message before any day has no date', () => {
  const file = `[나리] [오후 1:00] 네\n${pcFile('[나리] [오후 1:01] 네')}`
  expect(messagesIn(file).map(({ minute }) => atSeoul(minute))).toEqual([null, '2024-08-17 13:01'])
})

describe('20: a date or time that does not exist leaves its lines out, and takes no other message with it', () => {
  test.each([
    ['2024년 2월 30일 오후 3:04, 나리 : 네', 'bad_date'],
    ['2024년 13월 1일 오후 3:04, 나리 : 네', 'bad_date'],
    ['1999년 8월 17일 오후 3:04, 나리 : 네', 'bad_date'],
    ['2024년 8월 17일 오후 13:04, 나리 : 네', 'bad_time'],
    ['2024년 8월 17일 오전 0:04, 나리 : 네', 'bad_time'],
    ['2024년 8월 17일 오후 3:64, 나리 : 네', 'bad_time'],
  ])('%s', (line, reason) => {
    const { entries, counts } = readTalk(
      `${androidFile('나리 : 앞')}\n${line}\n둘째 줄\n${androidFile('나리 : 뒤')}`,
    )
    expect(entries).toMatchObject([
      { type: 'message', from: 1, to: 1, body: '앞' },
      { type: 'skipped', from: 2, to: 3, reason, text: line },
      { type: 'message', from: 4, to: 4, body: '뒤' },
    ])
    expect(counts).toEqual({ lines: 4, message: 2, system: 0, skipped: 2 })
  })

  test('in a PC file the messages below a day that does not exist have no date', () => {
    const file = pcFile(
      '[나리] [오후 1:00] 네',
      '--------------- 2024년 2월 30일 금요일 ---------------',
      '[나리] [오후 1:01] 네',
    )
    expect(messagesIn(file).map(({ minute }) => atSeoul(minute))).toEqual(['2024-08-17 13:00', null])
    expect(readTalk(file).counts.skipped).toBe(1)
  })

  test('midnight and noon', () => {
    const times = ['오전 12:05', '오전 1:05', '오후 12:05', '오후 11:59']
    const file = times.map((time) => `2024년 8월 17일 ${time}, 나리 : 네`).join('\n')
    expect(messagesIn(file).map(({ minute }) => atSeoul(minute)?.slice(11))).toEqual([
      '00:05',
      '01:05',
      '12:05',
      '23:59',
    ])
  })
})

test('21: text in another normal form is the same text', () => {
  const body = '환불이 안 됐어요 ㅠㅠ'
  expect(comparable(body.normalize('NFD'), 'text')).toBe(comparable(body, 'text'))
  expect(comparable(`${body}  \r`.replace('\r', ''), 'text')).toBe(comparable(body, 'text'))
  expect(comparable('환불', 'text')).not.toBe(comparable('환급', 'text'))
})

test('U14, 22: lines and messages without end are kept so far and say so', () => {
  const line = '가'.repeat(LINE_MAX_UNITS * 3)
  const { entries, counts } = readTalk(
    `${androidFile(`나리 : ${line}`, `나리 : 네\n${'나\n'.repeat(50_000)}`)}`,
    1000,
  )
  expect(entries).toMatchObject([
    { type: 'message', cut: true, from: 1, to: 1 },
    { type: 'message', cut: true, from: 2, to: 50_002 },
  ])
  for (const entry of entries)
    if (entry.type === 'message') expect(entry.body.length).toBeLessThanOrEqual(BODY_MAX_UNITS)
  expect(counts).toEqual({ lines: 50_002, message: 50_002, system: 0, skipped: 0 })
})

test('23: markup and formulas in names and texts are text', () => {
  const name = '=HYPERLINK("https://evil.example","x")'
  const body = '<script>alert(1)</script>'
  expect(messagesIn(pcFile(`[${name}] [오후 1:00] ${body}`))).toMatchObject([{ sender: name, body }])
  expect(messagesIn(`Date,User,Message\n2024-08-17 09:00:00,"=1+1","=2+2"`)).toMatchObject([
    { sender: '=1+1', body: '=2+2' },
  ])
})
