import { describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { composeJamo } from '#app/shapes/hangul.ts'
import { hostNickname, imitates, looksLikeStaff, nickname, nicknameKey } from '#app/shapes/nickname.ts'
import { allSuggestions, suggestNickname } from '#app/shapes/nickname-suggestion.ts'

const code = (raw: unknown) => z.safeParse(nickname, raw).error?.issues[0]?.message

describe('nickname', () => {
  test.each([
    ['든든한 수달', '든든한 수달'],
    ['  소라\u200b ', '소라'],
    ['Minji 7', 'Minji 7'],
    ['🐶🐱', '🐶🐱'],
    ['가'.repeat(16), '가'.repeat(16)],
    ['👨‍👩‍👧‍👦'.repeat(16), '👨‍👩‍👧‍👦'.repeat(16)],
    ['badminton', 'badminton'],
    ['모아보자', '모아보자'],
    ['해방자유', '해방자유'],
    ['ㅋㅋㅋ', 'ㅋㅋㅋ'],
  ])('%j is fine', (raw, name) => expect(z.parse(nickname, raw)).toBe(name))

  test.each([
    [undefined, 'nickname.empty'],
    ['\u3164\u200b', 'nickname.empty'],
    ['소', 'nickname.too_short'],
    ['가'.repeat(17), 'nickname.too_long'],
    ['가'.repeat(10_000_000), 'nickname.too_long'],
    ['소\ud800라', 'nickname.bad_characters'],
    ['소라\0', 'nickname.bad_characters'],
    ['소\n라', 'nickname.bad_characters'],
    ['...', 'nickname.no_letters'],
    ['900101-1234561', 'nickname.resident_number'],
    ['방장', 'nickname.looks_like_staff'],
    [{}, 'nickname.not_text'],
  ])('%j is refused: %s', (raw, message) => expect(code(raw)).toBe(message))

  test('10^5 combining marks end as a bounded name', () => {
    expect(z.parse(nickname, `소라${'\u0301'.repeat(100_000)}`).length).toBeLessThan(8)
  })

  test('a host may be called 방장', () => {
    expect(z.parse(hostNickname, '방장 소라')).toBe('방장 소라')
    expect(z.safeParse(hostNickname, '...').error?.issues[0]?.message).toBe('nickname.no_letters')
  })
})

describe('equal keys are names that look the same', () => {
  test.each([
    ['소라', '소 라'],
    ['소라', '소\u200b라'],
    ['소라', '소.라!'],
    ['소라', 'ㅅㅗㄹㅏ'],
    ['운영', '우ㄴㅇㅕㅇ'],
    ['왕', 'ㅇㅗㅏㅇ'],
    ['삶', 'ㅅㅏㄹㅁ'],
    ['값', 'ㄱㅏㅂㅅ'],
    ['소라', 'ﾵￌﾩￂ'],
    ['사랑', 'ㅅㅏㄹㅏo'],
    ['사랑', 'ㅅㅏㄹㅏ0'],
    ['니모', 'ㄴl모'],
    ['Sora', 'sora'],
    ['Sora', 'Ｓｏｒａ'],
    ['Sora', 'S0ra'],
    ['Sora', 'Sоrа'],
    ['Sora', 'Ѕога'],
    ['Sora', 'Şörà'],
    ['Sora', '𝕊𝕠𝕣𝕒'],
    ['Sora', 'Ⓢⓞⓡⓐ'],
    ['Sora', '🅂🄾🅁🄰'],
    ['Sora', '🅢🅞🅡🅐'],
    ['Sora', 'SΟRΑ'],
    ['Lil', '|i1'],
    ['Ill', 'lIl'],
    ['modem', 'modern'],
    ['wave', 'vvave'],
    ['👍', '👍🏽'],
  ])('%s and %s', (a, b) => expect(nicknameKey(a)).toBe(nicknameKey(b)))

  test.each([
    ['소라', '소리'],
    ['영수', '엉수'],
    ['민지', '민기'],
    ['각아', '가가'],
    ['간아', '가나'],
    ['Minji 2', 'Minji 3'],
    ['🐶', '🐱'],
    ['하나', '하니'],
  ])('%s and %s stay apart', (a, b) => expect(nicknameKey(a)).not.toBe(nicknameKey(b)))

  test('whole syllables come through composing unchanged', () => {
    for (let at = 0xac00; at <= 0xd7a3; at += 7) {
      const word = `${String.fromCharCode(at)}${String.fromCharCode(0xd7a3 - (at - 0xac00))}`
      expect(composeJamo(word)).toBe(word)
    }
    expect(composeJamo('안녕 abc 12 ㅋㅋ'.normalize('NFD'))).toBe('안녕 abc 12 ㅋㅋ')
  })
})

describe('X10: names of office are refused in any spelling', () => {
  test.each([
    ...[
      '방장',
      '부방장',
      '우리 방장님',
      '운영자',
      '운영진',
      '관리자',
      'admin',
      '공식',
      '모아',
      '한국소비자원',
      '경찰',
      '경찰청',
    ],
    ...[
      '운 영 자',
      '운.영.자',
      '운\u200b영자',
      '운엉자',
      '윤영자',
      '꽌리자',
      '관리쟈',
      '방쟝',
      '운영자1',
      '운영자0',
      '운영자ㅋㅋ',
      '운영자ㅎ',
    ],
    ...[
      'ㅇㅜㄴㅇㅕㅇㅈㅏ',
      '우ㄴ영자',
      'ㅂㅏoㅈㅏo',
      '관ㄹl자',
      '관리ㅈㅏ',
      '운영자'.normalize('NFD'),
      'ㄱㅗㅇㅅㅣㄱ',
    ],
    ...[
      'Admin',
      'ADMIN',
      'adm1n',
      'admln',
      'аdmin',
      'Αdmin',
      'ａｄｍｉｎ',
      '@dmin',
      '4dm!n',
      'a.d.m.i.n',
      'ádmin',
      '🅰dmin',
      'ⓐⓓⓜⓘⓝ',
    ],
    ...[
      'moa',
      'M0A',
      'мoa',
      'MOA 모아팀',
      '모아 운영팀',
      '모 아',
      '환불센터',
      '금융감독원',
      'Official',
      'superadmin',
      'support 1',
    ],
  ])('%s', (name) => expect(looksLikeStaff(name)).toBe(true))

  test.each([
    ...[
      '소라',
      '든든한 수달',
      '돈모아',
      '다모아',
      '모야',
      '해방자유',
      'badminton',
      'hostel',
      '콩식빵',
      '장방형',
      '영자',
      '관악산',
      '경찬이',
    ],
    ...['Samoa', 'modern', '운동왕', '리자몽', '노을', '이십일', 'user10'],
  ])('%s is nobody’s office', (name) => expect(looksLikeStaff(name)).toBe(false))

  test('X10: a host’s own name cannot be imitated', () => {
    expect(imitates('소 라', '소라')).toBe(true)
    expect(imitates('쏘라', '소라')).toBe(true)
    expect(imitates('S0ra', 'Sora')).toBe(true)
    expect(imitates('소리', '소라')).toBe(false)
  })
})

describe('suggested names', () => {
  const names = allSuggestions()

  test('there are thousands, all fit and none can be mixed up', () => {
    expect(names.length).toBeGreaterThanOrEqual(2_000)
    expect(new Set(names.map(nicknameKey)).size).toBe(names.length)
    expect(names.filter((name) => z.safeParse(nickname, name).data !== name)).toEqual([])
  })

  test('the draw decides', () => {
    expect(suggestNickname(() => 0)).toBe(names[0])
    expect(suggestNickname(() => 0.999_999)).toBe(names.at(-1))
    expect(suggestNickname(() => 1)).toBe(names.at(-1))
    expect(names).toContain(suggestNickname())
  })
})
