import { Readable } from 'node:stream'
import type { LoaderFunctionArgs } from '@remix-run/node'
import { sheetLinksText } from '#app/text/ko/sheet.ts'
import { sheetLinks } from '#server/domain/sheet.ts'
import { loading } from '#server/web/answer.ts'
import { attachmentHeaders } from '#server/web/attachment.ts'
import { bodyOf } from '#server/web/file-body.ts'

/** Everybody's links of a list as CSV; each time is recorded. */
export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    await context.limit('export')
    const { db, vault, origin } = context
    const ref = { slug: params.slug ?? '', sheetId: params.sheetId ?? '' }
    const bytes = await sheetLinks(db, await context.viewer(), { ...ref, origin }, { vault })
    const file = { name: `${sheetLinksText.file}.csv`, type: 'text/csv; charset=utf-8', bytes: 0 }
    const { 'Content-Length': _, ...headers } = attachmentHeaders(file)
    return new Response(bodyOf(Readable.from(bytes)), { headers })
  })
}
