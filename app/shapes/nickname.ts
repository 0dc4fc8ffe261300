import { lookAlikeKey, soundAlikeKey } from './look-alikes.ts'
import { NICKNAME_LENGTH } from './nickname-length.ts'
import { type Reading, refuse, shape } from './reading.ts'
import { readText } from './text.ts'

export { NICKNAME_LENGTH }

/**
 * A nickname as Zod schema: any input → clean one-line name of 2–16 graphemes with at least one letter, figure or
 * emoji. Codes: `nickname.empty`, `.not_text`, `.too_short`, `.too_long`, `.bad_characters`, `.resident_number`,
 * `.no_letters`, `.looks_like_staff`. A host's own name is read with `hostNickname`, which lets the last one pass.
 */
export const nickname = shape((raw) => {
  const reading = readNickname(raw)
  return reading.ok && looksLikeStaff(reading.value) ? refuse('nickname.looks_like_staff') : reading
})

/** As `nickname`, for those who do run the case: 방장 and the like are theirs to use. */
export const hostNickname = shape(readNickname)

/** Equal keys are names one could take for each other: one of them is enough in a case. Never empty for a nickname. */
export function nicknameKey(name: string): string {
  return lookAlikeKey(name)
}

/** Whether a name could be taken for a given one (a host's): looser than equal keys, see `soundAlikeKey`. */
export function imitates(name: string, other: string): boolean {
  return lookAlikeKey(name) === lookAlikeKey(other) || soundAlikeKey(name) === soundAlikeKey(other)
}

/** Whether a name claims an office here or an authority elsewhere, in any look-alike spelling. */
export function looksLikeStaff(name: string): boolean {
  // Without lone jamo too: they would melt into the word before them (운영자ㅋㅋ reads as 운영잨ㅋ).
  const spellings = [name, name.normalize('NFKC').replace(/[\u1100-\u11ff\u3131-\u318e]/g, '')]
  const looks = spellings.map(lookAlikeKey)
  const keys = [...looks, ...spellings.map(soundAlikeKey)]
  if (looks.some((key) => WHOLE_NAMES.has(key))) return true
  if (keys.some((key) => TITLES.some((title) => key.startsWith(title) || key.endsWith(title)))) return true
  return keys.some((key) => OFFICES.some((office) => key.includes(office)))
}

function readNickname(raw: unknown): Reading<string> {
  const reading = readText(raw, { ...NICKNAME_LENGTH, code: 'nickname' })
  return reading.ok && lookAlikeKey(reading.value) === '' ? refuse('nickname.no_letters') : reading
}

function words(line: string): string[] {
  return line.split(' ')
}

function keysOf(line: string): string[] {
  return words(line).flatMap((word) => [lookAlikeKey(word), soundAlikeKey(word)])
}

/** Refused anywhere in a name. */
const OFFICES = keysOf(
  '방장 운영자 운영진 운영팀 관리자 어드민 모더레이터 매니저 공식 고객센터 고객지원 상담원 상담사 환불팀 환불센터 ' +
    '담당자 소비자원 소비자보호원 소비자연맹 경찰 검찰 금감원 금융감독원 금융위 공정위 공정거래위원회 법원 변호사 법무법인 ' +
    '법무사 사이버수사대 수사관 모아운영 모아팀 모아지원 official administrator moderator police',
)
/** Refused at either end of a name: "badminton" is nobody's office. */
const TITLES = keysOf('admin manager operator support staff')
/** Refused only as the whole name. */
const WHOLE_NAMES = new Set(
  words('모아 모아님 moa 호스트 host 스태프 스탭 시스템 system 공지 알림 root mod gm cs 본사 떠난사람').map(
    lookAlikeKey,
  ),
)
