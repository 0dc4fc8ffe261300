import type { LoaderFunctionArgs } from '@remix-run/node'
import { openOriginal } from '#server/domain/evidence.ts'
import { loading } from '#server/web/answer.ts'
import { evidenceAnswer } from '#server/web/evidence-file.ts'

/** An original: shown where a browser can do so safely, saved with `?save`. */
export function loader({ params, request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const { slug = '', fileId = '' } = params
    const saves = new URL(request.url).searchParams.has('save')
    const viewer = await context.viewer()
    return evidenceAnswer(request, saves, (rangeIn) =>
      openOriginal(context.db, viewer, { slug, fileId, saves, rangeIn }, context),
    )
  })
}
