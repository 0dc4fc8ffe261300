/**
 * A typed date as `YYYY-MM-DD`, or null when it is none. Takes `20240817`, `240817`, `2024.8.17`, `2024-08-17`,
 * `2024년 8월 17일`, `2024. 8. 17.`, and `오늘`/`어제` counted from `today` (`YYYY-MM-DD`). 30 February is no date.
 */
export function readDate(typed: string, today?: string): string | null {
  const text = typed.normalize('NFKC').trim()
  if (today && text === '오늘') return today
  if (today && text === '어제') return dayBefore(today)
  const packed = text.match(/^(\d{4}|\d{2})(\d{2})(\d{2})$/)
  const spaced = text.match(/^(\d{4}|\d{2})\s*[-./년\s]\s*(\d{1,2})\s*[-./월\s]\s*(\d{1,2})\s*[.일]?$/)
  const [, year, month, date] = packed ?? spaced ?? []
  if (!year || !month || !date) return null
  return civil(year.length === 2 ? 2000 + Number(year) : Number(year), Number(month), Number(date))
}

function civil(year: number, month: number, date: number): string | null {
  const at = new Date(Date.UTC(year, month - 1, date))
  const same = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === date
  return same && year >= 1900 ? at.toISOString().slice(0, 10) : null
}

function dayBefore(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
}
