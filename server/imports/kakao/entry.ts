// What a KakaoTalk export is read into. Every physical line of a file belongs to exactly one of three groups (messages,
// lines the app itself wrote, lines left out), so that the three counts add up to all lines there are.

/**
 * What a message is by its text alone. A person may simply type "사진", so every kind but `deleted` and `hidden` is a
 * guess, and the text is kept.
 */
export type MessageKind =
  | 'text'
  | 'photo'
  | 'video'
  | 'emoticon'
  | 'voice'
  | 'file'
  | 'map'
  | 'contact'
  | 'search'
  | 'call'
  | 'profile'
  | 'deleted'
  | 'hidden'

/** What a line of the app itself says. */
export type NoticeKind =
  | 'joined'
  | 'left'
  | 'invited'
  | 'removed'
  | 'host'
  | 'cohost'
  | 'staff_only_on'
  | 'staff_only_off'
  | 'renamed'
  | 'deleted'
  | 'hidden'
  | 'policy'
  | 'other'

/** Why lines were left out: no such date or time, or text that belongs to no message. */
export type SkipReason = 'bad_date' | 'bad_time' | 'orphan'

/** Lines `from` to `to` of the file, counted from 1. */
export type Lines = { from: number; to: number }

/** Minutes since 1970-01-01T00:00Z of the instant (read as Korean time); null where the file tells no day. */
export type Minute = number | null

/**
 * One thing read. A message of the app in a PC file carries no time: `exact` is then false and `minute` is that of
 * what stood before it. `cut` tells that a text was longer than is kept.
 */
export type TalkEntry =
  | (Lines & {
      type: 'message'
      minute: Minute
      sender: string
      kind: MessageKind
      body: string
      cut: boolean
    })
  | (Lines & { type: 'notice'; minute: Minute; exact: boolean; kind: NoticeKind; names: string[] })
  | (Lines & { type: 'skipped'; reason: SkipReason; text: string })

/** Lines by group; they always add up to `lines`. */
export type TalkCounts = { lines: number; message: number; system: number; skipped: number }
