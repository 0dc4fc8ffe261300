import { Refusal } from '../refusal.ts'
import type { Stream } from './stream.ts'

// Where a page of hits ended: of each channel the place below which it goes on. It opens nothing: whoever made it up
// sees other pages of what they may see.

/** So much of a channel's id tells it from a person's other channels: 48 bits. */
const ID_LETTERS = 12
/** Channels a cursor may speak of; an address of twenty letters each is still taken by every server. */
const PARTS_MAX = 400

/** Writes the cursor of what comes next. */
export function cursorOf(streams: readonly Stream[]): string {
  return streams.map((stream) => `${short(stream.channelId)}${positionOf(stream).toString(36)}`).join('.')
}

/** The places of a cursor by the beginning of the channel's id; none for null. Refuses `search.bad_cursor`. */
export function positionsOf(cursor: string | null): (channelId: string) => number {
  const places = new Map<string, number>()
  for (const part of cursor === null ? [] : cursor.split('.', PARTS_MAX + 1)) {
    const [, id, place] = /^([0-9a-f]{12})([0-9a-z]{1,10})$/.exec(part) ?? []
    if (!id || !place || places.has(id) || places.size === PARTS_MAX) {
      throw new Refusal('malformed', 'search.bad_cursor')
    }
    places.set(id, Number.parseInt(place, 36))
  }
  return (channelId) => places.get(short(channelId)) ?? Number.POSITIVE_INFINITY
}

function positionOf({ ahead, below }: Stream): number {
  return ahead[0] ? ahead[0].seq + 1 : below
}

function short(channelId: string): string {
  return channelId.replaceAll('-', '').slice(0, ID_LETTERS)
}
