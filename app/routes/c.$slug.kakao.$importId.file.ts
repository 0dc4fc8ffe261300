import type { LoaderFunctionArgs } from '@remix-run/node'
import { openKakaoFile } from '#server/domain/kakao.ts'
import { loading } from '#server/web/answer.ts'
import { attachmentHeaders } from '#server/web/attachment.ts'
import { bodyOf } from '#server/web/file-body.ts'

/** The file as its uploader brought it, byte for byte. */
export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const ref = { slug: params.slug ?? '', importId: params.importId ?? '' }
    const { stream, ...file } = await openKakaoFile(context.db, await context.viewer(), ref, context)
    return new Response(bodyOf(stream), { headers: attachmentHeaders(file) })
  })
}
