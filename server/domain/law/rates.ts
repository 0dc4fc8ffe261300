import type { RateSpan } from './interest.ts'

/** What interest is owed for: which statute gives the rate. */
export const rateIds = [
  'ECOM_REFUND',
  'INSTALMENT_REFUND',
  'LARGE_RETAIL',
  'CIVIL',
  'COMMERCIAL',
  'SUIT',
] as const
export type RateId = (typeof rateIds)[number]

/** `unclear`: the rate or one of its days was not read in its own text. */
export type Rate = RateSpan & {
  id: RateId
  basis: string
  checkedOn: string
  status: 'verified' | 'unclear'
}

const CHECKED_ON = '2026-11-22'

/**
 * Yearly rates by the day interest runs for, in basis points. Before the first day of a statute no rate was looked up, so a
 * stretch that reaches back there is refused rather than guessed: the refund rate was another until 2016-09-29.
 */
export const rates: readonly Rate[] = [
  rate('ECOM_REFUND', 1500, '2016-09-30', null, '전자상거래법 제18조 제2항, 같은 법 시행령 제21조의3'),
  rate('INSTALMENT_REFUND', 1500, '2016-01-25', null, '할부거래법 제10조 제2항, 같은 법 시행령 제7조'),
  rate('LARGE_RETAIL', 1550, '2021-10-21', null, '대규모유통업법 제8조 제3항, 공정거래위원회 고시'),
  rate('CIVIL', 500, '1960-01-01', null, '민법 제379조'),
  rate('COMMERCIAL', 600, '1963-01-01', null, '상법 제54조'),
  rate('SUIT', 2000, '2003-06-01', '2015-09-30', '소송촉진법 제3조 제1항, 법정이율 규정(개정 전)', 'unclear'),
  rate('SUIT', 1500, '2015-10-01', '2019-05-31', '소송촉진법 제3조 제1항, 법정이율 규정(개정 전)'),
  rate('SUIT', 1200, '2019-06-01', null, '소송촉진법 제3조 제1항, 법정이율 규정'),
]

/** The rates of one statute, in order. */
export function ratesOf(id: RateId): Rate[] {
  return rates.filter((each) => each.id === id)
}

function rate(
  id: RateId,
  bp: number,
  from: string,
  until: string | null,
  basis: string,
  status: Rate['status'] = 'verified',
): Rate {
  return { id, bp, from, until, basis, status, checkedOn: CHECKED_ON }
}
