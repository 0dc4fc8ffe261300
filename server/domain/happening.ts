import type { ChannelState } from '#app/shapes/channel-state.ts'
import type { CasePart, MessageView } from '#app/shapes/live.ts'

/**
 * What a committed change tells the rest of the process (the socket fan-out first of all). Only ids and numbers,
 * except messages, whose views go to their own channel and nowhere else.
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
  | { kind: 'channel.state'; caseId: string; channelId: string; state: ChannelState }
  | { kind: 'case.changed'; caseId: string; what: CasePart[] }
  /** For one member: something of theirs changed. */
  | { kind: 'member.told'; caseId: string; memberId: string; what: CasePart[] }
  | { kind: 'member.left'; caseId: string; memberId: string; accountId: string }
  | { kind: 'session.ended'; sessionIds: string[] }
  | {
      kind: 'export.progress'
      caseId: string
      exportId: string
      memberId: string
      state: 'waiting' | 'building' | 'ready' | 'failed' | 'expired'
      rowsDone: number
      rowsTotal: number
    }
