import * as z from 'zod/mini'
import { type CardRef, OwnCard, PinnedNotice } from '#app/shapes/card.ts'
import type { ChannelKind } from '#app/shapes/case.ts'
import { Rev } from '#app/shapes/id.ts'
import type { CardDoor } from './card-store.ts'
import { timeoutSignal } from './timeout.ts'

// Cards over HTTP: small answers of their own, so that a room that changes does not load its page again.

/** How long an answer may take, ms. */
const TIMEOUT_MS = 15_000
/** The code of an act that found no way to the server. */
export const NOT_REACHED = 'shared.unavailable'

const Cards = z.object({ cards: z.array(OwnCard) })
const Refused = z.object({ ok: z.literal(false), code: z.string() })
const Acked = z.object({ ok: z.literal(true), acks: Rev })
const Voted = z.object({ ok: z.literal(true), voters: Rev, counts: z.array(Rev) })
export const OwnPinned = z.object({ ...PinnedNotice.shape, acked: z.boolean() })
/** A pinned notice with whether the viewer confirmed it. */
export type OwnPinned = z.infer<typeof OwnPinned>
const Bar = z.object({ pinned: z.array(OwnPinned) })

/** The cards of a case. */
export function cardDoor(slug: string): CardDoor {
  const address = `/c/${slug}/cards`
  const act = async <S extends z.ZodMiniType>(shape: S, fields: Record<string, string>) => {
    const body = await fetchJson(address, { method: 'POST', body: new URLSearchParams(fields) })
    const read = shape.safeParse(body)
    if (read.success) return read.data
    const refused = Refused.safeParse(body)
    return { code: refused.success ? refused.data.code : NOT_REACHED }
  }
  return {
    async load(refs) {
      const body = await fetchJson(`${address}?refs=${refs.map(written).join(',')}`)
      const read = Cards.safeParse(body)
      return read.success ? read.data.cards : null
    },
    ack: (id) => act(Acked, { intent: 'ack', id }),
    vote: (id, choices) => act(Voted, { intent: 'vote', id, choices: choices.join(',') }),
  }
}

/** What the bar of a channel shows, or null without an answer. */
export async function fetchPinned(slug: string, channel: ChannelKind): Promise<OwnPinned[] | null> {
  const read = Bar.safeParse(await fetchJson(`/c/${slug}/pinned?channel=${channel}`))
  return read.success ? read.data.pinned : null
}

const written = ({ kind, id }: CardRef) => `${kind}.${id}`

async function fetchJson(address: string, init: RequestInit = {}): Promise<unknown> {
  try {
    const signal = timeoutSignal(TIMEOUT_MS)
    const answer = await fetch(address, { ...init, signal, headers: { Accept: 'application/json' } })
    return await answer.json()
  } catch {
    return null
  }
}
