import type { IncomingMessage } from 'node:http'
import { EVIDENCE_FILE_BYTES } from '#app/shapes/evidence.ts'
import { KAKAO_FILE_BYTES } from '#app/shapes/kakao.ts'
import { MESSAGE_FILES_MAX } from '#app/shapes/live.ts'
import { MASKED_BYTES_MAX } from '#app/shapes/masking.ts'
import { PICTURE_BYTES_MAX } from '#app/shapes/picture.ts'
import { SETTLEMENT_FILE_BYTES } from '#app/shapes/settlement.ts'
import { SHEET_FILE_BYTES } from '#app/shapes/sheet.ts'
import { Refusal } from '#server/domain/refusal.ts'
import { FORM_MAX_BYTES } from './answer.ts'

// The few addresses that take files. Their multipart bodies pass as a stream, through a counter, to the page's own
// action, which knows who is asking before it reads a byte; everywhere else a body is read whole and small.

/** What may come to an address at most, in bytes, files and fields together. */
const doors: { path: RegExp; maxBytes: number }[] = [
  {
    path: /^\/c\/[^/]+\/room\/[^/]+(?:\/files)?$/,
    maxBytes: MESSAGE_FILES_MAX * PICTURE_BYTES_MAX + FORM_MAX_BYTES,
  },
  { path: /^\/c\/[^/]+\/evidence\/add$/, maxBytes: EVIDENCE_FILE_BYTES + FORM_MAX_BYTES },
  {
    path: /^\/c\/[^/]+\/evidence\/files\/[^/]+\/mask\/upload$/,
    maxBytes: MASKED_BYTES_MAX + FORM_MAX_BYTES,
  },
  { path: /^\/c\/[^/]+\/kakao(?:\/upload)?$/, maxBytes: KAKAO_FILE_BYTES + FORM_MAX_BYTES },
  {
    path: /^\/c\/[^/]+\/claims\/[^/]+\/settlement$/,
    maxBytes: SETTLEMENT_FILE_BYTES + FORM_MAX_BYTES,
  },
  { path: /^\/c\/[^/]+\/host\/sheets$/, maxBytes: SHEET_FILE_BYTES + FORM_MAX_BYTES },
]

/** How much of a refused upload is still read and thrown away, in ms and bytes, so that its sender hears why. */
const LINGER_MS = 2000
const LINGER_BYTES = 2 * PICTURE_BYTES_MAX

/** The most bytes this request may bring as a stream, or null when it is no upload. */
export function uploadMax(req: IncomingMessage): number | null {
  const path = (req.url ?? '').split('?', 1)[0] ?? ''
  if (req.method !== 'POST' || !/^multipart\/form-data\b/i.test(req.headers['content-type'] ?? ''))
    return null
  return doors.find((door) => door.path.test(path))?.maxBytes ?? null
}

/** The body of an upload. It fails with `upload.too_large` past `maxBytes`, whatever length was declared. */
export async function* countedBody(req: IncomingMessage, maxBytes: number): AsyncGenerator<Buffer> {
  let bytes = 0
  for await (const chunk of req.iterator({ destroyOnReturn: false })) {
    bytes += chunk.length
    if (bytes > maxBytes) throw new Refusal('tooLarge', 'upload.too_large')
    yield chunk
  }
}

/** Reads for a moment what is left of an upload that nobody wants; true when that was all of it. */
export async function readRest(req: IncomingMessage): Promise<boolean> {
  if (req.complete) return true
  let left = LINGER_BYTES
  await new Promise<void>((resolve) => {
    req.once('end', resolve).once('close', resolve)
    setTimeout(resolve, LINGER_MS).unref()
    req.on('data', (chunk: Buffer) => {
      left -= chunk.length
      if (left < 0) resolve()
    })
  })
  req.pause()
  return req.complete
}
