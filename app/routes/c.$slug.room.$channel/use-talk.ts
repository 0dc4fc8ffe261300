import { createContext, useContext } from 'react'
import type { HeldStore } from '#app/live/held-store.ts'
import type { ReactionStore } from '#app/live/reaction-store.ts'
import type { Role } from '#app/shapes/case.ts'
import type { Emoji, MessageView } from '#app/shapes/live.ts'
import type { ActionPlace } from './message-actions.ts'

/** What a bubble knows of the room around it. The same object while the room is open. */
export type Talk = {
  place: ActionPlace
  /** Our own origin: links to it stay here. */
  home: string
  /** Brings a message of this channel into view, from wherever it is. */
  jump(messageId: string): void
  /** Who holds an office in the room now, by member id; messages say what their author was when they were read. */
  offices: ReadonlyMap<string, Role>
  /** Shows a picture large, and the others of its message beside it. */
  look(fileId: string): void
  /** The reader's own words that wait for a look. */
  held: HeldStore
  reactions: ReactionStore
  /** Gives a reaction or takes it back, and says so when that could not be done. */
  react(message: MessageView, emoji: Emoji): void
}

const TalkContext = createContext<Talk | null>(null)
export const TalkProvider = TalkContext.Provider

/** The room around a bubble. Throws outside of one. */
export function useTalk(): Talk {
  const talk = useContext(TalkContext)
  if (!talk) throw new Error('A bubble stands in a room')
  return talk
}
