/** What a card is, over its title. */
export const cardPlaces = { notice: '공지', poll: '투표', event: '일정', answer: '자주 묻는 질문' } as const

/** The one line of words in a message that shows a card: for search, exports, quotes and pages without scripts. */
export const cardWords = {
  notice: (title: string) => `[공지] ${title}`,
  poll: (question: string) => `[투표] ${question}`,
  event: (title: string) => `[일정] ${title}`,
  answer: (question: string) => `[답변] ${question}`,
  /** The title of a notice that was taken down. */
  taken: '내린 공지예요',
} as const
