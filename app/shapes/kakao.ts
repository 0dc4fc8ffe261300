import * as z from 'zod/mini'
import { type ChannelKind, channelKinds } from './case.ts'
import { seoulDate } from './civil-date.ts'
import { Id } from './id.ts'
import { type Reading, read, refuse, shape } from './reading.ts'
import { readWish } from './search.ts'
import { text } from './text.ts'

/** The largest file, in bytes: a room of 1,500 people writes some 200 MB a year. */
export const KAKAO_FILE_BYTES = 300 * 1024 * 1024

/** The form's field that holds the file. */
export const KAKAO_FILE_FIELD = 'file'

/** A room's name and a person's in KakaoTalk, in graphemes: the app allows 50 and 20. */
const ROOM_NAME = 50
const OWN_NAME = 30

/**
 * What stands in the form beside the file. `audience`: who may see the talk. `roomName` '' takes the name in the file;
 * `ownName` is what the uploader was called there, '' for none; `isPair`: a talk of two, of which only picked lines show.
 */
export const KakaoOrder = z.object({
  id: z.optional(Id),
  audience: shape((raw) => {
    const kind = channelKinds.find((known) => known === raw)
    return kind ? read(kind) : refuse('kakao.audience_needed')
  }),
  roomName: text({ min: 0, max: ROOM_NAME, code: 'kakao_name' }),
  ownName: text({ min: 0, max: OWN_NAME, code: 'kakao_name' }),
  isPair: shape((raw) => read(raw === 'on')),
})
export type KakaoOrder = z.infer<typeof KakaoOrder>

/** A name somebody says was theirs in KakaoTalk. */
export const KakaoNameForm = z.object({ ownName: text({ min: 1, max: OWN_NAME, code: 'kakao_name' }) })

export const kakaoStates = ['waiting', 'reading', 'ready', 'failed', 'withdrawn'] as const
export type KakaoState = (typeof kakaoStates)[number]

export const kakaoFormats = ['pc', 'android', 'iphone', 'english', 'csv'] as const
export type KakaoFormat = (typeof kakaoFormats)[number]

/** Lines by group; the three add up to `lines`. */
export type KakaoCounts = {
  lines: number
  message: number
  system: number
  skipped: number
  /** Messages and notices that were read, and how many of them no other file had brought. */
  messages: number
  fresh: number
  /** Messages that stand for a picture and the like, and files beside the text in a ZIP, which are not read. */
  media: number
  mediaFiles: number
  undated: number
  shortened: number
  /** Texts in which personal data was covered. */
  covered: number
}

/**
 * One file that was brought. `fileName` and `room` are '' where the viewer may not see them. `progress` is 0 to 1.
 * `days` are the first and the last day in it, KST dates.
 */
export type KakaoImportView = {
  id: string
  mine: boolean
  by: string
  audience: ChannelKind
  room: { id: string; name: string } | null
  isPair: boolean
  fileName: string
  bytes: number
  sha256: string
  state: KakaoState
  failedWhy: string | null
  format: KakaoFormat | null
  progress: number
  counts: KakaoCounts
  days: { first: string; last: string } | null
  /** Null: the file is kept, or was until it was withdrawn. */
  notKept: 'resident_number' | null
  at: string
}

/** A line that was left out, as its uploader sees it. */
export type KakaoSkipped = {
  from: number
  to: number
  reason: 'bad_date' | 'bad_time' | 'orphan'
  text: string
}

/** A conversation of the case: all files of one room that the same people may see. */
export type KakaoRoomView = {
  id: string
  name: string
  audience: ChannelKind
  isPair: boolean
  /** A talk of two that the viewer brought and picks lines of. */
  mine: boolean
  imports: number
  members: number
}

/** A number behind which the viewer is not, after all. */
export const KakaoNumberForm = z.object({
  no: shape((raw) =>
    typeof raw === 'string' && /^\d{1,9}$/.test(raw) ? read(Number(raw)) : refuse('shared.check_value'),
  ),
})

/** Where a message stands in its room; pages are asked for by it. */
export const TalkPlace = z.string().check(z.regex(/^\d{1,9}\.\d{1,9}\.[0-9a-f]{24}$/))

/** One field of a name is its text, several a list, none nothing. */
const placesIn = shape((raw) => {
  const given = raw === undefined ? [] : Array.isArray(raw) ? raw : [raw]
  return given.every((place) => TalkPlace.safeParse(place).success)
    ? read(given as string[])
    : refuse('shared.check_value')
})

/** Which lines of a page, all of them in `places`, others may see. */
export const KakaoPickForm = z.object({ places: placesIn, shown: placesIn })

/** Who said something: nobody's name but a number, unless one member said that the name is theirs. */
export type TalkSpeaker = {
  no: number
  /** The nickname of the one member who said so. */
  nickname: string | null
  isBot: boolean
  mine: boolean
}

/** Lines of a file that a message stands on. `file` is '' where the viewer may not see its name. */
export type TalkCitation = { importId: string; file: string; from: number; to: number }

/**
 * One message or notice of a conversation. `at` is an ISO instant to the minute, null where no file tells the day. `kind`
 * is that of a message, or `notice.` and what happened. `who` in the text stands for names as `@{no}` marks.
 */
export type TalkLine = {
  place: string
  at: string | null
  who: TalkSpeaker | null
  kind: string
  text: string
  citations: TalkCitation[]
  /** How many files hold it, and how many members brought files of their own that do. */
  files: number
  members: number
  /** Of a talk of two: whether others see it. */
  picked: boolean
}

export type TalkPage = {
  room: KakaoRoomView
  lines: TalkLine[]
  /** Ask before this place for what stands earlier, behind that for what comes later; null: there is no more. */
  earlier: string | null
  later: string | null
  /** The KST day up to which was looked, when a search has not come to the end of the talk. */
  lookedTo: string | null
  /** Numbers of the names that the viewer called theirs here. */
  own: number[]
}

/** What is looked for in a talk: folded words, speakers by their numbers (null: all), the last KST day. */
export type TalkWish = { terms: string[]; numbers: number[] | null; until: string | null }

/**
 * Reads what is looked for as messages are searched for; null when that is nothing. `from` holds a number, as in `참여자 3`:
 * names are not kept. Codes: those of `readWish`.
 */
export function readTalkWish(given: { q: string; from: string; until: string }): Reading<TalkWish | null> {
  const { q, from, until } = given
  if (`${q}${from}${until}`.trim() === '') return read(null)
  const wish = readWish({ q, from, in: '', after: '', before: until }, seoulDate(Date.now()))
  if (!wish.ok) return wish
  const { terms, names } = wish.value
  const numbers =
    names.length === 0 ? null : names.flatMap((name) => name.match(/\d{1,9}$/) ?? []).map(Number)
  return read({ terms, numbers, until: wish.value.until })
}
