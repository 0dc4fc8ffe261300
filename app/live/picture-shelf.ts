import { fileIn, keptFile } from './kept-file.ts'

// Pictures chosen and not uploaded yet, kept on this device so that a reload loses none. Where a browser offers no
// caches (without https) they live as long as the page.

export type PictureShelf = {
  put(key: string, file: File): Promise<void>
  drop(key: string): Promise<void>
  /** In the order in which they were put there. */
  all(): Promise<{ key: string; file: File }[]>
}

const FOLDER = '/picture/'

export function pictureShelf(memberId: string, channelId: string): PictureShelf {
  const name = `moa-pictures-${memberId}-${channelId}`
  const opened = async <T>(work: (cache: Cache) => Promise<T>, otherwise: T): Promise<T> => {
    try {
      return 'caches' in globalThis ? await work(await caches.open(name)) : otherwise
    } catch {
      // A full device: the picture is still in the page.
      return otherwise
    }
  }
  return {
    put: (key, file) => opened((cache) => cache.put(FOLDER + key, keptFile(file)), undefined),
    drop: (key) => opened((cache) => cache.delete(FOLDER + key).then(() => undefined), undefined),
    all: () =>
      opened(async (cache) => {
        const found: { key: string; file: File }[] = []
        for (const request of await cache.keys()) {
          const kept = await cache.match(request)
          const key = new URL(request.url).pathname.slice(FOLDER.length)
          if (kept) found.push({ key, file: await fileIn(kept) })
        }
        return found
      }, []),
  }
}
