import { type RoomEvent, type RoomState, roomAfter } from './room-state.ts'

/** Frames arriving within this time are drawn together, ms: one screen refresh. */
const DRAW_TOGETHER_MS = 16

export type RoomStore = {
  /** What is known this moment. */
  get(): RoomState
  /** What is drawn; follows `get` within a screen refresh. */
  drawn(): RoomState
  /** Applies an event. `now` draws it at once, for what the person does. */
  apply(event: RoomEvent, now?: 'now'): void
  subscribe(listener: () => void): () => void
}

/** Holds a room's state, never more than may be held, and redraws once for many frames. */
export function createRoomStore(initial: RoomState): RoomStore {
  const listeners = new Set<() => void>()
  let state = initial
  let drawn = initial
  let timer: ReturnType<typeof setTimeout> | undefined
  const draw = () => {
    clearTimeout(timer)
    timer = undefined
    if (drawn === state) return
    drawn = state
    for (const listener of listeners) listener()
  }
  return {
    get: () => state,
    drawn: () => drawn,
    apply(event, now) {
      state = roomAfter(roomAfter(state, event), { kind: 'cut' })
      if (now) draw()
      else timer ??= setTimeout(draw, DRAW_TOGETHER_MS)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
