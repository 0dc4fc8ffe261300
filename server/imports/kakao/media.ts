import type { MessageKind } from './entry.ts'

// Pictures and the like are only words in an export, the same words a person could type. The kind is for showing; the
// text stays.

const wordings: [RegExp, MessageKind][] = [
  [/^(?:사진|Photo)$/, 'photo'],
  [/^(?:사진 \d{1,3}장|\d{1,3} photos|Photos \d{1,3})$/, 'photo'],
  [/^(?:동영상|Video)$/, 'video'],
  [/^(?:\(이모티콘\)|이모티콘|Emoticons?)$/, 'emoticon'],
  [/^(?:음성메시지|음성메세지|Voice (?:note|message))$/i, 'voice'],
  [/^(?:파일|File): ./, 'file'],
  [/^(?:지도|Map):/, 'map'],
  [/^(?:연락처|Contact):/, 'contact'],
  [/^샵검색: #/, 'search'],
  [
    /^(?:보이스룸이 방금 시작했어요\.?|보이스룸이 종료되었습니다\.?|라이브톡 종료(?: \d{1,3}:\d{2})?|라이브톡 시작)$/,
    'call',
  ],
  [/^(?:보이스톡|페이스톡) (?:해요|취소|부재중|\d{1,3}:\d{2})$/, 'call'],
  [/^카카오톡 프로필(?:: .*)?$/, 'profile'],
  [/^(?:삭제된 메시지입니다|메시지가 삭제되었습니다|This message was deleted)\.?$/, 'deleted'],
  [/^(?:채팅방 )?관리자가 메시지를 가렸습니다\.?$/, 'hidden'],
]

/** The longest wording that is matched whole, in UTF-16 units; longer texts can only be a file, a place or a contact. */
const SHORT_UNITS = 40
const LONG_START = /^(?:파일|File|지도|Map|연락처|Contact|샵검색|카카오톡 프로필)/

/** What a message's text tells of its kind. */
export function kindOf(body: string): MessageKind {
  if (body.length > SHORT_UNITS && !LONG_START.test(body)) return 'text'
  if (body.includes('\n')) return 'text'
  return wordings.find(([wording]) => wording.test(body))?.[1] ?? 'text'
}

/**
 * The text by which two exports of one room are compared: NFC, without trailing blanks and stray selectors, and with
 * words that Korean and English apps, or older and newer ones, write differently brought to one.
 */
export function comparable(body: string, kind: MessageKind): string {
  if (kind === 'deleted' || kind === 'hidden' || kind === 'emoticon') return ''
  if (kind === 'photo') return /\d+/.exec(body)?.[0] ?? '1'
  if (kind === 'video' || kind === 'voice') return ''
  if (PLAIN.test(body)) return body.trim()
  const lines = body.normalize('NFC').replace(STRAY, '').split('\n')
  return lines
    .map((line) => line.trimEnd())
    .join('\n')
    .trim()
}

/** ASCII without line breaks and whole Hangul syllables: nothing to bring to one form. */
const PLAIN = /^[\x20-\x7e\uac00-\ud7a3\u3131-\u318e]*$/
// biome-ignore lint/suspicious/noControlCharactersInRegex: dropping them is the point
const STRAY = /[\0-\x08\x0b-\x1f\x7f-\x9f\u200b\ufeff]|\ufe0e|\ufe0f/g

/** The name by which two spellings are one sender: NFC, no stray selector or control character, single blanks. */
export function comparableName(name: string): string {
  return name.normalize('NFC').replace(STRAY, '').replace(/\s+/gu, ' ').trim()
}
