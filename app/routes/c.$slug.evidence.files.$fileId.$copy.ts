import type { LoaderFunctionArgs } from '@remix-run/node'
import { openCopy, openMasked } from '#server/domain/evidence.ts'
import type { PictureCopy } from '#server/domain/picture.ts'
import { notFound } from '#server/domain/refusal.ts'
import { loading } from '#server/web/answer.ts'
import { inlineHeaders } from '#server/web/attachment.ts'
import { bodyOf } from '#server/web/file-body.ts'

/** The copies by their names in an address: of the picture as it is, and as its owner masked it. */
const copies: Record<string, { copy: PictureCopy; open: typeof openCopy }> = {
  thumb: { copy: 'thumb', open: openCopy },
  shown: { copy: 'shown', open: openCopy },
  'masked-thumb': { copy: 'thumb', open: openMasked },
  masked: { copy: 'shown', open: openMasked },
}

/** A copy of a picture, without place and camera. */
export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const { slug = '', fileId = '', copy: name = '' } = params
    const wanted = Object.hasOwn(copies, name) ? copies[name] : undefined
    if (!wanted) throw notFound()
    const viewer = await context.viewer()
    const { copy, open } = wanted
    const { stream, type } = await open(context.db, viewer, { slug, fileId, copy }, context)
    return new Response(bodyOf(stream), { headers: inlineHeaders(type) })
  })
}
