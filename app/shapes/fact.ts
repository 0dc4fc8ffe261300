import * as z from 'zod/mini'
import { kstDate } from './date.ts'
import { Id } from './id.ts'
import { read, refuse, shape } from './reading.ts'
import { text } from './text.ts'

/** Messages taken over at once: what one screen can show for checking. */
export const CITED_MAX = 20

/** How sure a fact of the timeline is: said by somebody, checked by a host, contradicted, or put right. */
export const factStates = ['claimed', 'confirmed', 'disputed', 'corrected'] as const
export type FactState = (typeof factStates)[number]

/** Ids of messages, in a form repeated or with commas between. Refuses `citation.none`, `citation.too_many`. */
export const MessageIds = shape((raw) => {
  const listed = Array.isArray(raw) ? raw : typeof raw === 'string' ? raw.split(',') : []
  const ids = [...new Set(listed.filter((one) => one !== ''))]
  if (ids.length === 0) return refuse('citation.none')
  if (ids.length > CITED_MAX) return refuse('citation.too_many')
  const all = z.array(Id).safeParse(ids)
  return all.success ? read(all.data) : refuse('citation.none')
})

/** A clock time of Seoul, `HH:MM`, or null when only the day is known. Refuses `fact_time.unreadable`. */
const ClockTime = shape((raw) => {
  if (raw === undefined || raw === null || raw === '') return read(null)
  const match = typeof raw === 'string' ? /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(raw.trim()) : null
  return match ? read(`${match[1]?.padStart(2, '0')}:${match[2]}`) : refuse('fact_time.unreadable')
})

/** What the form for a fact sends. Sent twice with one `id`, it is one fact. */
export const FactDraft = z.object({
  id: Id,
  messages: MessageIds,
  body: text({ max: 300, multiline: true, code: 'fact_body' }),
  happenedOn: kstDate,
  happenedTime: ClockTime,
})
export type FactDraft = z.infer<typeof FactDraft>

/** What the form for evidence sends. */
export const EvidenceDraft = z.object({
  id: Id,
  messages: MessageIds,
  title: text({ max: 80, code: 'evidence_title' }),
  shows: text({ max: 300, min: 0, multiline: true, code: 'evidence_shows' }),
})
export type EvidenceDraft = z.infer<typeof EvidenceDraft>
