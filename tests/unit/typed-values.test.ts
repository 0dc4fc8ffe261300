import { describe, expect, it } from 'vitest'
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
    expect(moneyText('')).toBe('')
    expect(moneyText('5만 3천')).toBe('53,000')
    expect(moneyText('1234567')).toBe('1,234,567')
  })

  it('never makes another amount of what it cannot read', () => {
    for (const typed of ['-5000', '12만 5', '1.5', '1,5', '원', 'x']) {
      expect(moneyValue(typed), typed).toBeNull()
      expect(moneyText(typed)).toBe(typed)
      expect(retypeMoney('', typed, 1).text).toBe(typed === '1,5' ? '15' : typed)
    }
    expect(moneyValue('1.5만')).toBe(15_000)
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
    expect(retypeMoney('5', '5마', 2)).toEqual({ text: '5마', caret: 2 })
  })

  it('erases the digit before a comma when only the comma was erased', () => {
    expect(retypeMoney('1,234', '1234', 1, true)).toEqual({ text: '234', caret: 0 })
    expect(retypeMoney('12,345', '12345', 2, true)).toEqual({ text: '1,345', caret: 1 })
  })
})
