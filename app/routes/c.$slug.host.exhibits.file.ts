import type { LoaderFunctionArgs } from '@remix-run/node'
import { ExhibitListWish } from '#app/shapes/exhibit.ts'
import { exhibitListFile } from '#server/domain/exhibit.ts'
import { loading } from '#server/web/answer.ts'
import { attachmentHeaders } from '#server/web/attachment.ts'

/** The 증거설명서, for those who run the case and said why. Each time is in the ledger. */
export function loader({ params, request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    await context.limit('letter')
    const query = Object.fromEntries(new URL(request.url).searchParams)
    const { format, filing: filingId, version } = ExhibitListWish.parse(query)
    const filing = filingId && version ? { filingId, version } : null
    const wanted = { slug: params.slug ?? '', format, filing }
    const { bytes, ...file } = await exhibitListFile(context.db, await context.viewer(), wanted)
    const headers = attachmentHeaders({ ...file, bytes: bytes.length })
    return new Response(new Uint8Array(bytes), { headers })
  })
}
