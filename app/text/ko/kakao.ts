import type { TalkSpeaker } from '#app/shapes/kakao.ts'

/** How somebody in an imported talk is called: by a nickname of the room, or by number. */
export function speakerLabel({ no, nickname, isBot }: TalkSpeaker): string {
  if (isBot) return '채팅방 봇'
  return nickname ?? `참여자 ${no}`
}
