import type { ExhibitColumn, ExhibitNumber, ExhibitSeries } from '#app/shapes/exhibit.ts'

/** 갑가: 모두에게 공통된 증거, 갑나: 신고인마다의 증거 (민사소송규칙 제107조). */
const codes = { common: '갑가', claimant: '갑나' } satisfies Record<ExhibitSeries, string>

/** `갑가 제3호증`, `갑나 제12호증의 2`. */
export function exhibitLabel({ series, no, sub }: ExhibitNumber): string {
  return `${codes[series]} 제${no}호증${sub === null ? '' : `의 ${sub}`}`
}

export const exhibitColumnWords = {
  madeOn: '작성일자',
  madeBy: '작성자',
  shows: '입증취지',
} satisfies Record<ExhibitColumn, string>

/** What the owner of a piece is told of its numbers and of the filings that hold it. */
export const ownExhibit = {
  number: '호증번호',
  pinned: '확정한 취합에 담겨 있어요',
  pinnedIn: (title: string, version: number) => `${title} ${version}판`,
  withdrawPinned: (filings: string) =>
    `거두면 운영진도 더는 열어 볼 수 없어요. 다만 ${filings}에 담긴 파일은 그 취합의 증거로 봉인한 채 남아요. 사건방을 지우고 나가면 그 파일도 지워져요.`,
  kept: '거두었지만 남아 있는 증거',
  keptLead:
    '아래 파일은 확정한 취합에 담겨 있어서, 아무도 열어 볼 수 없게 봉인한 채 남겨 뒀어요. 사건방을 지우고 나가면 지워져요.',
  keptFor: (title: string, filings: string) => `${title}: ${filings}`,
} as const
