import type { LoaderFunctionArgs } from '@remix-run/node'
import { publicCase } from '#server/domain/case.ts'
import { stateOf } from '#server/domain/handle.ts'
import { publicTotals } from '#server/domain/total.ts'
import { drawPreview } from '#server/exports/preview.ts'
import { loading } from '#server/web/answer.ts'

/** Seconds a messenger or browser may keep the picture; its address changes when what it shows does. */
const KEEP_SECONDS = 3600
/** Pictures kept in memory, about 60 KB each. */
const KEPT_MAX = 100

/** The picture of a case's link preview, 1200×600. */
export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    await context.limit('search')
    const slug = params.slug ?? ''
    const facts = await publicCase(context.db, slug)
    const totals = await publicTotals(context.db, { slug })
    const kept = stateOf(context.db, 'previews', () => new Map<string, ReturnType<typeof drawPreview>>())
    const { at: _, ...numbers } = totals
    const key = JSON.stringify([slug, facts.shopName, facts.troubles, facts.closesOn, numbers])
    const drawing = kept.get(key) ?? drawPreview(facts, totals)
    kept.delete(key)
    kept.set(key, drawing)
    for (const old of kept.keys()) if (kept.size > KEPT_MAX) kept.delete(old)
    drawing.catch(() => kept.delete(key))
    return new Response(await drawing, {
      headers: { 'Content-Type': 'image/png', 'Cache-Control': `public, max-age=${KEEP_SECONDS}` },
    })
  })
}
