import type { CardView, PinnedNotice } from '#app/shapes/card.ts'
import type { ChannelKind } from '#app/shapes/case.ts'
import type { ChannelState } from '#app/shapes/channel-state.ts'
import type { ExportState } from '#app/shapes/export.ts'
import type { CasePart, MessageView } from '#app/shapes/live.ts'

/**
 * What a committed change tells the rest of the process (the socket fan-out first of all). Only ids and numbers,
 * except messages and what they show, whose views go to their own channel and nowhere else.
 */
export type Happening =
  | {
      kind: 'channel.changed'
      caseId: string
      channelId: string
      from: number
      to: number
      changes: MessageView[]
    }
  /** So far have these accounts read the channel. */
  | { kind: 'channel.read'; caseId: string; channelId: string; marks: { accountId: string; seq: number }[] }
  | { kind: 'channel.state'; caseId: string; channelId: string; state: ChannelState }
  | { kind: 'case.changed'; caseId: string; what: CasePart[] }
  /** For one member: something of theirs changed. */
  | { kind: 'member.told'; caseId: string; memberId: string; what: CasePart[] }
  /** A card says something new, to those who see its channel. */
  | { kind: 'card.changed'; caseId: string; channelId: string; card: CardView }
  /** How often a card was confirmed or chosen: a poll's counts stand in the order of its options. */
  | {
      kind: 'card.counted'
      caseId: string
      channelId: string
      cardId: string
      counts: number[]
      total: number
    }
  /** What is pinned in a channel; that of `all` is for the whole case. */
  | {
      kind: 'notices.pinned'
      caseId: string
      channelId: string
      channel: ChannelKind
      notices: PinnedNotice[]
    }
  | { kind: 'member.left'; caseId: string; memberId: string; accountId: string }
  /** They see other channels now. */
  | { kind: 'member.given_role'; caseId: string; memberId: string; accountId: string }
  | { kind: 'session.ended'; sessionIds: string[] }
  | {
      kind: 'export.progress'
      caseId: string
      exportId: string
      memberId: string
      state: ExportState
      rowsDone: number
      rowsTotal: number
    }
