import { randomUUID } from 'node:crypto'
import type { OtherRoomDraft } from '#app/shapes/other-room.ts'

/** Another room, as its form sends it. */
export function otherRoomDraft(changes: Partial<OtherRoomDraft> = {}): OtherRoomDraft {
  return {
    ...{ id: randomUUID(), kind: 'kakao', name: '피해자 모임 2호점', url: 'https://open.kakao.com/o/abcd' },
    ...{ headcount: 230, countedOn: '2024-08-20', kakaoRoomId: null, isPublic: false, ...changes },
  }
}
