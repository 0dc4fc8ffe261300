import { createContext, useCallback, useContext, useMemo, useState } from 'react'
import type { MessageView } from '#app/shapes/live.ts'

/** Messages chosen at once: a page and a half of a busy evening, and one form still carries their ids. */
export const SELECTED_MAX = 50

export type Selection = {
  /** True while taps choose messages instead of opening them. */
  on: boolean
  ids: ReadonlySet<string>
  /** Chooses a message or lets it go. Past the most, a further one is not taken. */
  toggle(message: MessageView): void
}

const none: Selection = { on: false, ids: new Set(), toggle: () => {} }
const SelectionContext = createContext<Selection>(none)
export const SelectionProvider = SelectionContext.Provider

/** The selection of this room, as each bubble sees it. */
export function useSelected(): Selection {
  return useContext(SelectionContext)
}

/**
 * The messages chosen, in order of their places. `held` are the newest views at hand: a chosen message follows its
 * edits, and is let go when its words go out of sight.
 */
export function useSelection(held: readonly MessageView[]) {
  const [chosen, setChosen] = useState<ReadonlyMap<string, MessageView> | null>(null)
  const messages = useMemo(() => newest(chosen, held), [chosen, held])
  const begin = useCallback(
    (first: readonly MessageView[]) => setChosen(new Map(first.map((message) => [message.id, message]))),
    [],
  )
  const end = useCallback(() => setChosen(null), [])
  const toggle = useCallback((message: MessageView) => {
    setChosen((before) => {
      const after = new Map(before)
      if (!after.delete(message.id) && after.size < SELECTED_MAX) after.set(message.id, message)
      return after
    })
  }, [])
  const on = chosen !== null
  const selection = useMemo<Selection>(
    () => ({ on, ids: new Set(messages.map(({ id }) => id)), toggle }),
    [on, messages, toggle],
  )
  return { messages, selection, begin, end }
}

function newest(chosen: ReadonlyMap<string, MessageView> | null, held: readonly MessageView[]) {
  if (!chosen || chosen.size === 0) return []
  const views = new Map(chosen)
  for (const message of held) if (views.has(message.id)) views.set(message.id, message)
  return [...views.values()].filter(({ gone }) => gone === null).sort((a, b) => a.seq - b.seq)
}
