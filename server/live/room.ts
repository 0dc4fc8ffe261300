import { ChannelChanges, type MessageView } from '#app/shapes/live.ts'
import type { Happening } from '#server/domain/happening.ts'
import { type Changes, pageOfChanges } from '#server/domain/message/history.ts'
import { sayFrame } from './frame.ts'
import { EARLY_MAX, EARLY_WAIT, HEAD_BEAT, RECENT_CHANGES } from './limits.ts'
import type { Line } from './line.ts'
import { Recent } from './recent.ts'
import { RoomOrder } from './room-order.ts'
import { sweep } from './sweep.ts'

// A channel as this process serves it: who is in it, its last changes, and the one push that is under way. While a
// push goes out, newer changes gather and go together in the next, so a busy channel sends fewer and larger frames.

export type ChannelChanged = Extract<Happening, { kind: 'channel.changed' }>
type Read = (after: number) => Promise<Changes>

export class Room {
  readonly lines = new Set<Line>()
  emptySince = performance.now()
  /** Who may write how often. */
  readonly order = new RoomOrder(this)
  #recent: Recent | null = null
  #reading: Promise<void> | null = null
  #early: ChannelChanged[] = []
  #earlyTimer: NodeJS.Timeout | null = null
  #outgoing: { from: number; to: number; views: Map<string, MessageView> } | null = null
  #sweeping = false
  #beat: NodeJS.Timeout | null = null

  /** Known once somebody is in. */
  caseId: string | null = null

  constructor(
    readonly channelId: string,
    readonly onCrowd: (line: Line) => void,
  ) {}

  join(line: Line, caseId: string): void {
    this.caseId = caseId
    this.lines.add(line)
    line.rooms.add(this)
    this.onCrowd(line)
  }

  leave(line: Line): void {
    line.rooms.delete(this)
    if (!this.lines.delete(line)) return
    if (this.lines.size === 0) this.emptySince = performance.now()
    this.onCrowd(line)
  }

  /** Takes a committed change: in order it is kept and pushed; early it waits; known it is nothing new. */
  take(changed: ChannelChanged): void {
    if (!this.#recent || changed.from > this.#recent.head) this.#holdEarly(changed)
    else {
      this.#accept(this.#recent, changed)
      this.#releaseEarly()
    }
  }

  /**
   * One page of what changed after `after`. Served from memory when it reaches back far enough; else `read` is asked,
   * once for all who ask at the same time and are not too far behind.
   */
  async catchUp(after: number, read: Read): Promise<Changes> {
    if (!this.#recent) await this.#readOnce(after, read)
    const head = this.#recent?.head ?? 0
    const near = after <= head && head - after <= RECENT_CHANGES
    if (near && !this.#recent?.isFull && !this.#recent?.since(this.channelId, after)) {
      await this.#readOnce(Math.max(0, head - RECENT_CHANGES), read)
    }
    const kept = this.#recent?.since(this.channelId, after)
    if (kept) return kept
    const page = checked(await read(after))
    if (!this.#recent) this.#remember(page.head, page.head, [])
    return page
  }

  /** Sends one ready frame to everybody in the room, some hundred sockets a turn. */
  sweep(frame: Buffer, send = pushTo, done = () => {}): void {
    const sendIfInside = (line: Line) => {
      if (this.lines.has(line)) send(line, frame)
    }
    sweep(this.lines, sendIfInside, done)
  }

  close(): void {
    if (this.#beat) clearTimeout(this.#beat)
    if (this.#earlyTimer) clearTimeout(this.#earlyTimer)
    this.#early = []
  }

  #accept(recent: Recent, changed: ChannelChanged): void {
    if (changed.to <= recent.head) return
    const { channelId } = this
    const known = recent.head
    // Parsed on the way out: a field that the catalogue does not declare never leaves.
    const { changes } = ChannelChanges.parse({
      channelId,
      from: known,
      to: changed.to,
      changes: changed.changes,
    })
    recent.append(changed.to, changes)
    this.#outgoing ??= { from: known, to: known, views: new Map() }
    this.#outgoing.to = changed.to
    for (const view of changes) {
      if (view.rev <= known) continue
      this.#outgoing.views.delete(view.id)
      this.#outgoing.views.set(view.id, view)
    }
    if (this.#sweeping) return
    this.#sweeping = true
    // A turn later, so that the answers to the authors leave first.
    setImmediate(() => this.#pushOutgoing())
  }

  #pushOutgoing(): void {
    const batch = this.#outgoing
    if (!batch) {
      this.#sweeping = false
      this.#beatLater()
      return
    }
    const { channelId } = this
    const all = [...batch.views.values()]
    const page = pageOfChanges({ channelId, after: batch.from, head: batch.to, changes: all })
    const rest = all.slice(page.changes.length)
    this.#outgoing = page.more
      ? { from: page.to, to: batch.to, views: new Map(rest.map((view) => [view.id, view])) }
      : null
    const frame = sayFrame('channel.changes', {
      channelId,
      from: page.from,
      to: page.to,
      changes: page.changes,
    })
    this.sweep(frame, undefined, () => setImmediate(() => this.#pushOutgoing()))
  }

  #beatLater(): void {
    if (this.#beat) {
      this.#beat.refresh()
      return
    }
    this.#beat = setTimeout(() => {
      this.#beat = null
      if (this.#recent)
        this.sweep(sayFrame('channel.head', { channelId: this.channelId, head: this.#recent.head }))
    }, HEAD_BEAT).unref()
  }

  #holdEarly(changed: ChannelChanged): void {
    this.#early.push(changed)
    this.#early.sort((a, b) => a.from - b.from)
    if (this.#early.length > EARLY_MAX) {
      // With nothing read yet the oldest may go: it is committed, so the reading that comes will bring it.
      if (this.#recent) this.#skipAhead()
      else this.#early.shift()
    }
    this.#awaitMissing()
  }

  #awaitMissing(): void {
    if (this.#recent && this.#early.length > 0) {
      this.#earlyTimer ??= setTimeout(() => this.#skipAhead(), EARLY_WAIT).unref()
    }
  }

  #releaseEarly(): void {
    for (
      let next = this.#early[0];
      next && this.#recent && next.from <= this.#recent.head;
      next = this.#early[0]
    ) {
      this.#early.shift()
      this.#accept(this.#recent, next)
    }
    if (this.#early.length > 0 || !this.#earlyTimer) return
    clearTimeout(this.#earlyTimer)
    this.#earlyTimer = null
  }

  /** The change in between does not come: push what is here. Browsers see the gap and ask; the first fills memory. */
  #skipAhead(): void {
    this.#earlyTimer = null
    const first = this.#early[0]
    if (!first || !this.#recent) return
    this.#recent = new Recent(first.from, first.from)
    this.#outgoing = null
    this.#releaseEarly()
    this.#awaitMissing()
  }

  /**
   * Reads from `from` to the head into memory, one reading at a time for all who wait. It fails quietly: the one who
   * asked may have lost the right to read, the others have not, and each then reads for itself.
   */
  async #readOnce(from: number, read: Read): Promise<void> {
    this.#reading ??= this.#readFrom(from, read)
      .catch(() => {})
      .finally(() => {
        this.#reading = null
      })
    return this.#reading
  }

  async #readFrom(from: number, read: Read): Promise<void> {
    const views: MessageView[] = []
    let page = checked(await read(from))
    if (page.to < page.from) return this.#remember(page.head, page.head, [])
    // Too far behind to be worth keeping: memory starts at the head, and this one asker reads pages.
    if (page.more && page.head - from > RECENT_CHANGES) return this.#remember(page.head, page.head, [])
    views.push(...page.changes)
    while (page.more) {
      page = checked(await read(page.to))
      views.push(...page.changes)
    }
    this.#remember(from, page.to, views)
  }

  #remember(from: number, to: number, views: readonly MessageView[]): void {
    if (this.#recent) this.#recent.widen(from, to, views)
    else this.#recent = new Recent(from, to, views)
    this.#releaseEarly()
    this.#awaitMissing()
  }
}

function pushTo(line: Line, frame: Buffer): void {
  line.push(frame)
}

function checked(changes: Changes): Changes {
  return { ...changes, changes: ChannelChanges.parse(changes).changes }
}
