import type { ClaimKind } from '#app/shapes/claim.ts'
import { day, grouped, items, people, wonHero } from '#app/text/format.ts'
import type { CellGroup } from '#server/domain/total/cells.ts'
import { claimKindName, paymentMethodName } from './claim.ts'
import { claimStageName } from './review.ts'

// How the claims of a case divide.

export const figuresPage = {
  title: '피해 집계',
  note: '종류·결제 방법·날짜별로 몇 명, 얼마인지 봐요',
  titleOf: (shop: string) => `피해 집계 · ${shop}`,
  lede: '신고가 들어오거나 바뀔 때마다 바로 다시 셈해요. 참여자만 볼 수 있어요.',
  at: (moment: string) => `${moment} 기준`,
  groups: {
    kind: '피해 종류별',
    method: '결제 방법별',
    issuer: '카드사별',
    respondent: '상대방별',
    day: '접수한 날짜별',
    stage: '처리 단계별',
  } satisfies Record<CellGroup, string>,
  respondentNote: '한 신고에 상대방이 여럿일 수 있어서, 더하면 전체보다 많을 수 있어요.',
  empty: '아직 접수된 신고가 없어요.',
  line: (who: number, claims: number, remaining: number) =>
    `${people(who)} · ${items(claims)} · ${wonHero(remaining)}`,
  more: (count: number) => `나머지 ${grouped(count)}개 보기`,
  hidden: '5명이 안 되는 칸은 누군지 짐작할 수 있어서 다른 칸 하나와 함께 숨겼어요.',
  collective: {
    title: '집단분쟁조정을 신청할 수 있나요',
    count: (who: number, needed: number) => `${people(who)} / ${people(needed)}`,
    enough: '필요한 인원을 채웠어요. 취하나 환불로 줄 수 있으니 여유 있게 모아 주세요.',
    short: (left: number) => `${people(left)}이 더 있으면 신청할 수 있어요.`,
    note: '합의했거나, 다른 기관에서 조정 중이거나, 소송을 낸 사람은 빼고 셌어요. 답하지 않은 사람은 들어 있어서 실제로는 더 적을 수 있어요. (소비자기본법 제68조, 시행령 제56조)',
    progress: '필요한 인원을 채운 정도',
  },
  publicTitle: (side: string) => `${side} 피해는 이렇게 나뉘어요`,
} as const

/** What a cell is called. Card companies and respondents are called as people wrote them. */
export function cellName(group: CellGroup, value: string, label: string): string {
  if (group === 'kind') return claimKindName[value as ClaimKind] ?? label
  if (group === 'method') return paymentMethodName[value as keyof typeof paymentMethodName] ?? label
  if (group === 'stage') return claimStageName[value as keyof typeof claimStageName] ?? label
  return group === 'day' ? day(value) : label
}
