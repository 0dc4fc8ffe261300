import type { LoaderFunctionArgs } from '@remix-run/node'
import { guideStepNamed } from '#app/shapes/guide.ts'
import { guideStepText } from '#app/text/ko/guide-steps.ts'
import { guideRules } from '#server/domain/guide/rules.ts'
import { publicGuideStep } from '#server/domain/guide.ts'
import { stateOf } from '#server/domain/handle.ts'
import { notFound } from '#server/domain/refusal.ts'
import { drawStep } from '#server/exports/preview-step.ts'
import { loading } from '#server/web/answer.ts'

/** Seconds a messenger or browser may keep the picture; its address changes when what it shows does. */
const KEEP_SECONDS = 3600
/** Pictures kept in memory, about 40 KB each. */
const KEPT_MAX = 100

/** The picture of a guide step's link preview, 1200×600. */
export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    await context.limit('search')
    const step = guideStepNamed(params.step)
    if (!step) throw notFound()
    const { shopName, people } = await publicGuideStep(context.db, { slug: params.slug ?? '', step })
    const kept = stateOf(context.db, 'step-previews', () => new Map<string, ReturnType<typeof drawStep>>())
    const shown = { shopName, title: guideStepText[step].title, stage: guideRules[step].stage, people }
    const key = JSON.stringify(shown)
    const drawing = kept.get(key) ?? drawStep(shown)
    kept.delete(key)
    kept.set(key, drawing)
    for (const old of kept.keys()) if (kept.size > KEPT_MAX) kept.delete(old)
    drawing.catch(() => kept.delete(key))
    return new Response(await drawing, {
      headers: { 'Content-Type': 'image/png', 'Cache-Control': `public, max-age=${KEEP_SECONDS}` },
    })
  })
}
