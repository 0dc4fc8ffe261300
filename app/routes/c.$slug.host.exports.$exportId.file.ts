import type { LoaderFunctionArgs } from '@remix-run/node'
import { type ExportRef, exportFor, openExportFile } from '#server/domain/export.ts'
import { loading } from '#server/web/answer.ts'
import { attachmentHeaders } from '#server/web/attachment.ts'
import { bodyOf } from '#server/web/file-body.ts'

/** A finished export, streamed to the one who asked for it. Each time is in the ledger. */
export function loader({ params, request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const { db, files } = context
    const viewer = await context.viewer()
    const ref = { exportId: params.exportId ?? '', slug: params.slug }
    // Asking whether it is there is no download: nothing is opened or recorded.
    if (request.method === 'HEAD') return new Response(null, { status: await statusFor(ref) })
    const { stream, ...file } = await openExportFile(db, viewer, ref, { files })
    return new Response(bodyOf(stream), { headers: attachmentHeaders(file) })

    async function statusFor(of: ExportRef): Promise<number> {
      const { state, mine } = await exportFor(db, viewer, of)
      return state === 'ready' && mine ? 200 : 404
    }
  })
}
