import {
  createContext,
  createElement,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react'
import type { CardRef, OwnCard } from '#app/shapes/card.ts'
import type { ChannelKind } from '#app/shapes/case.ts'
import { cardDoor, fetchPinned, type OwnPinned } from './card-door.ts'
import { type CardStore, createCardStore } from './card-store.ts'
import { onReturn } from './on-return.ts'
import { useLine } from './use-line.ts'

/** After the line was away, cards and bar are asked for again at random within this time, ms: ten thousand come back. */
const SPREAD_MS = 30_000

const CardsContext = createContext<{ slug: string; store: CardStore } | null>(null)

type Source = { slug: string; caseId: string; channelId: string; kind: ChannelKind }
type Given = { cards: readonly OwnCard[]; pinned: readonly OwnPinned[] }

/** The cards and the bar of one channel, kept level by what is pushed. Mount one per channel. */
export function useChannelCards(source: Source, given: Given) {
  const { slug, caseId, channelId, kind } = source
  const [store] = useState(() => createCardStore(cardDoor(slug), given.cards))
  const [pinned, setPinned] = useState(given.pinned)
  const line = useLine()
  // The page was loaded again, for whatever reason: what it brought is newer.
  useEffect(() => {
    store.take(given.cards)
    setPinned(given.pinned)
  }, [store, given.cards, given.pinned])
  useEffect(() => {
    if (!line) return
    const stops = [
      line.on('card.changed', ({ channelId: of, card }) => of === channelId && store.changed(card)),
      line.on('card.counted', (said) => {
        if (said.channelId !== channelId) return
        store.counted(said)
        setPinned((before) => withAcks(before, said.cardId, said.total))
      }),
      line.on('notices.pinned', (said) => {
        if (said.caseId !== caseId || (said.channel !== kind && said.channel !== 'all')) return
        setPinned((before) => withPins(before, said.channel, said.notices))
      }),
      onReturn(line, SPREAD_MS, () => {
        store.refresh()
        fetchPinned(slug, kind).then((found) => found && setPinned(found))
      }),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }, [line, store, slug, caseId, channelId, kind])
  const ackPinned = async (id: string) => {
    const code = await store.ack(id)
    if (code === null)
      setPinned((before) => before.map((one) => (one.id === id ? { ...one, acked: true } : one)))
    return code
  }
  return { slug, store, pinned, ackPinned }
}

/** Hands the cards of the channel to every bubble below. */
export function CardsProvider({ value, children }: { value: ChannelCards; children: ReactNode }) {
  const { slug, store } = value
  const shared = useMemo(() => ({ slug, store }), [slug, store])
  return createElement(CardsContext.Provider, { value: shared }, children)
}
export type ChannelCards = ReturnType<typeof useChannelCards>

/** A card of the channel, asked for when it is not known; undefined until then. */
export function useCard({ kind, id }: CardRef): {
  slug: string
  own: OwnCard | undefined
  store: CardStore | null
} {
  const { slug = '', store = null } = useContext(CardsContext) ?? {}
  const own = useSyncExternalStore(
    store?.subscribe ?? nothing,
    () => store?.get(id),
    () => store?.get(id),
  )
  useEffect(() => {
    if (!own) store?.want({ kind, id })
  }, [store, own, kind, id])
  return { slug, own, store }
}

const nothing = () => () => {}

/** The bar after a push: what is pinned in that channel now, and what the viewer confirmed stays known. */
export function withPins(
  before: readonly OwnPinned[],
  channel: ChannelKind,
  notices: readonly Omit<OwnPinned, 'acked'>[],
): OwnPinned[] {
  const known = new Map(before.map(({ id, acked }) => [id, acked]))
  const fresh = notices.map((notice) => ({ ...notice, acked: known.get(notice.id) ?? false }))
  const others = before.filter((one) => one.channel !== channel)
  return channel === 'all' ? [...others, ...fresh] : [...fresh, ...others]
}

function withAcks(before: readonly OwnPinned[], id: string, acks: number): readonly OwnPinned[] {
  return before.some((one) => one.id === id && one.acks !== acks)
    ? before.map((one) => (one.id === id ? { ...one, acks } : one))
    : before
}
