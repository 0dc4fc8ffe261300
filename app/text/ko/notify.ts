import { grouped } from '../format.ts'

/** From here on a push counts no further. */
const COUNT_MAX = 99

/** What a push says besides the name of the shop: kinds and numbers, never words or names. */
export const pushWords = {
  personal(mentions: number, replies: number): string {
    const parts = [
      mentions > 0 ? `새 멘션 ${counted(mentions)}` : '',
      replies > 0 ? `내 글에 답장 ${counted(replies)}` : '',
    ]
    return parts.filter(Boolean).join(', ')
  },
  messages: (count: number) => `새 글 ${counted(count)}`,
  notice: '새 공지',
} as const

function counted(count: number): string {
  return count > COUNT_MAX ? `${COUNT_MAX}개 넘음` : `${grouped(count)}개`
}
