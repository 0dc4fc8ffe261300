// Scripts, styles and fonts: their names change with their content, so what is kept is right for ever.

const CACHE = 'moa-assets'
const FOREVER = /^\/(?:assets|fonts)\//

/** The hashed files of this build; written in by server/build.mjs. */
declare const BUILD_ASSETS: readonly string[]

export function isAsset({ pathname }: URL): boolean {
  return FOREVER.test(pathname)
}

/** From what is kept, else from the network, kept from then on. */
export async function assetFrom(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE)
  const kept = await cache.match(request)
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok) await cache.put(request, answer.clone()).catch(() => {})
  return answer
}

/** Removes what belongs to builds before this one. Open pages that still want it ask the network. */
export async function dropOldAssets(): Promise<void> {
  const cache = await caches.open(CACHE)
  const current = new Set(BUILD_ASSETS)
  const old = (await cache.keys()).filter(({ url }) => {
    const { pathname } = new URL(url)
    return pathname.startsWith('/assets/') && !current.has(pathname)
  })
  await Promise.all(old.map((request) => cache.delete(request)))
}
