import { describe, expect, it } from 'vitest'
import { daysBetween, seoulDate } from '#app/shapes/civil-date.ts'
import {
  ago,
  clock,
  day,
  dayDivider,
  dDay,
  dDayWords,
  fullMoment,
  grouped,
  items,
  moment,
  people,
  shortDay,
  won,
  wonHero,
  wonReading,
} from '#app/text/format.ts'

describe('won', () => {
  it('writes exact amounts with commas', () => {
    expect([0, 999, 1000, 1234000, 1243200000].map(won)).toEqual([
      '0원',
      '999원',
      '1,000원',
      '1,234,000원',
      '1,243,200,000원',
    ])
    expect(won(-1234)).toBe('-1,234원')
    expect(won(Number.MAX_SAFE_INTEGER)).toBe('9,007,199,254,740,991원')
  })

  it('shortens big figures downwards and keeps smaller ones exact', () => {
    expect(wonHero(98_765_432)).toBe('98,765,432원')
    expect(wonHero(1_234_000_000)).toBe('12억 3,400만 원')
    expect(wonHero(1_234_009_999)).toBe('12억 3,400만 원')
    expect(wonHero(100_000_000)).toBe('1억 원')
    expect(wonHero(1_234_500_000_000)).toBe('1조 2,345억 원')
    expect(wonHero(-250_000_000)).toBe('-2억 5,000만 원')
  })

  it('reads amounts out', () => {
    expect(wonReading(0)).toBe('0원')
    expect(wonReading(700)).toBe('700원')
    expect(wonReading(5000)).toBe('5천 원')
    expect(wonReading(50_000)).toBe('5만 원')
    expect(wonReading(1_234_000)).toBe('123만 4천 원')
    expect(wonReading(1_234_500)).toBe('123만 4,500원')
    expect(wonReading(1_234_005_670)).toBe('12억 3,400만 5,670원')
    expect(wonReading(100_000_000)).toBe('1억 원')
    expect(wonReading(2_000_000_005_000)).toBe('2조 5천 원')
  })

  it('counts people and items', () => {
    expect(people(1243)).toBe('1,243명')
    expect(items(12)).toBe('12건')
    expect(grouped(-1000)).toBe('-1,000')
  })
})

describe('time in Seoul', () => {
  it('never says PM and never uses the machine time zone', () => {
    expect(clock('2024-08-17T06:04:00Z')).toBe('오후 3:04')
    expect(clock('2024-08-17T15:00:00Z')).toBe('오전 12:00')
    expect(clock('2024-08-17T03:09:59.999Z')).toBe('오후 12:09')
    expect(moment('2024-08-17T06:04:00Z')).toBe('8월 17일 (토) 오후 3:04')
    expect(fullMoment(new Date('2024-08-16T16:00:00Z'))).toBe('2024년 8월 17일 (토) 오전 1:00')
  })

  it('turns the day at midnight in Seoul', () => {
    expect(seoulDate('2026-11-21T14:59:59Z')).toBe('2026-11-21')
    expect(seoulDate('2026-11-21T15:00:00Z')).toBe('2026-11-22')
    expect(seoulDate(Date.UTC(2025, 11, 31, 15))).toBe('2026-01-01')
  })

  it('names days', () => {
    expect(dayDivider('2026-11-22')).toBe('2026년 11월 22일 일요일')
    expect(day('2024-08-16')).toBe('2024년 8월 16일 (금)')
    expect(shortDay('2024-02-29')).toBe('2월 29일 (목)')
  })

  it('counts down and up', () => {
    expect(daysBetween('2024-08-17', '2024-08-31')).toBe(14)
    expect(dDay('2024-08-31', '2024-08-17')).toBe('D-14')
    expect(dDay('2024-08-31', '2024-08-31')).toBe('D-Day')
    expect(dDay('2024-08-31', '2026-11-22')).toBe('D+813')
    expect(dDayWords('2024-08-31', '2024-08-17')).toBe('14일 남음')
    expect(dDayWords('2024-08-31', '2024-08-31')).toBe('오늘')
    expect(dDayWords('2024-08-31', '2024-09-03')).toBe('3일 지남')
  })

  it('says how long ago', () => {
    const now = '2026-11-22T03:00:00Z'
    expect(ago('2026-11-22T02:59:30Z', now)).toBe('방금')
    expect(ago('2026-11-22T02:48:00Z', now)).toBe('12분 전')
    expect(ago('2026-11-21T23:30:00Z', now)).toBe('3시간 전')
    expect(ago('2026-11-20T02:00:00Z', now)).toBe('11월 20일 (금)')
    expect(ago('2026-11-22T03:00:05Z', now)).toBe('방금')
  })
})
