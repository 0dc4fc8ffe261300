import { createHash } from 'node:crypto'
import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { publicTotals } from '#server/domain/total.ts'
import { loading } from '#server/web/answer.ts'

/** Seconds anybody may keep the public numbers; hides a burst of readers, delays nobody visibly. */
const KEEP_SECONDS = 3

/** The public numbers of a case as JSON. Unchanged numbers answer 304 to `If-None-Match`. */
export function loader({ params, request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const totals = await publicTotals(context.db, { slug: params.slug ?? '' })
    const { at: _, ...numbers } = totals
    const tag = `"${createHash('sha256').update(JSON.stringify(numbers)).digest('base64url').slice(0, 22)}"`
    const headers = { ETag: tag, 'Cache-Control': `public, max-age=${KEEP_SECONDS}` }
    const known = request.headers.get('If-None-Match')
    return known === tag ? new Response(null, { status: 304, headers }) : json(totals, { headers })
  })
}
