import { type Emoji, type MessageView, reactionEmoji } from '#app/shapes/live.ts'

// Reactions as one reader sees them: the counts come with the messages, which of them are the reader's own is asked for.
// What the reader gives or takes shows at once, and is undone when the server says no.

/** Own reactions asked for in one question: those of bubbles drawn within this time, ms. */
const GATHER_MS = 50
/** Messages in one question (MY_REACTIONS_MAX in server/domain/reaction.ts). */
const ASK_MAX = 100

/** `rev`: the message shows it from there on; null while it is on its way. */
type Wish = { emoji: Emoji; on: boolean; rev: number | null }
/** What is known of the reader's own reactions to a message. */
export type Own = { given: readonly Emoji[]; wishes: readonly Wish[] }
/** A reaction under a message: how many gave it, and whether the reader is one of them. */
export type Shown = { emoji: Emoji; count: number; mine: boolean }

export type ReactionDoor = {
  /** The reader's own reactions by message id; null without an answer. */
  own(messageIds: readonly string[]): Promise<Record<string, Emoji[]> | null>
  /** Gives or takes one. Answers the rev that shows it (null: the next one), or the refusal's code. */
  react(messageId: string, emoji: Emoji, on: boolean): Promise<{ rev: number | null } | { code: string }>
}

export type ReactionStore = {
  subscribe(listener: () => void): () => void
  /** The same object while nothing changed. */
  own(messageId: string): Own
  /** A message is drawn: asks what of its reactions is the reader's own. Without reactions there is nothing to ask. */
  meet(message: Pick<MessageView, 'id' | 'reactions'>): void
  /** Takes what a page brought for these messages. */
  take(messageIds: readonly string[], own: Readonly<Record<string, readonly Emoji[]>>): void
  /** Gives the reaction, or takes it back if it is given. Answers the refusal's code, or null. */
  toggle(message: MessageView, emoji: Emoji): Promise<string | null>
}

const NOTHING: Own = { given: [], wishes: [] }

export function createReactionStore(door: ReactionDoor): ReactionStore {
  const held = new Map<string, Own>()
  const met = new Set<string>()
  const listeners = new Set<() => void>()
  let wanted: string[] = []
  const own = (id: string) => held.get(id) ?? NOTHING
  const put = (id: string, next: Own) => {
    held.set(id, next)
    for (const listener of listeners) listener()
  }
  const take: ReactionStore['take'] = (ids, given) => {
    for (const id of ids) {
      met.add(id)
      if (given[id] || held.has(id)) put(id, { ...own(id), given: given[id] ?? [] })
    }
  }
  const ask = async () => {
    const ids = wanted
    wanted = []
    for (let from = 0; from < ids.length; from += ASK_MAX) {
      const some = ids.slice(from, from + ASK_MAX)
      const found = await door.own(some)
      if (found) take(some, found)
      else for (const id of some) met.delete(id)
    }
  }
  return {
    own,
    take,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    meet({ id, reactions }) {
      if (met.has(id)) return
      met.add(id)
      // Nobody gave one yet, so the reader did not either. In a full room all would ask at the first one otherwise.
      if (reactions.length === 0) return
      wanted.push(id)
      if (wanted.length === 1) setTimeout(() => void ask(), GATHER_MS)
    },
    async toggle(message, emoji) {
      const { id } = message
      const on = !shownReactions(message, own(id)).some((one) => one.emoji === emoji && one.mine)
      const wish: Wish = { emoji, on, rev: null }
      put(id, wishing(own(id), wish, message.rev))
      const answer = await door.react(id, emoji, on)
      const { given, wishes } = own(id)
      // A newer wish for the same emoji has taken its place.
      if (!wishes.includes(wish)) return 'code' in answer ? answer.code : null
      const others = wishes.filter((one) => one !== wish)
      if ('code' in answer) {
        put(id, { given, wishes: others })
        return answer.code
      }
      put(id, { given, wishes: [...others, { ...wish, rev: answer.rev ?? message.rev + 1 }] })
      return null
    },
  }
}

/** With one more wish. Those that the message shows by now are the reader's own. */
function wishing({ given, wishes }: Own, wish: Wish, rev: number): Own {
  const settled = wishes.filter((one) => one.rev !== null && one.rev <= rev)
  const now = new Set(given)
  for (const { emoji, on } of settled) {
    if (on) now.add(emoji)
    else now.delete(emoji)
  }
  const waiting = wishes.filter((one) => !settled.includes(one) && one.emoji !== wish.emoji)
  return { given: [...now], wishes: [...waiting, wish] }
}

/** The reactions under a message, in the order in which they are offered. */
export function shownReactions(
  { reactions, rev }: Pick<MessageView, 'reactions' | 'rev'>,
  { given, wishes }: Own,
): Shown[] {
  return reactionEmoji.flatMap((emoji) => {
    const said = reactions.find((one) => one.emoji === emoji)?.count ?? 0
    const wish = wishes.find((one) => one.emoji === emoji)
    const was = given.includes(emoji)
    const mine = wish?.on ?? was
    const counted = wish === undefined || wish.on === was || (wish.rev !== null && wish.rev <= rev)
    const count = counted ? said : said + (wish.on ? 1 : -1)
    return count > 0 ? [{ emoji, count, mine }] : []
  })
}
