import type { ChannelState } from '#app/shapes/channel-state.ts'
import { sayFrame } from './frame.ts'
import { PROOF_LASTS } from './limits.ts'
import type { Room } from './room.ts'

type Read = () => Promise<ChannelState>

/**
 * How a channel may be written to, as this process knows it: read once, then kept by what is said of it, so that
 * returning browsers cost no query. Read again after a minute, in case another process's word was lost.
 */
export class RoomOrder {
  #state: ChannelState | null = null
  /** When the state was told, by `performance.now()`. */
  #toldAt = 0
  #readAt = Number.NEGATIVE_INFINITY
  #reading: Promise<void> | null = null

  constructor(readonly room: Room) {}

  /** The state at this moment; `read` is asked once for all who ask at the same time, and throws what it throws. */
  async now(read: Read): Promise<ChannelState> {
    if (performance.now() - this.#readAt > PROOF_LASTS) {
      this.#reading ??= this.#read(read).finally(() => {
        this.#reading = null
      })
      // Whoever asked first may have lost the right to read; the others then read for themselves.
      await this.#reading.catch(() => this.#read(read))
    }
    if (!this.#state) throw new Error('A state that was read is not known')
    const slowLeftMs = Math.max(0, Math.ceil(this.#state.slowLeftMs - (performance.now() - this.#toldAt)))
    return { ...this.#state, slowLeftMs, slowSeconds: slowLeftMs > 0 ? this.#state.slowSeconds : 0 }
  }

  /** Takes a committed change and tells everybody in the room. */
  take(state: ChannelState): void {
    if (!this.#keep(state)) return
    this.room.sweep(sayFrame('channel.state', { channelId: this.room.channelId, ...state }))
  }

  async #read(read: Read): Promise<void> {
    this.#keep(await read())
    this.#readAt = performance.now()
  }

  /** False when what is known is as new. */
  #keep(state: ChannelState): boolean {
    if (this.#state && state.rev <= this.#state.rev) return false
    this.#state = state
    this.#toldAt = performance.now()
    return true
  }
}
