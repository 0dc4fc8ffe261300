import type { Readable } from 'node:stream'
import type { Lock, Locker, RequestRelease } from '@tus/server'
import { Refusal } from '#server/domain/refusal.ts'

/** How long a request waits for the one before it to let go of the same file, in ms. */
const WAIT_MS = 8000
/** A piece of which nothing comes for so long has ended, ms; and how long one piece may take in all. */
const SILENT_MS = 30_000
const PIECE_MS = 10 * 60_000

/** Requests for one file go one after another, in this process; between processes the database decides. */
export type UploadLocker = Locker

/**
 * One request at a time for each file. The next one asks the one before to end: its line may be dead without anybody
 * having noticed. Refuses `evidence.busy` when it does not. Waiting costs nothing, unlike the library's own locker, which
 * asks again at every turn of the event loop.
 */
export function uploadLocker(): UploadLocker {
  const held = new Map<string, Held>()
  return { newLock: (id) => lockOf(held, id) }
}

type Held = { release: RequestRelease; freed: Promise<void>; free: () => void }

function lockOf(held: Map<string, Held>, id: string): Lock {
  return {
    async lock(signal, cancelReq) {
      const until = Date.now() + WAIT_MS
      for (let before = held.get(id); before; before = held.get(id)) {
        await before.release()
        await freedOr(before.freed, until - Date.now())
        if (signal.aborted || Date.now() >= until) throw new Refusal('conflict', 'evidence.busy')
      }
      let free = () => {}
      const freed = new Promise<void>((resolve) => {
        free = resolve
      })
      held.set(id, { release: cancelReq, freed, free })
    },
    async unlock() {
      const own = held.get(id)
      held.delete(id)
      own?.free()
    },
  }
}

async function freedOr(freed: Promise<void>, ms: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, Math.max(0, ms))
  })
  await Promise.race([freed, over]).finally(() => clearTimeout(timer))
}

/** A body for as long as something comes and not for ever. What came is the end of it. */
export async function* patient(stream: Readable): AsyncGenerator<Uint8Array> {
  const until = Date.now() + PIECE_MS
  let timer: ReturnType<typeof setTimeout> | undefined
  const wait = () => {
    clearTimeout(timer)
    timer = setTimeout(() => stream.destroy(), Math.min(SILENT_MS, Math.max(0, until - Date.now())))
  }
  wait()
  try {
    // Not ended with the reading: whoever sends too much is still told so.
    for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
      yield chunk
      if (Date.now() >= until) return
      wait()
    }
  } catch (error) {
    // A line that broke: the pieces before it are good.
    if (!stream.destroyed) throw error
  } finally {
    clearTimeout(timer)
  }
}
