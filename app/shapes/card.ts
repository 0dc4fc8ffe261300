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
  ...Place,
  question: z.string(),
  answer: z.nullable(z.string()),
})
export type AnswerCard = z.infer<typeof AnswerCard>

export const CardView = z.discriminatedUnion('kind', [NoticeCard, PollCard, EventCard, AnswerCard])
export type CardView = z.infer<typeof CardView>

/** A card with what the viewer did with it: confirmed a notice, chose in a poll. */
export const OwnCard = z.object({ card: CardView, acked: z.boolean(), choices: z.array(Rev) })
export type OwnCard = z.infer<typeof OwnCard>

/** Cards asked for at once: more than a page of messages has room for. */
export const CARDS_MAX = 50
/** What a browser asks for by id, separated by commas. */
export const CardIds = z.pipe(
  z.transform((raw: unknown) => (typeof raw === 'string' ? raw.split(',', CARDS_MAX) : [])),
  z.array(Id),
)
