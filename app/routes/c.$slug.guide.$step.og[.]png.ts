import type { LoaderFunctionArgs } from '@remix-run/node'
import { guideStepNamed } from '#app/shapes/guide.ts'
import { guideStepText } from '#app/text/ko/guide-steps.ts'
import { guideRules } from '#server/domain/guide/rules.ts'
import { publicGuideStep } from '#server/domain/guide.ts'
import { notFound } from '#server/domain/refusal.ts'
import { drawStep } from '#server/exports/preview-step.ts'
import { loading } from '#server/web/answer.ts'
import { pictureAnswer } from '#server/web/kept-picture.ts'

/** The picture of a guide step's link preview, 1200×600. */
export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    await context.limit('search')
    const step = guideStepNamed(params.step)
    if (!step) throw notFound()
    const { shopName, people } = await publicGuideStep(context.db, { slug: params.slug ?? '', step })
    const shown = { shopName, title: guideStepText[step].title, stage: guideRules[step].stage, people }
    return pictureAnswer(context.db, 'step-previews', shown, drawStep)
  })
}
