import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import busboy from 'busboy'
import { isRefusal, Refusal } from '#server/domain/refusal.ts'

/** Fields beside the files, the longest of them in bytes, and header lines of a part: the composer's form has eight. */
const FIELDS_MAX = 20
const FIELD_BYTES_MAX = 64 * 1024
const HEADER_PAIRS_MAX = 20

/** A file as it comes in; what it is called is what the sender says. */
export type Upload = { name: string; bytes: AsyncIterable<Uint8Array> }

/** True when a request may bring files. */
export function bringsFiles(request: Request): boolean {
  return /^multipart\/form-data\b/i.test(request.headers.get('content-type') ?? '')
}

/**
 * Reads an upload part by part: each field into `form`, each file of the field `files.field` through `take`, whose
 * answers are given. Nothing is held in memory but what `take` holds. Empty file fields are passed over. What `take`
 * throws ends the reading; the form then has what came before. Refuses `upload.broken` for what is no such form,
 * `upload.too_many` and `upload.too_large`.
 */
export async function readUpload<T>(
  request: Request,
  files: { field: string; most: number; form: FormData },
  take: (file: Upload) => Promise<T>,
): Promise<T[]> {
  const taking: Promise<T>[] = []
  const failed: { why?: unknown } = {}
  const parser = makeParser(request, files.most)
  const stop = (why: unknown) => {
    failed.why ??= why
    parser.destroy(why instanceof Error ? why : new Error('upload ended'))
  }
  parser.on('field', (name, value, { nameTruncated, valueTruncated }) => {
    if (nameTruncated || valueTruncated) stop(new Refusal('tooLarge', 'upload.too_large'))
    else files.form.append(name, value)
  })
  parser.on('file', (field, stream, { filename }) => {
    // A part cut off while nobody reads it must not end the process.
    stream.on('error', () => {})
    if (field !== files.field || !filename) return void stream.resume()
    const took = take({ name: filename, bytes: stream })
    // Where the line broke, the form is what is wrong, not what was being made of it.
    took.catch((why: unknown) => !brokeOff(stream) && stop(why))
    taking.push(took)
  })
  parser.on('filesLimit', () => stop(new Refusal('invalid', 'upload.too_many')))
  parser.on('fieldsLimit', () => stop(new Refusal('malformed', 'upload.broken')))
  try {
    await pipeline(Readable.fromWeb(request.body as ReadableStream), parser)
    return await Promise.all(taking)
  } catch (error) {
    await Promise.allSettled(taking)
    throw failed.why ?? (isRefusal(error) ? error : new Refusal('malformed', 'upload.broken'))
  }
}

/** True when a part ended before its end; whoever stops reading one leaves it aborted. */
function brokeOff(stream: Readable): boolean {
  return stream.errored !== null && stream.errored.name !== 'AbortError'
}

function makeParser(request: Request, files: number): busboy.Busboy {
  try {
    if (!request.body || !bringsFiles(request)) throw new Error('no upload')
    return busboy({
      headers: { 'content-type': request.headers.get('content-type') ?? '' },
      defParamCharset: 'utf8',
      limits: {
        files,
        fields: FIELDS_MAX,
        fieldSize: FIELD_BYTES_MAX,
        headerPairs: HEADER_PAIRS_MAX,
      },
    })
  } catch {
    throw new Refusal('malformed', 'upload.broken')
  }
}
