import type { Db } from '#db/client.ts'
import { stateOf } from '../domain/handle.ts'

/** Seconds a messenger or browser may keep the picture; its address changes when what it shows does. */
const KEEP_SECONDS = 3600
/** Pictures kept in memory of each kind, about 40 KB each. */
const KEPT_MAX = 100

type Picture = Promise<Uint8Array<ArrayBuffer>>

/** The answer with a preview picture, drawn once for the same `shown` and kept for the next who asks. */
export async function pictureAnswer<S>(
  db: Db,
  kind: string,
  shown: S,
  draw: (shown: S) => Picture,
): Promise<Response> {
  const kept = stateOf(db, kind, () => new Map<string, Picture>())
  const key = JSON.stringify(shown)
  const drawing = kept.get(key) ?? draw(shown)
  kept.delete(key)
  kept.set(key, drawing)
  for (const old of kept.keys()) if (kept.size > KEPT_MAX) kept.delete(old)
  drawing.catch(() => kept.delete(key))
  return new Response(await drawing, {
    headers: { 'Content-Type': 'image/png', 'Cache-Control': `public, max-age=${KEEP_SECONDS}` },
  })
}
