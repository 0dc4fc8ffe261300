import { describe, expect, test } from 'vitest'
import { findResidentNumber } from '#app/shapes/resident-number.ts'

// No number here has a right check digit, so none can be anybody's: see `withWrongCheckDigit`.
const hints = { today: '2026-11-22' }
const found = (text: string) => findResidentNumber(text, hints) !== null

/** The front twelve digits given, and the check digit made wrong for Koreans and foreigners alike. */
function withWrongCheckDigit(twelve: string): string {
  const sum = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5].reduce(
    (n, weight, at) => n + weight * Number(twelve[at]),
    0,
  )
  const right = [(11 - (sum % 11)) % 10, (13 - (sum % 11)) % 10]
  return twelve + [5, 6, 7].find((digit) => !right.includes(digit))
}

const number = withWrongCheckDigit('900101123456')
const [front, back] = [number.slice(0, 6), number.slice(6)]
const hangul = (digits: string) =>
  Array.from(digits, (digit) => '공일이삼사오육칠팔구'[Number(digit)]).join('')
const circled = (digits: string) => Array.from(digits, (digit) => '⓪①②③④⑤⑥⑦⑧⑨'[Number(digit)]).join('')
const bold = (digits: string) =>
  Array.from(digits, (digit) => String.fromCodePoint(0x1d7ce + Number(digit))).join('')
const wide = (digits: string) => Array.from(digits, (digit) => '０１２３４５６７８９'[Number(digit)]).join('')

describe('a registration number is found however it is spelled', () => {
  test.each([
    ['hyphen', `${front}-${back}`],
    ['hyphen with blanks', `${front} - ${back}`],
    ['blank', `${front} ${back}`],
    ['dot', `${front}.${back}`],
    ['slash', `${front}/${back}`],
    ['tilde', `${front}~${back}`],
    ['underscore', `${front}_${back}`],
    ['en dash', `${front}–${back}`],
    ['Hangul dash', `${front}ㅡ${back}`],
    ['middle dot', `${front}·${back}`],
    ['brackets', `${front}(${back})`],
    ['hyphen over a line break', `${front}-\n${back}`],
    ['dotted birth date', `90.01.01-${back}`],
    ['blank birth date', `90 01 01 ${back}`],
    ['sex digit apart', `${front}-${back[0]} ${back.slice(1)}`],
    ['year in full', `19${front}-${back}`],
    ['every digit apart', Array.from(number).join(' ')],
    ['every digit hyphened', Array.from(number).join('-')],
    ['full width', `${wide(front)}－${wide(back)}`],
    ['circled', `${circled(front)}-${circled(back)}`],
    ['keycaps', `${Array.from(front, (digit) => `${digit}\ufe0f\u20e3`).join('')}-${back}`],
    ['mathematical', `${bold(front)}-${back}`],
    ['Hangul digits', `${hangul(front)} ${hangul(back)}`],
    ['Hangul digits read aloud', `${hangul(front)} 다시 ${hangul(back)}이에요`],
    ['Hangul digits in one piece, named', `주민번호는 ${hangul(number)}이에요`],
    ['Hangul and figures', `${hangul(front)}-${back}`],
    ['zero-width inside', Array.from(`${front}-${back}`).join('\u200b')],
    ['word joiner and soft hyphen', `${front}\u2060-\u00ad${back}`],
    ['between words', `제 번호는${front}-${back}입니다`],
    ['after letters', `abc ${front}-${back} def`],
    ['in one piece, named', `주민번호 ${number} 이에요`],
    ['in one piece, named afterwards', `${number} 이게 제 주민등록번호`],
    ['in one piece, named, before another number', `주민번호 ${number} 12`],
    ['in one piece, named by birth', `생년월일: ${number}`],
    ['after an order number', `주문번호 20240817-0001234, 주민등록번호 ${number}`],
    ['beside a phone number', `010-0000-0001, ${front}-${back}`],
    ['woman born 1985', `850315-${withWrongCheckDigit('850315254321').slice(6)}`],
    ['man born 2001', `010203-${withWrongCheckDigit('010203312345').slice(6)}`],
    ['foreigner', `900101-${withWrongCheckDigit('900101512345').slice(6)}`],
    ['foreigner born 2002', `020228-${withWrongCheckDigit('020228712345').slice(6)}`],
    ['issued after October 2020', `201105-${withWrongCheckDigit('201105312345').slice(6)}`],
    ['born on a leap day', `000229-${withWrongCheckDigit('000229412345').slice(6)}`],
  ])('%s', (_, text) => expect(found(text)).toBe(true))

  test('tells where it stands', () => {
    const text = `저는 ${front}-${back} 이에요`
    expect(findResidentNumber(text, hints)).toEqual({ start: 3, end: 17 })
    expect(findResidentNumber(`\u{1f600}\u200b${text}`, hints)).toEqual({ start: 6, end: 20 })
  })
})

describe('other numbers are left alone', () => {
  test.each([
    ['nothing', ''],
    ['13 digits without a name or a check digit', number],
    ['order number with a date', '주문번호 20240817-0001234'],
    ['order number with a date and a serial like a sex digit', '20240817-1234567'],
    ['short date and serial, named an order', '주문번호 240817-1234567'],
    ['short date and serial with a blank', '240817 1234567'],
    ['spelled date and serial', '24.08.17 1234567'],
    ['tracking number', '송장번호 6012-3456-7890'],
    ['tracking number of 13 digits', '송장 9001011234567'],
    ['order number in letters', `ORD${number}`],
    ['14 digits', `${number}0`],
    ['16 digits', '2024081712345671'],
    ['phone', '010-0000-0001'],
    ['two phones', '010-0000-0001 010-0000-0002'],
    ['phone and a figure', '010 1234 5678 12'],
    ['phone and a date', '010-0000-0001 2024-08-17'],
    ['account', '계좌 352-0000-0000-93'],
    ['account of 13 digits', '9002-12-345678-9'],
    ['corporate number', '법인등록번호 110111-7654321'],
    ['business number', '사업자등록번호 123-45-67890'],
    ['card', '9001-0112-3456-7890'],
    ['money', '9,001,011,234,567원'],
    ['two figures in a list', '900101\n1234567'],
    ['30 February', `900230-1${back.slice(1)}`],
    ['month 13', `901301-1${back.slice(1)}`],
    ['seventh digit 0', '900101-0234567'],
    ['seventh digit 9', '900101-9234567'],
    ['born tomorrow', '261123-3234567'],
    ['masked', '900101-1******'],
    ['birth date alone', '900101'],
    [
      'Korean prose with number words',
      '이 일은 오늘 사 이 삼 일 구 오 이야기예요. 일이 있어 이사 오 육 칠 팔',
    ],
    ['spoken phone', '공일공 일이삼사 오육칠팔'],
  ])('%s', (_, text) => expect(found(text)).toBe(false))

  test('a serial field takes a recent date with a serial, a text does not', () => {
    expect(findResidentNumber('240817-1234567', { ...hints, serial: true })).toBeNull()
    expect(findResidentNumber('240817-1234567', hints)).not.toBeNull()
    expect(findResidentNumber(`${front}-${back}`, { ...hints, serial: true })).not.toBeNull()
  })
})

test.each([
  ['50,000 letters', 'a'.repeat(50_000)],
  ['50,000 digits', '9'.repeat(50_000)],
  ['digits and blanks', '9 '.repeat(25_000)],
  ['dates without end', '90 01 01 '.repeat(6_000)],
  ['hyphens', '900101------'.repeat(4_000)],
  ['Hangul digits', '구공공일공일다시'.repeat(6_000)],
  ['labels', '주민번호'.repeat(12_500)],
])('answers on %s', (_, text) => expect(found(text)).toBe(false))
