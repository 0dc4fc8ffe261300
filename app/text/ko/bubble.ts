import type { LinkDoubt } from '#app/live/link-cards.ts'
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

/** Who a message names. */
export const naming = {
  me: '나를 불렀어요',
  staff: '운영진을 불렀어요',
} as const

/** Where the links of a message lead. */
export const linkWords = {
  row: '이 글의 링크',
  here: '이 방의 글로 이동',
  leads: (host: string) => `${host} 새 창으로 열기`,
  wire: (host: string) => `실제 주소 ${host}`,
  port: (port: string) => `포트 ${port}`,
  more: (count: number) => `링크 ${count}개 더 보기`,
} as const

/** Why an address deserves a second look; `own` is whose it really is. */
export const linkDoubts: Record<LinkDoubt, (own: string) => string> = {
  imitates: () => '다른 나라 글자로 비슷하게 쓴 주소예요. 아는 곳이 아닐 수 있어요.',
  hides: (own) => `앞에 적힌 이름이 아니라 ${own}의 주소예요.`,
  named: (own) => `앞에 적힌 이름이 아니라 ${own}로 가는 주소예요. 열지 마세요.`,
  number: () => '이름 없이 숫자로만 된 주소예요. 누구의 것인지 알 수 없어요.',
  port: () => '보통 쓰지 않는 통로(포트)로 여는 주소예요.',
}
