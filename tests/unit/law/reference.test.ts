import { expect, test } from 'vitest'
import { anchorName, deadlineText, reasonText, resultName, routeName } from '#app/text/ko/law.ts'
import { HOLIDAY_YEARS, HOLIDAYS_CHECKED_ON } from '#server/domain/law/holidays.ts'
import { citationOf, LAW_CHECKED_ON, laws } from '#server/domain/law/laws.ts'
import { rates } from '#server/domain/law/rates.ts'
import { routeReasons } from '#server/domain/law/routes.ts'
import type { DeadlineRule, Reading } from '#server/domain/law/rule.ts'
import { deadlineRules } from '#server/domain/law/rules.ts'

// docs/law.md is written from the rules, and fails here when it no longer says what they do: `vitest -u` writes it anew.

const units = { days: '일', weeks: '주', months: '개월', years: '년', workingDays: '영업일' } as const
const row = (...cells: (string | number)[]) => `| ${cells.join(' | ')} |`
const table = (heads: string[], rows: string[]) =>
  [row(...heads), row(...heads.map(() => '---')), ...rows].join('\n')

function readingOf({ anchor, period }: Reading): string {
  if (period === null) return anchorName[anchor]
  const [[unit, count] = ['days', 0]] = Object.entries(period)
  return `${anchorName[anchor]} + ${count}${units[unit as keyof typeof units]}`
}

function ruleRow(rule: DeadlineRule): string {
  const { id, whose, basis, readings, several, rolls, safety, from, status } = rule
  const reckoned = readings.map(readingOf).join(several === 'earliest' ? ' ∧ ' : ' 또는 ')
  const safe =
    typeof safety === 'object' ? `${safety.daysBefore}일 전` : safety === 'unrolled' ? '미루기 전' : '–'
  const title = deadlineText[id]?.title ?? ''
  const owner = whose === 'mine' ? '나' : '상대방'
  return row(title, owner, reckoned, rolls ? '예' : '아니요', safe, citationOf(basis), from ?? '–', status)
}

const text = `# 법의 규칙

법률 자문이 아닙니다. Written from the data in \`server/domain/law\` by \`tests/unit/law/reference.test.ts\`; never by hand.
Rules checked on ${LAW_CHECKED_ON}; public holidays of ${HOLIDAY_YEARS.from}–${HOLIDAY_YEARS.to} checked on ${HOLIDAYS_CHECKED_ON}.

## 기한

${table(['기한', '누가', '계산', '민법 161', '안전 기한', '근거', '시행', '확인'], deadlineRules.map(ruleRow))}

## 이율

${table(
  ['이율', '연', '부터', '까지', '근거', '확인'],
  rates.map(({ id, bp, from, until, basis, status }) =>
    row(id, `${bp / 100}%`, from ?? '–', until ?? '–', basis, status),
  ),
)}

## 길

${Object.entries(routeReasons)
  .map(([route, reasons]) => {
    const rows = reasons.map(({ id, tells, basis }) =>
      row(tells === 'note' ? '알아 둘 것' : resultName[tells], reasonText[id] ?? '', citationOf(basis)),
    )
    return `### ${routeName[route as keyof typeof routeName]}\n\n${table(['결과', '까닭', '근거'], rows)}`
  })
  .join('\n\n')}

## 법령

${table(
  ['법령', '읽은 법문의 시행일'],
  Object.values(laws).map(({ name, inForce }) => row(name, inForce ?? '–')),
)}
`

test('the reference says what the rules do', async () => {
  await expect(text).toMatchFileSnapshot('../../../docs/law.md')
})
