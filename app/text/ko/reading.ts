/** Words of moving about in a conversation. */
export const history = {
  older: {
    go: '이전 대화 더 보기',
    loading: '이전 대화를 불러오고 있어요',
    failed: '이전 대화를 불러오지 못했어요. 다시 눌러 주세요.',
  },
  newer: {
    go: '다음 대화 더 보기',
    loading: '다음 대화를 불러오고 있어요',
    failed: '다음 대화를 불러오지 못했어요. 다시 눌러 주세요.',
  },
  newestFailed: '최신 대화를 불러오지 못했어요. 잠시 뒤에 다시 해 주세요.',
} as const

export const dayJump = {
  open: '날짜로 가기',
  from: '다른 날짜로 가기',
  title: '어느 날의 대화를 볼까요?',
  label: '날짜',
  go: '이날로 가기',
  first: '대화의 처음으로',
  newest: '최신 대화로',
} as const
