import { fileIn, keptFile } from './kept-file.ts'

// What another app shared into this one (`share_target`), on its way into a composer. It lies in a cache of its own on
// this device, put there by the service worker, until a composer takes it, an hour has passed, or the person signs out.

export type Shared = { text: string; files: File[] }

const CACHE = 'moa-shared'
const TEXT = '/shared/text'
const FILE = '/shared/file/'
/** What nobody wanted within this time is forgotten, ms. */
const KEPT_MS = 3_600_000
/** Pictures one share may bring; a message carries no more. */
const FILES_MAX = 10

/** Puts a share in the place of the one before. Pictures only; `to` is the channel whose composer may take them. */
export async function keepShared({ text, files }: Shared, to: string | null = null): Promise<void> {
  await dropShared()
  const cache = await caches.open(CACHE)
  await cache.put(TEXT, new Response(JSON.stringify({ text, to, at: Date.now() })))
  const pictures = files.filter(({ type }) => type.startsWith('image/')).slice(0, FILES_MAX)
  for (const [at, picture] of pictures.entries()) {
    await cache.put(FILE + at, keptFile(picture))
  }
}

/** What waits, and leaves it there; null when nothing does. */
export async function waitingShared(): Promise<Shared | null> {
  if (!('caches' in globalThis) || !(await caches.has(CACHE))) return null
  const cache = await caches.open(CACHE)
  const note = await noteIn(cache)
  if (!note || Date.now() - note.at > KEPT_MS) {
    await dropShared()
    return null
  }
  const files: File[] = []
  for (let at = 0; at < FILES_MAX; at += 1) {
    const kept = await cache.match(FILE + at)
    if (kept) files.push(await fileIn(kept))
  }
  return note.text === '' && files.length === 0 ? null : { text: note.text, files }
}

/** The pictures that wait for this channel, once: its composer has them from then on. */
export async function takeShared(channelId: string): Promise<File[]> {
  if (!('caches' in globalThis) || !(await caches.has(CACHE))) return []
  const note = await noteIn(await caches.open(CACHE))
  if (note?.to !== channelId) return []
  const shared = await waitingShared()
  await dropShared()
  return shared?.files ?? []
}

export async function dropShared(): Promise<void> {
  if ('caches' in globalThis) await caches.delete(CACHE)
}

type Note = { text: string; to: string | null; at: number }

async function noteIn(cache: Cache): Promise<Note | null> {
  const value: unknown = await (await cache.match(TEXT))?.json()
  return isNote(value) ? value : null
}

function isNote(value: unknown): value is Note {
  return typeof value === 'object' && value !== null && 'text' in value && 'at' in value && 'to' in value
}
