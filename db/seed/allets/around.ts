import type { Emoji } from '#app/shapes/live.ts'

// What stands around the talk: what the host prepares, and how people answer. `after` names the line it follows.

export const welcome =
  '잘 오셨어요. 먼저 화면을 저장하고, 내 신고에 주문번호와 금액을 남겨 주세요. 실명과 전화번호는 대화에 적지 않아요.'

export const answers = [
  {
    keywords: ['카드', '할부'],
    question: '카드로 냈는데 뭘 해야 하나요?',
    answer:
      '카드사에 먼저 전화해서 주문이 취소되지 않은 사정을 알리고, 할부라면 남은 할부금에 대해 물어보세요.',
  },
  {
    keywords: ['1372', '상담'],
    question: '소비자 상담은 어디에 접수하나요?',
    answer: '1372 소비자상담센터 전화나 누리집으로 접수하고, 받은 접수번호를 적어 두세요.',
  },
  {
    keywords: ['문자', '수수료'],
    question: '환불을 대신 해 준다는 문자가 왔어요',
    answer: '수수료를 먼저 달라거나 앱을 설치하라는 연락에는 답하지 마시고, 화면만 저장해 주세요.',
  },
] as const

export const notices = [
  {
    after: 'start',
    pins: true,
    title: '처음 오신 분은 이 순서로 해 주세요',
    body: '1) 주문 내역과 결제 내역을 날짜가 보이게 저장하기\n2) 내 신고에 주문번호와 금액 남기기\n3) 카드로 냈다면 카드사에 먼저 전화하기',
  },
  {
    after: 'news',
    pins: false,
    title: '소문을 옮길 때는 출처를 함께 적어 주세요',
    body: '어디서 봤는지 모르는 이야기는 모두를 더 불안하게 해요. 확인하지 못한 것은 못 했다고 적어 주세요.',
  },
] as const

/** Things of the timeline, told by the host on what a line says; days and times of Korea. */
export const facts = [
  {
    after: 'notice',
    kind: 'notice',
    body: '누리집에 8월 31일로 서비스를 종료한다는 안내가 올라왔어요.',
    happenedOn: '2024-08-16',
    happenedTime: null,
  },
] as const

export const poll = {
  after: 'meeting',
  question: '온라인으로 함께 접수하는 날, 언제가 좋으세요?',
  options: ['평일 저녁', '토요일 오전', '언제든 괜찮아요'],
} as const

/** `inDays` after the demo is loaded. */
export const event = {
  after: 'meeting',
  inDays: 5,
  title: '온라인으로 함께 접수하는 날',
  startsAt: '20:00',
  endsAt: '21:00',
  place: '이 방의 전체 채널',
  note: '접수 화면을 함께 보면서 하나씩 채워요. 못 오시는 분을 위해 순서를 공지로 남길게요.',
} as const

export const reactions: readonly { after: string; emoji: Emoji; count: number }[] = [
  { after: 'start', emoji: '👍', count: 14 },
  { after: 'call', emoji: '😢', count: 9 },
  { after: 'order', emoji: '🙏', count: 23 },
  { after: 'order', emoji: '✅', count: 6 },
  { after: 'delivery', emoji: '❤️', count: 17 },
]
