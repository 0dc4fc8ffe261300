import type { LoaderFunctionArgs } from '@remix-run/node'
import { openCopy } from '#server/domain/evidence.ts'
import { pictureCopies } from '#server/domain/picture.ts'
import { notFound } from '#server/domain/refusal.ts'
import { loading } from '#server/web/answer.ts'
import { inlineHeaders } from '#server/web/attachment.ts'
import { bodyOf } from '#server/web/file-body.ts'

/** A copy of a picture, without place and camera. */
export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const { slug = '', fileId = '' } = params
    const copy = pictureCopies.find((one) => one === params.copy)
    if (!copy) throw notFound()
    const viewer = await context.viewer()
    const { stream, type } = await openCopy(context.db, viewer, { slug, fileId, copy }, context)
    return new Response(bodyOf(stream), { headers: inlineHeaders(type) })
  })
}
