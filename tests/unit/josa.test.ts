import { describe, expect, it } from 'vitest'
import { withJosa } from '#app/text/josa.ts'

describe('withJosa', () => {
  it('follows the last Hangul syllable', () => {
    expect(withJosa('알렛츠', '을/를')).toBe('알렛츠를')
    expect(withJosa('달빛마켓', '이/가')).toBe('달빛마켓이')
    expect(withJosa('서울', '으로/로')).toBe('서울로')
    expect(withJosa('부산', '으로/로')).toBe('부산으로')
    expect(withJosa('모아'.normalize('NFD'), '은/는').normalize('NFC')).toBe('모아는')
  })

  it('reads digits as Hangul', () => {
    expect(withJosa('3', '을/를')).toBe('3을')
    expect(withJosa('2', '을/를')).toBe('2를')
    expect(withJosa('10', '이/가')).toBe('10이')
    expect(withJosa('1,000', '은/는')).toBe('1,000은')
    expect(withJosa('10000', '으로/로')).toBe('10000으로')
    expect(withJosa('1', '으로/로')).toBe('1로')
    expect(withJosa('3.5', '이/가')).toBe('3.5가')
    expect(withJosa('0', '을/를')).toBe('0을')
  })

  it('reads Latin letters', () => {
    expect(withJosa('SSG', '이/가')).toBe('SSG가')
    expect(withJosa('CJ ENM', '은/는')).toBe('CJ ENM은')
    expect(withJosa('URL', '으로/로')).toBe('URL로')
    expect(withJosa('QR', '을/를')).toBe('QR을')
    expect(withJosa('Apple', '을/를')).toBe('Apple을')
    expect(withJosa('Kakao', '을/를')).toBe('Kakao를')
  })

  it('passes over closing brackets and quotes', () => {
    expect(withJosa('알렛츠(주)', '은/는')).toBe('알렛츠(주)는')
    expect(withJosa('"환불"', '이/가')).toBe('"환불"이')
  })
})
