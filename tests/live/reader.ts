import { setTimeout as sleep } from 'node:timers/promises'
import { isBehind, openRoom, type RoomPage, type RoomState, roomAfter } from '#app/live/room-state.ts'
import type { Db } from '#db/client.ts'
import { type MessagePage, messagesAfter, messagesAround, messagesBefore } from '#server/domain/message.ts'
import type { Viewer } from '#server/domain/viewer.ts'
import type { Browser } from './server.ts'

/** How long a page may be on its way, ms: changes overtake it. */
const ON_ITS_WAY_MS = 20

/**
 * A browser with one channel open, holding what the product's own reducer holds. It may lose pushes with the chance
 * `loses`, and then asks; it may wander through the history, with pages that arrive after what happened meanwhile.
 */
export class Reader {
  state: RoomState
  loses = 0
  readonly #db: Db
  readonly #viewer: Viewer
  readonly #browser: Browser
  readonly #channelId: string
  readonly #random: () => number
  #asking: Promise<void> | null = null

  private constructor({ db, viewer, memberId, browser, channelId, random }: Opening, page: RoomPage) {
    this.#db = db
    this.#viewer = viewer
    this.#browser = browser
    this.#channelId = channelId
    this.#random = random
    this.state = openRoom(memberId, page, 0)
    browser.socket.on('channel.changes', (frame) => {
      if (frame.channelId !== channelId || this.#random() < this.loses) return
      this.state = roomAfter(this.state, { kind: 'changes', frame })
      if (isBehind(this.state) && !this.#asking) void this.catchUp()
    })
  }

  /** Loads the newest page, as the server renders it, and joins the stream. */
  static async open(opening: Opening): Promise<Reader> {
    const { db, viewer, channelId } = opening
    const reader = new Reader(
      opening,
      pageOf(await messagesBefore(db, viewer, { channelId, beforeSeq: null })),
    )
    await reader.catchUp()
    return reader
  }

  /** Asks for what is missing until nothing is; also when an earlier question is still on its way. */
  async catchUp(): Promise<void> {
    while (this.#asking) await this.#asking
    this.#asking = this.#ask()
    await this.#asking.finally(() => {
      this.#asking = null
    })
  }

  async #ask(): Promise<void> {
    do {
      const { last: after } = this.state
      const out = await this.#browser.get('channel.enter', { channelId: this.#channelId, after })
      this.state = roomAfter(this.state, { kind: 'changes', frame: out })
      this.state = roomAfter(this.state, { kind: 'head', head: out.head })
    } while (isBehind(this.state))
  }

  /** Turns a page back or forth, jumps somewhere, or lets go of what is far away. */
  async wander(): Promise<void> {
    const [db, viewer, channelId] = [this.#db, this.#viewer, this.#channelId]
    const [oldest, newest] = [this.state.messages[0]?.seq ?? 0, this.state.messages.at(-1)?.seq ?? 0]
    const limit = 1 + Math.floor(this.#random() * 20)
    const way = Math.floor(this.#random() * 4)
    if (way === 0) {
      const page = await this.#late(messagesBefore(db, viewer, { channelId, beforeSeq: oldest, limit }))
      this.state = roomAfter(this.state, { kind: 'older', before: oldest, page })
    } else if (way === 1) {
      const page = await this.#late(messagesAfter(db, viewer, { channelId, afterSeq: newest, limit }))
      this.state = roomAfter(this.state, { kind: 'newer', after: newest, page })
    } else if (way === 2) {
      const seq = 1 + Math.floor(this.#random() * newest)
      const page = await this.#late(messagesAround(db, viewer, { channelId, seq, limit }))
      this.state = roomAfter(this.state, { kind: 'jump', page })
    } else this.state = roomAfter(this.state, { kind: 'cut' })
  }

  async #late(reading: Promise<MessagePage>): Promise<RoomPage> {
    const page = await reading
    await sleep(this.#random() * ON_ITS_WAY_MS)
    return pageOf(page)
  }
}

type Opening = {
  db: Db
  viewer: Viewer
  memberId: string
  browser: Browser
  channelId: string
  random: () => number
}

function pageOf({ messages, head, hasMore, hasNewer }: MessagePage): RoomPage {
  return { messages, head, hasOlder: hasMore, hasNewer }
}
