import { Readable } from 'node:stream'
import { decoded } from '#server/imports/kakao/decode.ts'
import type { TalkEntry } from '#server/imports/kakao/entry.ts'
import { TalkReader } from '#server/imports/kakao/reader.ts'

// Exports as the apps write them; the people in them are invented.

export const PC = [
  '달빛마켓 피해자 모임 님과 카카오톡 대화',
  '저장한 날짜 : 2024-08-18 10:44:52',
  '',
  '--------------- 2024년 8월 17일 토요일 ---------------',
  '토끼님이 들어왔습니다.타인, 기관 등의 사칭에 유의해 주세요. 금전 또는개인정보를 요구 받을 경우 신고해 주시기 바랍니다.',
  '불법촬영물등 식별 및 게재제한 조치 안내',
  '그룹 오픈채팅방에서 동영상・압축파일 전송 시 유의하여 주시기 바랍니다.',
  '홍길동님이 들어왔습니다.',
  '[홍길동 | 서울 | 구매자] [오후 12:16] 안녕하세요~',
  '[판매자A] [오전 10:50] [Web발신]',
  '안녕하세요 고객님',
  '',
  '주문이 취소되었습니다',
  '구매자 (잠실)님이 나갔습니다.',
  '',
].join('\r\n')

export const PC_ENGLISH = [
  'Moonlight victims KakaoTalk Chats',
  'Date Saved : 2024-12-09 10:44:52',
  '',
  '--------------- Monday, December 9, 2024 ---------------',
  'Tokki joined this chatroom.',
  '[John] [2:30 PM] Hello',
  '[Jane] [12:05 AM] Photo',
  '',
].join('\r\n')

export const ANDROID = [
  '달빛마켓 피해자 모임 님과 카카오톡 대화',
  '저장한 날짜 : 2024년 8월 18일 오전 11:29',
  '',
  '',
  '2024년 8월 17일 오전 1:33',
  '2024년 8월 17일 오전 1:33, 회원님 : 환불 신청했어요',
  '2024년 8월 17일 오후 12:16, 홍길동 | 서울 | 구매자 : 안녕하세요~',
  '2024년 8월 17일 오후 12:22, 닉네임님이 나갔습니다.',
  '2024년 8월 17일 오후 12:23, 삭제된 메시지입니다.',
  '',
].join('\r\n')

export const ANDROID_ENGLISH = [
  'KakaoTalk Chats with Moonlight victims',
  'Date Saved : November 3, 2024, 1:08 PM',
  '',
  'February 10, 2024, 2:33 AM',
  'February 10, 2024, 2:33 AM, you : Photo',
  'February 10, 2024, 2:34 PM, Jane : when, where : here',
  '',
].join('\n')

export const IPHONE = [
  'Talk_2024.8.18 13:10-1.txt',
  '저장한 날짜 : 2024. 8. 18. 13:13',
  '',
  '',
  '2024년 8월 17일 토요일',
  '2024. 8. 17. 10:35, 닉네임 : 환불 됐나요',
  '2024. 8. 17. 오후 6:39, 닉네임 : 사진',
  '2024. 8. 17. 오후 8:20: 닉네임님이 들어왔습니다.',
  "2024. 8. 17. 오후 9:27, 닉네임 : 톡게시판 '투표': 제목",
  '',
].join('\n')

export const CSV = [
  '\ufeffDate,User,Message',
  '2024-08-17 09:00:00,"Alice","hello"',
  '2024-08-17 09:00:07,"나리","두 줄',
  '이에요"',
  '2024-08-17 09:01:00,"","Alice님이 나갔습니다."',
  '',
].join('\r\n')

/** Everything read from a text that comes in pieces of `size` UTF-16 units. */
export function readTalk(text: string, size = text.length) {
  const reader = new TalkReader()
  const entries: TalkEntry[] = []
  for (let at = 0; at < text.length; at += Math.max(1, size)) {
    entries.push(...reader.push(text.slice(at, at + Math.max(1, size))))
  }
  entries.push(...reader.end())
  const { format, room, counts } = reader
  return { format, room, counts, entries }
}

export const messagesIn = (text: string) => readTalk(text).entries.filter((entry) => entry.type === 'message')
export const noticesIn = (text: string) => readTalk(text).entries.filter((entry) => entry.type === 'notice')

/** The text of bytes that come in pieces of `size`. */
export async function decodedText(bytes: Buffer, size = bytes.length): Promise<string> {
  const pieces: Buffer[] = []
  for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size))
  let text = ''
  for await (const piece of decoded(Readable.from(pieces))) text += piece
  return text
}

/** A minute as `2024-08-17 09:00` in Seoul, or null. */
export function atSeoul(minute: number | null): string | null {
  if (minute === null) return null
  return new Date((minute + 540) * 60_000).toISOString().slice(0, 16).replace('T', ' ')
}

/** A PC file of these lines below a day line, so that the first is line 2. */
export const pcFile = (...lines: string[]) =>
  ['--------------- 2024년 8월 17일 토요일 ---------------', ...lines].join('\n')

/** An Android file: each line gets its date and a time, the first is line 1. */
export const androidFile = (...rests: string[]) =>
  rests.map((rest) => `2024년 8월 17일 오후 3:04, ${rest}`).join('\n')
