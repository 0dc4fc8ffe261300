import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { ledgerPage as words } from '#app/text/ko/ledger.ts'
import { checkpointFor, ledgerGrowth } from '#server/domain/proof.ts'
import { loading } from '#server/web/answer.ts'
import { attachmentHeaders } from '#server/web/attachment.ts'

/** The newest checkpoint as a signed note; with `?from=SIZE` as JSON, and the proof that it goes on from there. */
export function loader({ params, request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const { db, vault } = context
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '' }
    const from = new URL(request.url).searchParams.get('from')
    if (from !== null) return json(await ledgerGrowth(db, viewer, { ...ref, from: Number(from) }, { vault }))
    const { note, size } = await checkpointFor(db, viewer, ref, { vault })
    const bytes = new TextEncoder().encode(note)
    const headers = attachmentHeaders({
      ...{ name: words.fileName(size), type: 'text/plain; charset=utf-8', bytes: bytes.length },
    })
    return new Response(bytes, { headers })
  })
}
