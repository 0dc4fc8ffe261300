import * as z from 'zod/mini'
import { channelKinds } from './case.ts'
import { Id, Rev } from './id.ts'

// What a card in the conversation shows. The same for everybody who sees its channel, so it may be pushed as it is;
// what is the viewer's own (`OwnCard`) goes to that viewer only. Instants are ISO, dates `YYYY-MM-DD` in Seoul.

const Place = { id: Id, channel: z.enum(channelKinds) }

/** A notice; `body` is null once the staff took it down. */
export const NoticeCard = z.object({
  kind: z.literal('notice'),
  ...Place,
  title: z.string(),
  body: z.nullable(z.string()),
  by: z.string(),
  at: z.string(),
  editedAt: z.nullable(z.string()),
  pinned: z.boolean(),
  acks: Rev,
})
export type NoticeCard = z.infer<typeof NoticeCard>

/** A poll. `closesAt` null: until somebody closes it. `isClosed` is by the database's clock. */
export const PollCard = z.object({
  kind: z.literal('poll'),
  ...Place,
  question: z.string(),
  multiple: z.boolean(),
  anonymous: z.boolean(),
  closesAt: z.nullable(z.string()),
  isClosed: z.boolean(),
  by: z.string(),
  at: z.string(),
  voters: Rev,
  options: z.array(z.object({ no: Rev, label: z.string(), votes: Rev })),
})
export type PollCard = z.infer<typeof PollCard>

/** A date of the case; without `startsAt` (`HH:MM` in Seoul) it lasts all day. */
export const EventCard = z.object({
  kind: z.literal('event'),
  ...Place,
  title: z.string(),
  startsOn: z.string(),
  startsAt: z.nullable(z.string()),
  endsOn: z.nullable(z.string()),
  endsAt: z.nullable(z.string()),
  place: z.string(),
  link: z.string(),
  note: z.string(),
  cancelled: z.boolean(),
  by: z.string(),
})
export type EventCard = z.infer<typeof EventCard>

/** An answer of the hosts, as it reads now; `answer` is null once it was taken away. */
export const AnswerCard = z.object({
  kind: z.literal('answer'),
  id: Id,
  question: z.string(),
  answer: z.nullable(z.string()),
})
export type AnswerCard = z.infer<typeof AnswerCard>

export const CardView = z.discriminatedUnion('kind', [NoticeCard, PollCard, EventCard, AnswerCard])
export type CardView = z.infer<typeof CardView>

/** A card with what the viewer did with it: confirmed a notice, chose in a poll. */
export const OwnCard = z.object({ card: CardView, acked: z.boolean(), choices: z.array(Rev) })
export type OwnCard = z.infer<typeof OwnCard>

/** A pinned notice in the bar: the beginning of its text, and whether that is all of it. */
export const PinnedNotice = z.object({
  ...Place,
  title: z.string(),
  excerpt: z.string(),
  isWhole: z.boolean(),
  by: z.string(),
  at: z.string(),
  acks: Rev,
})
export type PinnedNotice = z.infer<typeof PinnedNotice>

/** Cards asked for at once: one page of messages at most. */
export const CARDS_MAX = 50
export const cardKinds = ['notice', 'poll', 'event', 'answer'] as const
export type CardKind = (typeof cardKinds)[number]
/** A card as a message names it. */
export type CardRef = { kind: CardKind; id: string }

/** Cards asked for in an address: `notice.ID,poll.ID`. What is no card's name is passed over. */
export function cardRefs(written: string | null): CardRef[] {
  const refs = (written ?? '').split(',', CARDS_MAX).map((each) => {
    const [kind, id] = each.split('.', 2)
    const known = cardKinds.find((one) => one === kind)
    return known && Id.safeParse(id).success ? { kind: known, id: id ?? '' } : null
  })
  return refs.filter((ref) => ref !== null)
}
