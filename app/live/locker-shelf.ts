import * as z from 'zod/mini'
import { type DeviceStore, deviceStore } from './device-store.ts'
import { fileIn, keptFile } from './kept-file.ts'

// Files on their way to the locker, kept on this device until they are there: what they are in a list, their bytes in a
// cache. Where the device has no room for the bytes, the list stays and says which file is to be chosen again.

const Item = z.object({
  key: z.string(),
  evidenceId: z.string(),
  name: z.string(),
  bytes: z.number(),
  sha256: z.nullable(z.string()),
  paused: z.boolean(),
})
/** A file on its way. `key` is its id at the server too. */
export type ShelfItem = z.infer<typeof Item>

export type LockerShelf = {
  /** What is on its way, in the order of choosing. */
  list(): ShelfItem[]
  save(items: readonly ShelfItem[]): void
  put(key: string, file: File): Promise<void>
  file(key: string): Promise<File | null>
  drop(key: string): Promise<void>
}

const FOLDER = '/locker/'

export function lockerShelf(memberId: string, store: DeviceStore = deviceStore()): LockerShelf {
  const listKey = `moa.locker.${memberId}`
  const opened = async <T>(work: (cache: Cache) => Promise<T>, otherwise: T): Promise<T> => {
    try {
      return 'caches' in globalThis ? await work(await caches.open(`moa-locker-${memberId}`)) : otherwise
    } catch {
      // A full device: the file is still in the page.
      return otherwise
    }
  }
  return {
    list() {
      try {
        return z.array(Item).parse(JSON.parse(store.get(listKey) ?? '[]'))
      } catch {
        return []
      }
    },
    save(items) {
      if (items.length === 0) store.remove(listKey)
      else store.set(listKey, JSON.stringify(items))
    },
    put: (key, file) => opened((cache) => cache.put(FOLDER + key, keptFile(file)), undefined),
    file: (key) =>
      opened(async (cache) => {
        const kept = await cache.match(FOLDER + key)
        return kept ? await fileIn(kept) : null
      }, null),
    drop: (key) => opened((cache) => cache.delete(FOLDER + key).then(() => undefined), undefined),
  }
}
