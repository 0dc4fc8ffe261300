import { describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { maybe } from '#app/shapes/reading.ts'
import { cleanText, countGraphemes, MARKS_PER_BASE, mendText, text } from '#app/shapes/text.ts'

const line = (raw: string) => cleanText(raw, { max: 40 })
const lines = (raw: string) => cleanText(raw, { max: 40, multiline: true })
const family = '👨‍👩‍👧‍👦'
const ok = (value: string) => ({ ok: true, value })
const no = (code: string) => ({ ok: false, code })

describe('a line is kept as a person would read it', () => {
  test.each([
    ['plain', '환불해 주세요', '환불해 주세요'],
    ['trimmed', '  환불  해 주세요 ', '환불 해 주세요'],
    ['wide and no-break blanks', '가\u3000나\u00a0다', '가 나 다'],
    ['decomposed Hangul composed', '한글'.normalize('NFD'), '한글'],
    ['emoji family kept', family, family],
    ['heart with its selector', '❤️', '❤️'],
    ['keycap', '1️⃣', '1️⃣'],
    ['flag of Scotland', '🏴󠁧󠁢󠁳󠁣󠁴󠁿', '🏴󠁧󠁢󠁳󠁣󠁴󠁿'],
    ['skin tones and ZWJ', '👩🏽‍💻', '👩🏽‍💻'],
    ['zero-width dropped', '알\u200b렛\ufeff츠', '알렛츠'],
    ['joiner outside emoji dropped', '알\u200d렛츠', '알렛츠'],
    ['joiner after emoji before text dropped', '👩\u200d가', '👩가'],
    ['selector on a letter dropped', 'a\ufe0f가\u{e0100}', 'a가'],
    ['direction override dropped', 'gpj\u202e.exe\u2066\u200f', 'gpj.exe'],
    ['Hangul fillers and blank braille dropped', '\u3164\uffa0\u115f\u2800가', '가'],
    ['stray tags dropped', 'a\u{e0041}\u{e0042}', 'a'],
    ['nothing visible is nothing', '\u200b\u3164 \u2800', ''],
  ])('%s', (_, raw, clean) => expect(line(raw)).toEqual(ok(clean)))

  test('many lines keep their breaks and tabs', () => {
    expect(lines('가\r\n나\r다\u2028라\t마 \n')).toEqual(ok('가\n나\n다\n라\t마'))
  })
})

describe('what would break a screen or a file is refused', () => {
  test.each([
    ['lone high surrogate', '가\ud83d나'],
    ['lone low surrogate', '가\ude00'],
    ['NUL', '가\0'],
    ['bell', 'a\u0007'],
    ['escape', '\u001b[31m'],
    ['delete', 'a\u007f'],
    ['C1', 'a\u0085b'],
    ['noncharacter', 'a\uffff'],
    ['line break in a line', '가\n나'],
    ['carriage return in a line', '가\r나'],
    ['tab in a line', '가\t나'],
  ])('%s', (_, raw) => expect(line(raw)).toEqual(no('bad_characters')))

  test('controls are refused in many lines too', () => {
    expect(lines('가\n\0')).toEqual(no('bad_characters'))
    expect(lines('가\n\u000b나')).toEqual(no('bad_characters'))
  })
})

describe('length is what a person counts', () => {
  test.each([
    ['plain', '가'.repeat(40), '가'.repeat(41)],
    ['families', family.repeat(40), family.repeat(41)],
    ['flags', '🇰🇷'.repeat(40), '🇰🇷'.repeat(41)],
    ['accents', 'e\u0301\u0323'.repeat(40), 'e\u0301\u0323'.repeat(41)],
  ])('%s', (_, fits, over) => {
    expect(line(fits).ok).toBe(true)
    expect(line(over)).toEqual(no('too_long'))
  })

  test('marks are capped, whatever their classes', () => {
    const tower = `a${'\u0323\u0301'.repeat(50_000)}b`
    const clean = line(tower)
    expect(clean.ok && clean.value.length).toBeLessThanOrEqual(2 + MARKS_PER_BASE)
    expect(clean.ok && clean.value.normalize('NFC')).toBe(clean.ok && clean.value)
  })

  test('one endless cluster is not one character', () => {
    expect(line('ᄀ'.repeat(100_000))).toEqual(no('too_long'))
    expect(line(Array.from({ length: 10_000 }, () => '👩').join('\u200d'))).toEqual(no('too_long'))
    expect(countGraphemes(family)).toBe(1)
  })

  test('ten megabytes are refused', () => {
    expect(line('가'.repeat(10_000_000))).toEqual(no('too_long'))
    expect(lines(`\u200b${'\u0301'.repeat(10_000_000)}`)).toEqual(no('too_long'))
  })
})

describe('text as a field', () => {
  const title = text({ min: 2, max: 10, code: 'case.title' })
  const note = text({ min: 0, max: 10, multiline: true })
  const code = (schema: z.ZodMiniType, raw: unknown) => z.safeParse(schema, raw).error?.issues[0]?.message

  test('gives the clean text', () => {
    expect(z.parse(title, ' 알렛츠\u200b ')).toBe('알렛츠')
    expect(z.parse(note, '')).toBe('')
    expect(z.parse(note, undefined)).toBe('')
    expect(z.parse(z.object({ title, note }), { title: '알렛츠' })).toEqual({ title: '알렛츠', note: '' })
  })

  test.each([
    [undefined, 'case.title.empty'],
    ['', 'case.title.empty'],
    [' \u200b', 'case.title.empty'],
    ['가', 'case.title.too_short'],
    ['가'.repeat(11), 'case.title.too_long'],
    ['가\0나', 'case.title.bad_characters'],
    [{ toString: () => '가나' }, 'case.title.not_text'],
    [['가나'], 'case.title.not_text'],
    [3, 'case.title.not_text'],
  ])('refuses %j', (raw, message) => expect(code(title, raw)).toBe(message))

  test('a missing key gives the same code as an empty one', () => {
    expect(z.safeParse(z.object({ title }), {}).error?.issues).toEqual([
      expect.objectContaining({ path: ['title'], message: 'case.title.empty' }),
    ])
  })

  test('a field may be left to choice', () => {
    const both = z.object({ title, nick: maybe(title) })
    expect(z.parse(both, { title: '알렛츠' })).toEqual({ title: '알렛츠' })
    expect(z.parse(both, { title: '알렛츠', nick: ' ' })).toEqual({ title: '알렛츠' })
    expect(z.parse(both, { title: '알렛츠', nick: '모임' })).toEqual({ title: '알렛츠', nick: '모임' })
    expect(code(maybe(title), '가')).toBe('case.title.too_short')
  })

  test('refuses a resident registration number', () => {
    const long = text({ max: 100, multiline: true })
    expect(code(long, '제 번호는 900101-1234561 이에요')).toBe('text.resident_number')
    expect(code(long, '제 번호는 9001\u200b01-123\u200b4561 이에요')).toBe('text.resident_number')
    expect(z.parse(long, '주문번호는 20240817-0001234 이에요')).toBe('주문번호는 20240817-0001234 이에요')
  })
})

describe('text that nobody can be asked to write again', () => {
  test.each([
    ['환불  됐나요 ', '환불  됐나요'],
    ['가\0나\u0008다\ud800라', '가나다라'],
    ['\u202e가\u200b나', '가나'],
    ['하나\r\n둘\r셋', '하나\n둘\n셋'],
    ['환불'.normalize('NFD'), '환불'],
    [`가${'\u0301'.repeat(100_000)}`, `가${'\u0301'.repeat(4)}`],
    ['👨‍👩‍👧', '👨‍👩‍👧'],
  ])('%j loses only what may not be kept', (raw, kept) => {
    expect(mendText(raw)).toBe(kept)
  })
})
