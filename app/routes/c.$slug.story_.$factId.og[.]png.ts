import type { LoaderFunctionArgs } from '@remix-run/node'
import { seoulDate } from '#app/shapes/civil-date.ts'
import { day, fullMoment } from '#app/text/format.ts'
import { publicCase } from '#server/domain/case.ts'
import { publicFact } from '#server/domain/fact.ts'
import { drawFact } from '#server/exports/preview-fact.ts'
import { loading } from '#server/web/answer.ts'
import { pictureAnswer } from '#server/web/kept-picture.ts'

/** The picture of one public entry's link preview, 1200×600. */
export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    await context.limit('search')
    const slug = params.slug ?? ''
    const { shopName } = await publicCase(context.db, slug)
    const fact = await publicFact(context.db, { slug, factId: params.factId ?? '' })
    const { body, kind, sign, state, happenedAt, dayOnly } = fact
    const when = dayOnly ? day(seoulDate(happenedAt)) : fullMoment(happenedAt)
    return pictureAnswer(context.db, 'fact-previews', { shopName, body, kind, sign, state, when }, drawFact)
  })
}
