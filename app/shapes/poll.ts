import * as z from 'zod/mini'
import { channelKinds } from './case.ts'
import { Id } from './id.ts'
import { type Moment, momentIssue, readMoment } from './kst-time.ts'
import { POLL_OPTIONS, POLL_TEXT } from './poll-limits.ts'
import { type Reading, read, refuse, shape } from './reading.ts'
import { text } from './text.ts'

/** When a poll ends that names a day but no time. */
const END_OF_DAY = '23:59'

/**
 * A poll as its form sends it. `options` in order, empty lines left out; `closesAt` an ISO instant, or null until
 * somebody closes it; `id` the form's own random id.
 */
export const PollForm = z.pipe(
  z.object({
    id: Id,
    channel: z.enum(channelKinds),
    question: text({ max: POLL_TEXT.question, code: 'poll_question' }),
    options: shape(readOptions),
    multiple: shape((raw) => read(raw === 'on')),
    anonymous: shape((raw) => read(raw === 'on')),
    closesOn: z.optional(z.unknown()),
    closesAt: z.optional(z.unknown()),
  }),
  z.transform(({ closesOn, closesAt, ...form }, payload) => {
    const until: Moment = readMoment(closesOn, closesAt, { alone: END_OF_DAY })
    if ('instant' in until) return { ...form, closesAt: until.instant }
    payload.issues.push(momentIssue(until, { date: 'closesOn', time: 'closesAt' }))
    return z.NEVER
  }),
)

/** What was chosen, as numbers of options: several of one name, or `1,3`. Empty takes the vote back. */
export const PollChoices = z.object({
  choices: shape((raw): Reading<number[]> => {
    const given = (Array.isArray(raw) ? raw : typeof raw === 'string' ? raw.split(',') : []).filter(
      (each) => each !== '',
    )
    const numbers = [...new Set(given.map((each) => (/^\d{1,2}$/.test(String(each)) ? Number(each) : 0)))]
    numbers.sort((a, b) => a - b)
    const fits = numbers.every((no) => no >= 1 && no <= POLL_OPTIONS.max)
    return fits ? read(numbers) : refuse('poll.no_such_option')
  }),
})

function readOptions(raw: unknown): Reading<string[]> {
  const label = text({ max: POLL_TEXT.label, min: 0, code: 'poll_label' })
  const labels: string[] = []
  for (const one of Array.isArray(raw) ? raw : [raw]) {
    const parsed = label.safeParse(one)
    if (!parsed.success) return refuse(parsed.error.issues[0]?.message ?? 'poll_label.unreadable')
    if (parsed.data !== '') labels.push(parsed.data)
  }
  if (labels.length < POLL_OPTIONS.min) return refuse('poll.options_needed')
  if (labels.length > POLL_OPTIONS.max) return refuse('poll.too_many_options')
  return new Set(labels).size === labels.length ? read(labels) : refuse('poll.same_option')
}

/** Whom the page of a poll is asked about: those who chose option `who`, after that member. Anything else: nobody. */
export const PollQuery = z.object({
  who: z.catch(
    z.pipe(
      z.string().check(z.regex(/^\d{1,2}$/)),
      z.transform((no): number | null => Number(no)),
    ),
    null,
  ),
  after: z.catch(z.nullable(Id), null),
})
