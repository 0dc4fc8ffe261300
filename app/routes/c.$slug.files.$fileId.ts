import type { ActionFunctionArgs } from '@remix-run/node'
import { dropPicture } from '#server/domain/picture.ts'
import { answeringData } from '#server/web/answer.ts'

/** Gives up a picture that no message has yet; answers `{ok}`. */
export function action({ context, params }: ActionFunctionArgs) {
  return answeringData(async () => {
    const { db, files } = context
    await context.limit('write')
    const own = { slug: params.slug ?? '', fileId: params.fileId ?? '' }
    await dropPicture(db, await context.viewer(), own, { files })
    return {}
  })
}
