import { CARDS_MAX, type CardRef, type CardView, type OwnCard } from '#app/shapes/card.ts'
import type { SayData } from '#app/shapes/live.ts'

// The cards a page knows: those the server rendered, those pushed since, and those asked for as older messages came
// into view. What is the viewer's own is never pushed; it comes with the page or with an answer.

/** Cards asked for in one question: those of bubbles drawn within this time, ms. */
const GATHER_MS = 30

/** The questions a store asks; answers are null when there is no way. */
export type CardDoor = {
  load(refs: readonly CardRef[]): Promise<OwnCard[] | null>
  /** Answers the refusal's code, or null when it went through. */
  ack(id: string): Promise<{ acks: number } | { code: string }>
  vote(
    id: string,
    choices: readonly number[],
  ): Promise<{ voters: number; counts: number[] } | { code: string }>
}

export type CardStore = {
  get(id: string): OwnCard | undefined
  subscribe(listener: () => void): () => void
  /** Asks for a card that is not known yet, together with others asked for at the same time. */
  want(ref: CardRef): void
  /** Asks again for the newest of those known: something may have been missed. */
  refresh(): void
  /** Takes what a page brought. */
  take(cards: readonly OwnCard[]): void
  changed(card: CardView): void
  counted(said: Pick<SayData<'card.counted'>, 'cardId' | 'counts' | 'total'>): void
  /** Answers the refusal's code, or null. */
  ack(id: string): Promise<string | null>
  vote(id: string, choices: readonly number[]): Promise<string | null>
}

export function createCardStore(door: CardDoor, initial: readonly OwnCard[]): CardStore {
  const held = new Map(initial.map((own) => [own.card.id, own]))
  const listeners = new Set<() => void>()
  const asked = new Set<string>()
  let wanted: CardRef[] = []
  const put = (own: OwnCard) => {
    held.set(own.card.id, own)
    for (const listener of listeners) listener()
  }
  const load = async (refs: readonly CardRef[]) => {
    for (let from = 0; from < refs.length; from += CARDS_MAX) {
      const found = await door.load(refs.slice(from, from + CARDS_MAX))
      for (const own of found ?? []) put(own)
    }
    for (const { id } of refs) asked.delete(id)
  }
  return {
    get: (id) => held.get(id),
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    want(ref) {
      if (held.has(ref.id) || asked.has(ref.id)) return
      asked.add(ref.id)
      wanted.push(ref)
      if (wanted.length > 1) return
      setTimeout(() => {
        const refs = wanted
        wanted = []
        void load(refs)
      }, GATHER_MS)
    },
    refresh: () =>
      void load([...held.values()].slice(-CARDS_MAX).map(({ card: { kind, id } }) => ({ kind, id }))),
    take(cards) {
      for (const own of cards) if (held.get(own.card.id) !== own) put(own)
    },
    changed(card) {
      const own = held.get(card.id)
      if (own) put({ ...own, card })
      // Of a card nobody acted on yet, the viewer's own part is known too; another is asked for when it is shown.
      else if (isUntouched(card)) put({ card, acked: false, choices: [] })
    },
    counted({ cardId, counts, total }) {
      const own = held.get(cardId)
      if (own) put({ ...own, card: withCounts(own.card, counts, total) })
    },
    async ack(id) {
      const answer = await door.ack(id)
      const own = held.get(id)
      if ('code' in answer) return answer.code
      if (own) put({ ...own, card: withCounts(own.card, [], answer.acks), acked: true })
      return null
    },
    async vote(id, choices) {
      const answer = await door.vote(id, choices)
      const own = held.get(id)
      if ('code' in answer) return answer.code
      if (own)
        put({ ...own, card: withCounts(own.card, answer.counts, answer.voters), choices: [...choices] })
      return null
    },
  }
}

function isUntouched(card: CardView): boolean {
  if (card.kind === 'notice') return card.acks === 0
  return card.kind !== 'poll' || card.voters === 0
}

function withCounts(card: CardView, counts: readonly number[], total: number): CardView {
  if (card.kind === 'notice') return { ...card, acks: total }
  if (card.kind !== 'poll') return card
  const options = card.options.map((option, at) => ({ ...option, votes: counts[at] ?? option.votes }))
  return { ...card, options, voters: total }
}
