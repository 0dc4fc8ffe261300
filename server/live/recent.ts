import type { MessageView } from '#app/shapes/live.ts'
import { requoted } from '#app/shapes/quote.ts'
import { type Changes, pageOfChanges, viewBytes } from '#server/domain/message/history.ts'
import { RECENT_BYTES, RECENT_CHANGES } from './limits.ts'

/** Pages kept as they were given: a room that comes back asks from few places. */
const PAGES_KEPT = 8

/**
 * The last changes of a channel, complete in (floor, head]. Each message stands once, at its newest rev, in order of
 * rev; so whoever has at least `floor` can catch up without a query.
 */
export class Recent {
  floor: number
  head: number
  /** True once something had to go: reading further back would only make it go again. */
  isFull = false
  #views = new Map<string, MessageView>()
  #bytes = 0
  /** By what was asked after; of no longer than nothing changes. */
  readonly #pages = new Map<number, Changes>()

  constructor(from: number, to: number, changes: readonly MessageView[] = []) {
    this.floor = from
    this.head = from
    this.append(to, changes)
  }

  /** Adds the changes up to `to`, of which those at or before the head are known already. */
  append(to: number, changes: readonly MessageView[]): void {
    this.#pages.clear()
    const fresh = changes.filter((view) => view.rev > this.head)
    for (const view of fresh) this.#put(view)
    this.#requote(fresh)
    this.head = Math.max(this.head, to)
    this.#trim()
  }

  /** Reaches further back: `changes` are complete in (from, to] and `to` is at least the floor. */
  widen(from: number, to: number, changes: readonly MessageView[]): void {
    if (from >= this.floor || to < this.floor) return
    const newer = [...this.#views.values()]
    const head = this.head
    this.floor = from
    this.head = from
    this.#views.clear()
    this.#bytes = 0
    this.append(to, changes)
    this.append(head, newer)
  }

  /**
   * One page of what changed after `after`, or null when that is further back than is kept; the very same page for all who
   * ask before something changes.
   */
  since(channelId: string, after: number): Changes | null {
    if (after < this.floor || after > this.head) return null
    const known = this.#pages.get(after)
    if (known) return known
    const changes = after === this.head ? [] : [...this.#views.values()].filter((view) => view.rev > after)
    const page = pageOfChanges({ channelId, after, head: this.head, changes })
    if (this.#pages.size === PAGES_KEPT) this.#pages.clear()
    this.#pages.set(after, page)
    return page
  }

  #put(view: MessageView): void {
    const old = this.#views.get(view.id)
    if (old) {
      this.#views.delete(view.id)
      this.#bytes -= viewBytes(old)
    }
    this.#views.set(view.id, view)
    this.#bytes += viewBytes(view)
  }

  /** Changes what is quoted, and no rev: whoever holds the answers hears of the change itself. */
  #requote(changes: readonly MessageView[]): void {
    if (changes.every(({ rev, seq }) => rev === seq)) return
    const kept = [...this.#views.values()]
    const now = requoted(kept, changes)
    if (now !== kept) for (const view of now) this.#views.set(view.id, view)
  }

  #trim(): void {
    for (const view of this.#views.values()) {
      if (this.#views.size <= RECENT_CHANGES && this.#bytes <= RECENT_BYTES) return
      this.#views.delete(view.id)
      this.#bytes -= viewBytes(view)
      this.floor = view.rev
      this.isFull = true
    }
  }
}
