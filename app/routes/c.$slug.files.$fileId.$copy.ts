import type { LoaderFunctionArgs } from '@remix-run/node'
import { openPicture, pictureCopies } from '#server/domain/picture.ts'
import { notFound } from '#server/domain/refusal.ts'
import { loading } from '#server/web/answer.ts'
import { inlineHeaders } from '#server/web/attachment.ts'
import { bodyOf } from '#server/web/file-body.ts'

/** A copy of a message's picture, `thumb` or `shown`, for those who may see the message. */
export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const { db, files } = context
    const copy = pictureCopies.find((known) => known === params.copy)
    if (!copy) throw notFound()
    const asked = { slug: params.slug ?? '', fileId: params.fileId ?? '', copy }
    const { stream, type } = await openPicture(db, await context.viewer(), asked, { files })
    return new Response(bodyOf(stream), { headers: inlineHeaders(type) })
  })
}
