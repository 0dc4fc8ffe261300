import * as z from 'zod/mini'
import { CardView, PinnedNotice } from './card.ts'
import { channelKinds, everySide } from './case.ts'
import { ChannelState, ChannelStateSaid } from './channel-state.ts'
import { exportStates } from './export.ts'
import { Id, Rev } from './id.ts'
import { personalKinds } from './personal-data.ts'

// All that may cross the socket. A kind missing here can be neither asked nor said; undeclared fields are
// stripped in both directions. What is said to a channel is what its least privileged member may see;
// everything else is a hint (`case.changed`) that makes a page ask again through its own membership.

/** The longest message, in characters as people count them (graphemes). */
export const MESSAGE_MAX = 2000

/** Pictures one message may carry, and people it may name. */
export const MESSAGE_FILES_MAX = 10
export const MESSAGE_MENTIONS_MAX = 10

/** Why a message's words are out of sight: its author took them back, a host hid them, they await a look, a law. */
export const goneKinds = ['deleted', 'hidden', 'held', 'erased'] as const
export type GoneKind = (typeof goneKinds)[number]
/** The reason a host gave for hiding, or that the room found by itself (`reports`, `new_member`, `recruit`). */
export const goneReasons = [
  'personal',
  'fraud',
  'abuse',
  'spam',
  'false',
  'reports',
  'new_member',
  'recruit',
  'other',
] as const
export type GoneReason = (typeof goneReasons)[number]

/** What one may answer to a message without words. */
export const reactionEmoji = ['👍', '🙏', '❤️', '😢', '😡', '😮', '✅', '👀'] as const
export const Emoji = z.enum(reactionEmoji)
export type Emoji = z.infer<typeof Emoji>

/** Kinds of personal data that the writer was asked about and wants to say openly. */
export const Insist = z.array(z.enum(personalKinds)).check(z.maxLength(personalKinds.length))

/** A member named in a message; `name` is what stands behind the @ in the words. */
export const Mention = z.object({ id: Id, name: z.string() })
export type Mention = z.infer<typeof Mention>
/** How often an emoji was given. Who gave it is not said. */
export const Reaction = z.object({ emoji: Emoji, count: Rev })
export type Reaction = z.infer<typeof Reaction>
/** A picture of a message: px of the shown copy, bytes of the original. */
export const MessageFile = z.object({
  id: Id,
  kind: z.enum(['picture']),
  width: Rev,
  height: Rev,
  bytes: Rev,
})
export type MessageFile = z.infer<typeof MessageFile>
/** Something of its own that a message shows: what it holds is asked for by its id. */
export const MessageCard = z.object({
  kind: z.enum(['poll', 'event', 'notice', 'answer']),
  id: Id,
  title: z.string(),
})
export type MessageCard = z.infer<typeof MessageCard>

/**
 * One message as every member of its channel sees it. `body` is null when `gone` says why; then nothing else of it is
 * shown either. `at` and `editedAt` are ISO instants.
 */
export const MessageView = z.object({
  id: Id,
  clientId: Id,
  seq: Rev,
  rev: Rev,
  author: z.object({
    id: Id,
    nickname: z.string(),
    side: z.enum(everySide),
    role: z.enum(['host', 'cohost', 'member']),
  }),
  body: z.nullable(z.string()),
  gone: z.nullable(z.enum(goneKinds)),
  goneWhy: z.nullable(z.enum(goneReasons)),
  mentions: z.array(Mention),
  reactions: z.array(Reaction),
  files: z.array(MessageFile),
  card: z.nullable(MessageCard),
  replyTo: z.nullable(z.object({ id: Id, seq: Rev, nickname: z.string(), body: z.nullable(z.string()) })),
  at: z.string(),
  editedAt: z.nullable(z.string()),
})
export type MessageView = z.infer<typeof MessageView>

/** What somebody wrote and nobody else sees yet: a host looks first. */
export const HeldWords = z.object({
  body: z.string(),
  mentions: z.array(Mention),
  files: z.array(MessageFile),
})
export type HeldWords = z.infer<typeof HeldWords>

/**
 * The changes of a channel in (from, to], as whole messages ordered by rev. A message changed twice stands once,
 * at its newest rev, so revs may skip; only `from` and `to` say what is covered.
 */
export const ChannelChanges = z.object({ channelId: Id, from: Rev, to: Rev, changes: z.array(MessageView) })
export type ChannelChanges = z.infer<typeof ChannelChanges>

/** A page of changes when catching up; `more` says to ask again from `to`. */
export const ChangesPage = z.object({ ...ChannelChanges.shape, head: Rev, more: z.boolean() })

const Nothing = z.object({})

/** What of a case may have changed, each asked again by those who show it. */
export const caseParts = [
  'totals',
  'members',
  'claims',
  'case',
  'exports',
  'answers',
  'order',
  'notifications',
  'notices',
  'polls',
  'events',
  'facts',
  'respondents',
  'consents',
  'evidence',
  'filings',
  'guide',
] as const
export type CasePart = (typeof caseParts)[number]

/** Questions a browser may ask, each with what goes in and what comes out when it is answered. */
export const asks = {
  /** Joins the channel's live stream, then answers what changed after `after`. `order` says who may write how often. */
  'channel.enter': {
    in: z.object({ channelId: Id, after: Rev }),
    out: z.object({ ...ChangesPage.shape, order: ChannelState }),
  },
  'channel.leave': { in: z.object({ channelId: Id }), out: Nothing },
  /**
   * For pages beside the conversation: from here on this browser hears what is said to the case, and its channels' counts.
   * `missed` says that it heard nothing of it before.
   */
  'case.enter': { in: z.object({ caseId: Id }), out: z.object({ missed: z.boolean() }) },
  /** Moves the reader's mark; it never moves back. */
  'channel.read': { in: z.object({ channelId: Id, seq: Rev }), out: z.object({ seq: Rev }) },
  'channel.typing': { in: z.object({ channelId: Id }), out: Nothing },
  /**
   * Answered after commit. A retry with the same clientId answers the first result. `gone` is `held` when a host must
   * look first; `masked` says that personal data in it was covered.
   */
  'message.post': {
    in: z.object({
      channelId: Id,
      clientId: Id,
      body: z.string(),
      replyTo: z.nullable(Id),
      mentions: z._default(z.array(Id).check(z.maxLength(MESSAGE_MENTIONS_MAX)), []),
      files: z._default(z.array(Id).check(z.maxLength(MESSAGE_FILES_MAX)), []),
      insist: z._default(Insist, []),
    }),
    out: z.object({
      id: Id,
      seq: Rev,
      rev: Rev,
      at: z.string(),
      gone: z.nullable(z.enum(goneKinds)),
      masked: z.boolean(),
    }),
  },
  /** Gives a reaction or takes it back; answered after commit, at most a second later. */
  'message.react': {
    in: z.object({ channelId: Id, messageId: Id, emoji: Emoji, on: z.boolean() }),
    out: z.object({ rev: Rev }),
  },
} as const

/** What the server says unasked. All of it may be lost; nothing depends on its arrival. */
export const says = {
  'channel.changes': ChannelChanges,
  'channel.head': z.object({ channelId: Id, head: Rev }),
  /** So many messages came, up to seq `to`, in a channel one reads and does not have open. */
  'channel.posted': z.object({ channelId: Id, to: Rev, count: Rev }),
  /** Another device of the reader has read the channel up to `seq`. */
  'channel.read': z.object({ channelId: Id, seq: Rev }),
  /** Who may write how often, when that changed; also in the answer to `channel.enter`. */
  'channel.state': ChannelStateSaid,
  /** Counts only, at most once a second a channel. */
  'channel.presence': z.object({ channelId: Id, here: Rev, typing: Rev }),
  /** A card says something new. */
  'card.changed': z.object({ channelId: Id, card: CardView }),
  /** A notice's acks, or a poll's voters with the votes in the order of its options. */
  'card.counted': z.object({ channelId: Id, cardId: Id, counts: z.array(Rev), total: Rev }),
  /** All that is pinned in a channel now, from the top; what is pinned in `all` is told to the whole case. */
  'notices.pinned': z.object({ caseId: Id, channel: z.enum(channelKinds), notices: z.array(PinnedNotice) }),
  'case.changed': z.object({
    caseId: Id,
    what: z.array(z.enum(caseParts)),
  }),
  'export.progress': z.object({
    exportId: Id,
    state: z.enum(exportStates),
    rowsDone: Rev,
    rowsTotal: Rev,
  }),
  /** Something may have been missed: enter again from what you have. */
  resync: Nothing,
  /** The membership or session behind this socket ended. */
  farewell: z.object({ why: z.enum(['session', 'member', 'shutdown']), retryAfterMs: Rev }),
} as const

export type AskKind = keyof typeof asks
export type SayKind = keyof typeof says
/** What a browser sends; what has a default may be missing. */
export type AskIn<K extends AskKind> = z.input<(typeof asks)[K]['in']>
/** The same once read. */
export type AskRead<K extends AskKind> = z.output<(typeof asks)[K]['in']>
export type AskOut<K extends AskKind> = z.infer<(typeof asks)[K]['out']>
export type SayData<K extends SayKind> = z.infer<(typeof says)[K]>

/** The answer to an ask: the result, or the refusal's code with an optional wait in ms. */
export type Answer<T> = ({ ok: true } & { out: T }) | { ok: false; code: string; retryAfterMs?: number }

/** Event signatures as Socket.IO wants them, client to server. */
export type Asks = { [K in AskKind]: (input: AskIn<K>, answer: (a: Answer<AskOut<K>>) => void) => void }
/** Event signatures as Socket.IO wants them, server to client. */
export type Says = { [K in SayKind]: (data: SayData<K>) => void }
