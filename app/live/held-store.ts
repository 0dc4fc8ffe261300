import type { HeldWords } from '#app/shapes/live.ts'

// The reader's own words that wait for a look. What a channel is told is the same for all and holds none of them, so
// they are asked for apart: with the page, and when such a message is drawn that the page did not bring.

/** Messages asked for in one question: those drawn within this time, ms. */
const GATHER_MS = 50

export type HeldStore = {
  subscribe(listener: () => void): () => void
  get(messageId: string): HeldWords | undefined
  /** Asks for the words of a message, together with others asked for at the same time. Once, if there is an answer. */
  want(messageId: string): void
  take(words: Readonly<Record<string, HeldWords>>): void
}

/** `load` answers the words by message id, or null where there is no way. */
export function createHeldStore(
  load: (messageIds: readonly string[]) => Promise<Record<string, HeldWords> | null>,
): HeldStore {
  const held = new Map<string, HeldWords>()
  const asked = new Set<string>()
  const listeners = new Set<() => void>()
  let wanted: string[] = []
  const take: HeldStore['take'] = (words) => {
    for (const [id, one] of Object.entries(words)) held.set(id, one)
    for (const listener of listeners) listener()
  }
  const ask = async () => {
    const ids = wanted
    wanted = []
    const found = await load(ids)
    if (found) take(found)
    else for (const id of ids) asked.delete(id)
  }
  return {
    get: (id) => held.get(id),
    take,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    want(id) {
      if (held.has(id) || asked.has(id)) return
      asked.add(id)
      wanted.push(id)
      if (wanted.length === 1) setTimeout(() => void ask(), GATHER_MS)
    },
  }
}
