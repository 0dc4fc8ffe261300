import { grouped } from '../format.ts'

export type DigestFacts = { shopName: string; unread: number; told: number; room: string; settings: string }

/** The daily mail: counts, the name of the shop, two addresses. Nothing that anybody wrote. */
export const digestMail = {
  subject: ({ shopName, unread }: DigestFacts) => `[모아] ${shopName}: 안 읽은 글 ${counted(unread)}`,
  text: ({ shopName, unread, told, room, settings }: DigestFacts) =>
    [
      `${shopName} 사건방에 안 읽은 글이 ${counted(unread)} 있어요.`,
      told > 0 ? `나를 부른 글, 내 글에 달린 답장, 공지는 ${counted(told)}예요.` : '',
      '',
      `사건방 열기: ${room}`,
      '',
      '글 내용은 메일로 보내지 않아요. 사건방에서만 볼 수 있어요.',
      `이 메일을 그만 받으려면: ${settings}`,
    ]
      .filter((line, at) => line !== '' || at !== 1)
      .join('\n'),
} as const

function counted(count: number): string {
  return count >= 999 ? '999개 넘게' : `${grouped(count)}개`
}
