import { describe, expect, it } from 'vitest'
import { readDate } from '#app/parts/date-text.ts'
import { moneyText, moneyValue, retypeMoney } from '#app/parts/money-text.ts'

describe('typed money', () => {
  it('reads what people type and paste', () => {
    const typed = [
      '1000',
      '1,000원',
      '₩ 12,000',
      '１２３４',
      '0012',
      '129,000.00',
      '5만',
      '3만 5천원',
      '1억 2천',
    ]
    expect(typed.map(moneyValue)).toEqual([1000, 1000, 12000, 1234, 12, 129000, 50000, 35000, 100002000])
    expect(moneyValue('원')).toBeNull()
    expect(moneyText('')).toBe('')
    expect(moneyText('1234567')).toBe('1,234,567')
  })

  it('keeps the caret beside the same digit', () => {
    expect(retypeMoney('123', '1234', 4)).toEqual({ text: '1,234', caret: 5 })
    expect(retypeMoney('1,234', '1,2934', 4)).toEqual({ text: '12,934', caret: 4 })
    expect(retypeMoney('1,234', '9', 1)).toEqual({ text: '9', caret: 1 })
    expect(retypeMoney('1,234', ',234', 0, true)).toEqual({ text: '234', caret: 0 })
  })

  it('leaves spoken amounts alone while they are typed', () => {
    expect(retypeMoney('5', '5만', 2)).toEqual({ text: '5만', caret: 2 })
    expect(retypeMoney('5만 ', '5만 3', 4)).toEqual({ text: '5만 3', caret: 4 })
    expect(retypeMoney('5', '5마', 2)).toEqual({ text: '5', caret: 1 })
  })

  it('erases the digit before a comma when only the comma was erased', () => {
    expect(retypeMoney('1,234', '1234', 1, true)).toEqual({ text: '234', caret: 0 })
    expect(retypeMoney('12,345', '12345', 2, true)).toEqual({ text: '1,345', caret: 1 })
  })
})

describe('typed dates', () => {
  it('reads the usual ways of writing a date', () => {
    const typed = [
      '20240817',
      '240817',
      '2024.8.17',
      '2024. 8. 17.',
      '2024-08-17',
      '2024/8/17',
      '2024년 8월 17일',
      '２０２４０８１７',
    ]
    for (const text of typed) expect(readDate(text), text).toBe('2024-08-17')
  })

  it('counts today and yesterday from the given day', () => {
    expect(readDate('오늘', '2024-03-01')).toBe('2024-03-01')
    expect(readDate('어제', '2024-03-01')).toBe('2024-02-29')
    expect(readDate('오늘')).toBeNull()
  })

  it('refuses what is no date', () => {
    for (const text of ['', '2월 30일', '20240230', '2024-13-01', '2024817', '내일모레', '1e8', '99999999']) {
      expect(readDate(text, '2024-08-17'), text).toBeNull()
    }
  })
})
