import { seoulClock } from '#app/shapes/civil-date.ts'
import { isQuiet, type QuietHours, USUAL_QUIET } from '#app/shapes/notify.ts'

const HOUR_MS = 3_600_000

/** The quiet hours of a row of `notify_member`; `known` is false where there is no row. */
export type QuietRow = { known: boolean; quietFrom: number | null; quietTo: number | null }

export function quietOf({ known, quietFrom, quietTo }: QuietRow): QuietHours | null {
  if (!known) return USUAL_QUIET
  return quietFrom === null || quietTo === null ? null : { from: quietFrom, to: quietTo }
}

/** Whether somebody with these quiet hours is to be left in peace at that instant. */
export function isQuietAt(quiet: QuietHours | null, at: Date): boolean {
  return isQuiet(quiet, seoulClock(at).getUTCHours())
}

/** Milliseconds from that instant to the end of the quiet hours, when they last. */
export function quietLasts({ to }: QuietHours, at: Date): number {
  const sinceMidnight = seoulClock(at).getTime() % (24 * HOUR_MS)
  return (to * HOUR_MS - sinceMidnight + 24 * HOUR_MS) % (24 * HOUR_MS)
}
