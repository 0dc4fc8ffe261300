/** The totals table of a case. Buyers and sellers are never added up, so no sentence here says a sum of both. */
export const totalText = {
  title: '구매자와 판매자를 나눈 합계표',
  side: '구분',
  people: '신고한 사람',
  claims: '신고',
  won: '남은 금액',
  under5: '5명 미만',
  hidden: '비공개',
  hiddenWhy: '5명이 안 되는 칸은 누군지 짐작할 수 있어서 공개하지 않아요.',
  members: (count: string) => `참여자 ${count}`,
  at: (moment: string) => `${moment} 기준`,
  apart: '구매자와 판매자 금액은 겹칠 수 있어서 더하지 않아요.',
} as const
