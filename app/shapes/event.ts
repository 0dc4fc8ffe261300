import * as z from 'zod/mini'
import { channelKinds } from './case.ts'
import { seoulDate } from './civil-date.ts'
import { parseDate } from './date.ts'
import { Id } from './id.ts'
import { isBlank, readTime } from './kst-time.ts'
import { type Reading, read, shape } from './reading.ts'
import { text } from './text.ts'
import { webAddress } from './web-address.ts'

/** Longest texts of a schedule entry, in graphemes. */
export const EVENT_TEXT = { title: 80, place: 100, note: 1000 } as const

const fields = z.object({
  title: text({ max: EVENT_TEXT.title, code: 'event_title' }),
  startsOn: shape((raw) => parseDate(raw, seoulDate(Date.now()))),
  startsAt: shape(optionalTime),
  endsOn: shape(
    (raw): Reading<string | null> => (isBlank(raw) ? read(null) : parseDate(raw, seoulDate(Date.now()))),
  ),
  endsAt: shape(optionalTime),
  place: text({ max: EVENT_TEXT.place, min: 0, code: 'event_place' }),
  link: webAddress('event_link'),
  note: text({ max: EVENT_TEXT.note, min: 0, multiline: true, code: 'event_note' }),
})
type Fields = z.output<typeof fields>

/**
 * What a schedule entry says. Dates `YYYY-MM-DD`, times `HH:MM`, both of Korea; without `startsAt` it lasts all day.
 * An entry with times that names no other end day ends on the day it starts.
 */
export type EventDraft = Fields

export const EventEdit = z.pipe(fields, z.transform(whole))
/** A new entry; `id` is the form's own random id. */
export const EventForm = z.pipe(
  z.object({ id: Id, channel: z.enum(channelKinds), ...fields.shape }),
  z.transform(whole),
)

function whole<F extends Fields>(form: F, payload: z.core.ParsePayload): F {
  const wrong = (field: keyof Fields, code: string) => {
    payload.issues.push({ code: 'custom', message: code, path: [field], input: undefined })
    return z.NEVER
  }
  const { startsOn, startsAt, endsAt } = form
  const endsOn = form.endsOn ?? (endsAt ? startsOn : null)
  if (endsAt && !startsAt) return wrong('startsAt', 'event.start_time_needed')
  if (startsAt && form.endsOn && !endsAt) return wrong('endsAt', 'event.end_time_needed')
  if (endsOn && endsOn < startsOn) return wrong('endsOn', 'event.ends_before')
  if (startsAt && endsAt && endsOn === startsOn && endsAt <= startsAt)
    return wrong('endsAt', 'event.ends_before')
  return { ...form, endsOn }
}

function optionalTime(raw: unknown): Reading<string | null> {
  return isBlank(raw) ? read(null) : readTime(raw)
}
