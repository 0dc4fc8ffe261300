import { useEffect, useState, useSyncExternalStore } from 'react'
import type { Emoji, MessageView } from '#app/shapes/live.ts'
import { fetchOwnReactions, react } from './http.ts'
import { createReactionStore, type Own, type ReactionDoor, type ReactionStore } from './reaction-store.ts'
import { AskRefused, type Line } from './socket.ts'
import { useLine } from './use-line.ts'

type Source = {
  channelId: string
  /** The room, and its messages over HTTP. */
  room: string
  address: string
  /** Asks for changes now, after something was done over HTTP. */
  check(): void
}
/** What the page brought: its messages, and which of their reactions are the reader's own. */
type Given = { messages: readonly Pick<MessageView, 'id'>[]; own: Readonly<Record<string, readonly Emoji[]>> }

/** The reader's reactions in one channel. Mount one per channel. */
export function useReactions(source: Source, given: Given): ReactionStore {
  const line = useLine()
  const [way] = useState<{ line: Line | null; source: Source }>(() => ({ line, source }))
  way.line = line
  way.source = source
  const [store] = useState(() => {
    const made = createReactionStore(doorOver(way))
    takeFrom(made, given)
    return made
  })
  const { messages, own } = given
  useEffect(() => takeFrom(store, { messages, own }), [store, messages, own])
  return store
}

/** What of a message's reactions is the reader's own. */
export function useOwnReactions(store: ReactionStore, message: MessageView): Own {
  const read = () => store.own(message.id)
  const own = useSyncExternalStore(store.subscribe, read, read)
  useEffect(() => store.meet(message), [store, message])
  return own
}

function takeFrom(store: ReactionStore, { messages, own }: Given): void {
  const ids = messages.map(({ id }) => id)
  store.take(ids, own)
}

/** Over the line; over HTTP when there is none. Twice does no harm. */
function doorOver(way: { line: Line | null; source: Source }): ReactionDoor {
  return {
    own: (ids) => fetchOwnReactions(way.source.room, ids),
    async react(messageId, emoji, on) {
      const { channelId, address, check } = way.source
      try {
        if (way.line?.isUp()) return await way.line.ask('message.react', { channelId, messageId, emoji, on })
      } catch (error) {
        if (error instanceof AskRefused) return { code: error.code }
      }
      const outcome = await react(address, { messageId, emoji, on })
      if (outcome.kind === 'refused') return { code: outcome.code }
      if (outcome.kind === 'later') return { code: 'shared.too_many' }
      if (outcome.kind === 'down') return { code: 'shared.unavailable' }
      check()
      return { rev: null }
    },
  }
}
