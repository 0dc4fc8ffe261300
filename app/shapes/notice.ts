import * as z from 'zod/mini'
import { channelKinds } from './case.ts'
import { Id } from './id.ts'
import { type Moment, momentIssue, readMoment } from './kst-time.ts'
import { read, refuse, shape } from './reading.ts'
import { text } from './text.ts'

/** Longest title and text of a notice, in graphemes: a line of the bar, and three screens of a phone. */
export const NOTICE_TEXT = { title: 80, body: 2000 } as const
/** Notices pinned in one channel at once; the bar shows them without scrolling. */
export const PINS_MAX = 3
/** How much of a pinned notice the bar shows, in graphemes: four lines of a phone. */
export const EXCERPT = 120
/** When a notice goes out that names a day but no time. */
const MORNING = '09:00'

const words = {
  title: text({ max: NOTICE_TEXT.title, code: 'notice_title' }),
  body: text({ max: NOTICE_TEXT.body, multiline: true, code: 'notice_body' }),
}
const moment = { publishOn: z.optional(z.unknown()), publishAt: z.optional(z.unknown()) }

/**
 * A notice as its form sends it. `channel` all is for the whole case; `from` the message it was made from; `publishAt`
 * an ISO instant, or null for now; `id` the form's own random id.
 */
export const NoticeForm = z.pipe(
  z.object({
    id: Id,
    channel: z.enum(channelKinds),
    ...words,
    pins: shape((raw) => read(raw === 'on')),
    from: z.optional(z.union([Id, z.literal('')])),
    ...moment,
  }),
  z.transform(({ from, ...form }, payload) => ({ ...withMoment(form, payload), from: from || null })),
)

/** New words for a notice; `version` is the one that was read. */
export const NoticeEdit = z.object({
  version: shape((raw) => {
    const version = Number(raw)
    return Number.isSafeInteger(version) && version > 0 ? read(version) : refuse('notice.changed_elsewhere')
  }),
  ...words,
})

/** Another time for a notice that waits. */
export const NoticeMove = z.pipe(
  z.object(moment),
  z.transform((form, payload) => {
    const { publishAt } = withMoment(form, payload)
    if (publishAt !== null) return { publishAt }
    payload.issues.push({ code: 'custom', message: 'date.empty', path: ['publishOn'], input: undefined })
    return z.NEVER
  }),
)

/** Where in the bar a notice goes; `off` is out of it. */
export const pinMoves = ['top', 'up', 'down', 'off'] as const
export type PinMove = (typeof pinMoves)[number]
export const NoticePin = z.object({ to: z.enum(pinMoves) })

function withMoment<F extends { publishOn?: unknown; publishAt?: unknown }>(
  { publishOn, publishAt, ...form }: F,
  payload: z.core.ParsePayload,
): Omit<F, 'publishOn' | 'publishAt'> & { publishAt: string | null } {
  const read: Moment = readMoment(publishOn, publishAt, { alone: MORNING })
  if ('instant' in read) return { ...form, publishAt: read.instant }
  payload.issues.push(momentIssue(read, { date: 'publishOn', time: 'publishAt' }))
  return z.NEVER
}
