import type { Minute, SkipReason } from './entry.ts'
import type { Notice } from './notices.ts'

/** What one line is by its own look. Null: text that goes on with what stands before it. */
export type Sign =
  | { type: 'head'; minute: Minute; sender: string; body: string }
  | { type: 'notice'; minute: Minute; exact: boolean; notice: Notice }
  /** A line of the file's own: a day between dashes, a bare minute, a column header. */
  | { type: 'frame' }
  /** It looks like a head or a day, but there is no such date or time. */
  | { type: 'bad'; reason: Exclude<SkipReason, 'orphan'> }
  | null

/** How one kind of file is written. Holds what a line means by those before it (the day), so one for each file. */
export type Dialect = {
  sign(line: string): Sign
  /** What stands behind the first line of a message, once the message is whole. */
  finish?(body: string): { body: string; notices: Notice[] }
}

/** Longer names are none: a comma or bracket far to the right, in UTF-16 units. The app allows 20 characters. */
export const NAME_MAX_UNITS = 120
