/** What stands in the menu of a message for keeping order; the rest is fetched when it is chosen. */
export const orderMenu = {
  report: '운영진에게 신고',
  look: '살펴보기',
  appeal: '다시 봐 달라고 하기',
  hide: '가리기',
  mute: '잠시 조용히',
  remove: '내보내기',
  coming: '여는 중…',
  unreached: '이 화면을 불러오지 못했어요. 인터넷을 확인하고 새로고침해 주세요.',
} as const
