import type { GoneReason } from '../../shapes/live.ts'
import type { Reason } from '../../shapes/order.ts'

/** Reasons name what is wrong with the words, never what kind of person wrote them. */
export const reasonNames: Record<Reason, string> = {
  fraud: '돈, 링크, 앱 설치를 권하는 글',
  personal: '개인정보가 있는 글',
  abuse: '욕설이나 협박이 있는 글',
  spam: '도배나 광고',
  false: '사실과 다르게 보이는 글',
  other: '그 밖에 규칙에 맞지 않는 글',
}

export const goneReasonNames: Record<GoneReason, string> = {
  ...reasonNames,
  reports: '여러 참여자가 신고한 글',
  new_member: '막 들어온 참여자의 링크, 사진, 돈 이야기',
}

/** What waits for the staff. */
export const orderPage = {
  title: '확인할 글',
  lede: '확인하기 전에는 운영진과 쓴 사람만 볼 수 있어요. 시간이 지나도 저절로 보이지 않아요.',
  way: '확인할 글',
  wayNote: '기다리는 글과 신고를 보고 정해요',
  none: '지금 확인할 글이 없어요.',
  more: '글이 더 있어요. 위의 글부터 정하면 이어서 보여요.',
  held: '확인을 기다려요',
  hidden: '가려져 있어요',
  reported: (count: string) => `신고 ${count}건`,
  appealed: '쓴 사람이 다시 봐 달라고 했어요',
  pictures: (count: string) => `사진 ${count}장이 함께 있어요`,
  by: (who: string, channel: string) => `${who} · ${channel}`,
  show: '보이게 하기',
  keep: '그대로 두기',
  hide: '가리기',
  why: '까닭',
  hideHint: '까닭은 모두에게 보여요. 글은 지워지지 않고 증거로 남아요.',
  refuse: '계속 가려 두기',
  done: '정했어요. 기록에 남았어요.',
} as const
