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
  recruit: '자격 없이 쓴 수임·모금 글',
  new_member: '막 들어온 참여자의 링크, 사진, 돈 이야기',
}

/** What waits for the staff. */
export const orderPage = {
  title: '확인할 글',
  lede: '확인하기 전에는 운영진과 쓴 사람만 볼 수 있어요. 시간이 지나도 저절로 보이지 않아요.',
  way: '확인할 글',
  wayNote: '기다리는 글과 신고를 보고 정해요',
  waiting: (count: number) => (count > 99 ? '99개 넘게' : `${count}개`),
  none: '지금 확인할 글이 없어요.',
  more: '글이 더 있어요. 위의 글부터 정하면 이어서 보여요.',
  held: '확인을 기다려요',
  hidden: '가려져 있어요',
  reported: (why: string, count: string) => `${why} ${count}건`,
  remarks: '신고한 분의 말',
  appealed: '쓴 사람이 다시 봐 달라고 했어요',
  by: (who: string, channel: string) => `${who} · ${channel}`,
  wasNew: '들어온 지 10분이 안 되어 쓴 글',
  left: '지금은 방에 없는 사람',
  member: '이 사람 관리',
  inTalk: '대화에서 보기',
} as const

/** How a channel may be written to, and who is set aside. */
export const talkPage = {
  title: '말하기와 조용히',
  lede: '바꾸면 대화에 바로 알려지고, 운영 기록에 남아요.',
  way: '말하기와 조용히',
  wayNote: '느린 모드, 운영진만 말하기, 조용히 한 사람',
  free: '모두 자유롭게 써요',
  slow: (pace: string, left: string) => `느린 모드: ${pace}에 한 번, ${left} 뒤 저절로 꺼져요`,
  closed: '운영진만 쓸 수 있어요',
  slowTitle: '느린 모드',
  slowHint:
    '참여자마다 정한 시간에 한 번씩 써요. 운영진은 그대로 써요. 글이나 사람이 갑자기 몰리면 고르지 않아도 저절로 켜져요.',
  pace: '얼마에 한 번',
  span: '얼마 동안',
  slowOn: '느린 모드 켜기',
  slowAgain: '느린 모드 바꾸기',
  slowOff: '느린 모드 끄기',
  close: '운영진만 말하기',
  closeHint: '참여자는 읽고 신고할 수 있지만 쓸 수 없어요. 열 때까지 그대로예요.',
  open: '모두 말하기',
  aside: '조용히 한 사람과 내보낸 사람',
  asideNone: '조용히 했거나 내보낸 사람이 없어요.',
  mutedUntil: (until: string) => `${until}까지 조용히`,
  removedAt: (at: string) => `${at}에 내보냄`,
  staff: '부방장과 방 넘기기',
  staffHint: '참여자 목록에서 사람을 골라 부방장으로 세우거나 방을 넘길 수 있어요.',
  toMembers: '참여자 보기',
} as const

/** What everybody may read of how order is kept. */
export const logPage = {
  title: '운영 기록',
  lede: '누가, 무엇을, 왜 했는지 모두가 볼 수 있어요. 글의 내용은 남기지 않아요.',
  way: '운영 기록',
  wayNote: '가린 글, 조용히, 내보내기를 모두가 볼 수 있어요',
  filter: '무엇만 볼까요',
  all: '모두',
  kinds: { messages: '글', people: '사람', channels: '대화방' },
  none: '아직 운영진이 한 일이 없어요.',
  noneOfKind: '이 종류의 기록은 아직 없어요.',
  next: '이전 기록 보기',
  first: '처음부터',
  byItself: '방이 저절로',
  why: (why: string) => `까닭: ${why}`,
  toPlace: (channel: string) => `${channel} 대화에서 자리 보기`,
} as const

/** What became of one's own reports and hidden messages. */
export const ownOrderPage = {
  title: '글 신고와 가려진 글',
  lede: '나만 볼 수 있어요.',
  way: '글 신고와 가려진 글',
  wayNote: '신고한 글이 어떻게 되었는지 알려 드려요',
  muted: (until: string) => `${until}까지 글을 쓸 수 없어요. 읽기와 신고는 그대로 돼요.`,
  hidden: '가려지거나 확인을 기다리는 내 글',
  hiddenNone: '가려진 글이 없어요.',
  reports: '내가 신고한 글',
  reportsNone: '신고한 글이 없어요. 글을 길게 누르면 신고할 수 있어요.',
  reportOf: (who: string, channel: string) => `${who}의 글 · ${channel}`,
  outcomes: {
    open: '아직 보지 않았어요',
    hidden: '가렸어요',
    kept: '살펴보고 그대로 두었어요',
  },
  look: '살펴보기',
} as const
