import type { Emoji } from '#app/shapes/live.ts'

/** Pictures of messages. */
export const pictures = {
  alt: (who: string, at: number, count: number) =>
    count === 1 ? `${who}님이 올린 사진` : `${who}님이 올린 사진 ${at}/${count}`,
  altMine: (at: number, count: number) => (count === 1 ? '내가 올린 사진' : `내가 올린 사진 ${at}/${count}`),
  count: (count: number) => (count === 1 ? '사진' : `사진 ${count}장`),
  failed: '사진을 불러오지 못했어요',
  again: '다시',
  viewerFailed: '사진을 크게 열지 못했어요. 잠시 뒤에 다시 눌러 주세요.',
} as const

/** The large view of a message's pictures. */
export const pictureViewer = {
  title: (who: string) => `${who}님이 올린 사진`,
  titleMine: '내가 올린 사진',
  place: (at: number, count: number) => `${at}/${count}`,
  previous: '이전 사진',
  next: '다음 사진',
  save: '사진 저장',
  close: '닫기',
} as const

/** What the reactions say, for those who hear them. */
export const reactionNames: Record<Emoji, string> = {
  '👍': '좋아요',
  '🙏': '고마워요',
  '❤️': '응원해요',
  '😢': '슬퍼요',
  '😡': '화나요',
  '😮': '놀라워요',
  '✅': '확인했어요',
  '👀': '보고 있어요',
}

export const reacting = {
  row: '반응',
  pick: '반응 고르기',
  count: (name: string, count: string) => `${name} ${count}명`,
  countMine: (name: string, count: string) => `${name} ${count}명, 나도 눌렀어요`,
} as const
