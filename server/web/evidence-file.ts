import type { FileForm } from '#app/shapes/evidence.ts'
import type { OpenFile } from '#server/domain/evidence.ts'
import type { ByteRange } from '#server/files/store.ts'
import { attachmentHeaders } from './attachment.ts'
import { bodyOf } from './file-body.ts'
import { rangeOf } from './range.ts'

/** What a browser shows by itself without running anything of it. Mail and text are shown by our pages. */
const SHOWN: readonly FileForm[] = ['picture', 'pdf', 'video', 'audio']

/**
 * Answers with an original: to be saved unless it is a picture, PDF, video or recording; of an origin of its own, with no
 * right to load, run or send anything, never guessed at. One range at most.
 */
export async function evidenceAnswer(
  request: Request,
  saves: boolean,
  open: (rangeIn: (bytes: number) => ByteRange | null) => Promise<OpenFile>,
): Promise<Response> {
  const asked: { range: ByteRange | null } = { range: null }
  const { stream, form, bytes, ...file } = await open((all) => {
    const range = rangeOf(request.headers.get('Range'), all)
    if (range === 'unsatisfiable') {
      throw new Response(null, { status: 416, headers: { 'Content-Range': `bytes */${all}` } })
    }
    asked.range = range
    return range
  })
  const { range } = asked
  const length = range ? range.to - range.from : bytes
  const headers = new Headers({
    ...attachmentHeaders({ ...file, bytes: length }),
    'Accept-Ranges': 'bytes',
    // A PDF viewer of a browser does not work in a sandbox without an origin; it runs no page of ours either way.
    'Content-Security-Policy': form === 'pdf' ? PDF_POLICY : SANDBOX,
    'X-Frame-Options': 'SAMEORIGIN',
  })
  if (!saves && SHOWN.includes(form)) {
    headers.set(
      'Content-Disposition',
      (headers.get('Content-Disposition') ?? '').replace('attachment', 'inline'),
    )
  }
  if (range) headers.set('Content-Range', `bytes ${range.from}-${range.to - 1}/${bytes}`)
  return new Response(bodyOf(stream), { status: range ? 206 : 200, headers })
}

const SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'self'"
const PDF_POLICY =
  "default-src 'none'; object-src 'self'; plugin-types application/pdf; style-src 'unsafe-inline'"
