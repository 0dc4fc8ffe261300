const digits = ['', '일', '이', '삼', '사', '오', '육', '칠', '팔', '구']
const places = ['', '십', '백', '천']
const units = ['', '만', '억', '조']

/**
 * Whole won as a paper writes it beside the figures, so that no digit can be changed: 1,230,000 is `일백이십삼만원정`.
 * Every place names its figure, ones too. For 0 ≤ won < 10^16.
 */
export function wonInHangul(won: number): string {
  if (!Number.isSafeInteger(won) || won < 0 || won >= 10 ** 16) throw new RangeError('No amount of whole won')
  if (won === 0) return '영원정'
  const figures = String(won)
  const said = Array.from(figures, (figure, at) => {
    const power = figures.length - 1 - at
    const digit = figure === '0' ? '' : `${digits[Number(figure)]}${places[power % 4]}`
    const isUnitsEnd = power % 4 === 0 && Number(figures.slice(Math.max(0, at - 3), at + 1)) > 0
    return digit + (isUnitsEnd ? units[power / 4] : '')
  })
  return `${said.join('')}원정`
}
