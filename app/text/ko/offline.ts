/** What is shown where no page could be loaded. */
export const offlinePage = {
  title: '지금은 연결되지 않아요',
  what: '인터넷 연결을 확인해 주세요. 연결되면 이 화면이 저절로 다시 열려요.',
  safe: '쓰던 글은 이 기기에 그대로 있어요. 보내지 못한 글은 연결되면 보낼게요.',
  again: '다시 열기',
  name: '모아',
} as const

/** What another app handed over, and where it may go. */
export const sharePage = {
  title: '어느 방에 올릴까요?',
  lede: '고른 대화의 입력 칸에 넣어 드려요. 보내기를 누르기 전에는 아무도 보지 못해요.',
  text: '받은 글',
  pictures: (count: string) => `받은 사진 ${count}장`,
  nothing: '받은 글이나 사진이 없어요. 다른 앱의 공유 버튼에서 모아를 골라 주세요.',
  noRooms: '참여 중인 사건방이 없어요. 받은 링크로 먼저 들어가 주세요.',
  discard: '올리지 않기',
  discarded: '받은 것을 지웠어요.',
  home: '첫 화면으로',
} as const
