import * as z from 'zod/mini'
import { channelKinds } from './case.ts'
import { slowSpans, slowSteps } from './channel-state.ts'
import { Id } from './id.ts'
import { LabelChoice } from './labels.ts'
import { read, refuse, shape } from './reading.ts'
import { text } from './text.ts'

/** The reasons people choose from, for reporting, hiding, removing and silencing alike. */
export const reasons = ['fraud', 'personal', 'abuse', 'spam', 'false', 'other'] as const
export type Reason = (typeof reasons)[number]

/** A reason as a form sends it. Refuses `order.why_needed`. */
export const ReasonChoice = shape((raw) => {
  const why = reasons.find((known) => known === raw)
  return why ? read<Reason>(why) : refuse('order.why_needed')
})

/** One of some numbers, as a form sends it. */
function oneOf(numbers: readonly number[]) {
  return shape((raw) => {
    const chosen = numbers.find((number) => String(number) === raw)
    return chosen === undefined ? refuse('shared.check_value') : read(chosen)
  })
}

/** Ids from boxes, none or many. */
function ids(most: number) {
  return shape((raw) => {
    const listed = Array.isArray(raw) ? raw : raw === undefined || raw === '' ? [] : [raw]
    const known = z
      .array(Id)
      .check(z.maxLength(most))
      .safeParse([...new Set(listed)])
    return known.success ? read(known.data) : refuse('shared.check_value')
  })
}

/** How long a member may be silenced, minutes: ten minutes, an hour, a day, three days. */
export const muteSpans = [10, 60, 1440, 4320] as const

/** The longest explanation of a report, in graphemes: a few sentences to whoever looks. */
export const REPORT_WORDS_MAX = 300

const Channel = z.object({ channel: z.enum(channelKinds) })
const Message = z.object({ messageId: Id })
const Member = z.object({ memberId: Id })

/** Filings one form may name: a case has fewer. */
const GRANTS_MAX = 100

/** What the forms of order send, by their `intent`. */
export const orderForms = {
  slow: z.extend(Channel, { seconds: oneOf(slowSteps), minutes: oneOf(slowSpans) }),
  unslow: Channel,
  close: Channel,
  open: Channel,
  report: z.extend(Message, {
    why: ReasonChoice,
    words: text({ min: 0, max: REPORT_WORDS_MAX, multiline: true }),
  }),
  hide: z.extend(Message, { why: ReasonChoice }),
  show: Message,
  keep: Message,
  appeal: Message,
  refuse: Message,
  mute: z.extend(Member, { minutes: oneOf(muteSpans), why: ReasonChoice }),
  unmute: Member,
  remove: z.extend(Member, { why: ReasonChoice, back: z.optional(z.string()) }),
  readmit: Member,
  appoint: Member,
  dismiss: Member,
  label: z.extend(Member, { label: LabelChoice }),
  grant: z.extend(Member, { filingIds: ids(GRANTS_MAX) }),
  handOver: z.extend(Member, { password: z._default(z.string(), '') }),
} as const

/** What a form of order does. */
export type OrderIntent = keyof typeof orderForms

/** What the acts of order are about: the filter of their log. */
export const logKinds = ['messages', 'people', 'channels'] as const
export type LogKind = (typeof logKinds)[number]

/** What the log is asked for; anything unreadable means "all, from the newest". */
export const LogQuery = z.object({
  of: z.catch(z.nullable(z.enum(logKinds)), null),
  before: z.catch(z.nullable(z.coerce.number().check(z.int(), z.positive())), null),
})
