/** The one line of words in a message that shows a card: for search, exports, quotes and pages without scripts. */
export const cardWords = {
  notice: (title: string) => `[공지] ${title}`,
  poll: (question: string) => `[투표] ${question}`,
  event: (title: string) => `[일정] ${title}`,
  answer: (question: string) => `[답변] ${question}`,
  /** The title of a notice that was taken down. */
  taken: '내린 공지예요',
} as const
