import { setTimeout as sleep } from 'node:timers/promises'
import { AwsClient } from 'aws4fetch'
import type { ByteRange } from './store.ts'

// The few requests to an S3-compatible server that a store of files needs, each signed with its body.

/** Where the bucket is, and who writes to it. The endpoint's address is without the bucket. */
export type BucketAddress = {
  endpoint: string
  bucket: string
  region: string
  accessKeyId: string
  secretAccessKey: string
}

export type Bucket = {
  put(key: string, bytes: Buffer): Promise<void>
  /** One object out of pieces that are fetched one after another; nothing is kept when one fails. Five megabytes at least each but the last. */
  putPieces(key: string, pieces: AsyncIterable<Buffer>): Promise<void>
  /** A range, and how long the whole is; null when nothing lies there that far. Throws `S3Refused` with 404. */
  get(key: string, range: ByteRange): Promise<{ body: ReadableStream; total: number } | null>
  remove(key: string): Promise<void>
  /** Some names, when each was written, and where the next page begins. */
  list(from: string | null): Promise<{ entries: { key: string; at: Date }[]; next: string | null }>
}

/** What the server answered instead, with the protocol's own word for it. */
export class S3Refused extends Error {
  override name = 'S3Refused'
  readonly status: number

  constructor(status: number, code: string) {
    super(`S3 answered ${status} ${code}`)
    this.status = status
  }
}

/** Tries of one request, and how long to wait before the second, ms; twice as long before the third. */
const TRIES = 3
const AGAIN_MS = 200
/** Names a listing gives at once. */
const LISTED = 1000

export function openBucket({ endpoint, bucket, ...signer }: BucketAddress): Bucket {
  const client = new AwsClient({ ...signer, service: 's3', retries: 0 })
  const root = `${endpoint.replace(/\/+$/, '')}/${bucket}`
  const ask = (method: string, key: string, init: Asked = {}) => {
    const query = new URLSearchParams(init.query).toString()
    const url = root + (key && `/${key}`) + (query && `?${query}`)
    const { body = null, headers = {} } = init
    return again(async () =>
      answered(await client.fetch(url, { method, headers, body: body as BodyInit | null })),
    )
  }
  const putPiece = async (key: string, uploadId: string, partNumber: number, body: Buffer) => {
    const answer = await ask('PUT', key, { query: { partNumber: String(partNumber), uploadId }, body })
    return `<Part><PartNumber>${partNumber}</PartNumber><ETag>${answer.headers.get('etag')}</ETag></Part>`
  }
  return {
    put: async (key, body) => void (await ask('PUT', key, { body })),
    async putPieces(key, pieces) {
      const begun = await (await ask('POST', key, { query: { uploads: '' } })).text()
      const uploadId = inTag('UploadId', begun)
      if (uploadId === null) throw new Error('S3 began no upload')
      try {
        const parts: string[] = []
        for await (const piece of pieces) parts.push(await putPiece(key, uploadId, parts.length + 1, piece))
        const body = `<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`
        const ended = await (await ask('POST', key, { query: { uploadId }, body })).text()
        // Said after a long wait, when 200 was already on its way.
        if (ended.includes('<Error>')) throw new S3Refused(500, inTag('Code', ended) ?? '')
      } catch (error) {
        await ask('DELETE', key, { query: { uploadId } }).catch(() => {})
        throw error
      }
    },
    async get(key, { from, to }) {
      const last = to === Number.POSITIVE_INFINITY ? '' : to - 1
      const answer = await ask('GET', key, { headers: { Range: `bytes=${from}-${last}` } }).catch(beyond)
      if (answer === null) return null
      const total = Number(/\/(\d+)$/.exec(answer.headers.get('content-range') ?? '')?.[1])
      if (!answer.body || !Number.isSafeInteger(total)) throw new Error('S3 answered without a range')
      return { body: answer.body, total }
    },
    remove: async (key) => void (await ask('DELETE', key)),
    async list(from) {
      const query: Record<string, string> = { 'list-type': '2', 'max-keys': String(LISTED) }
      if (from !== null) query['continuation-token'] = from
      const text = await (await ask('GET', '', { query })).text()
      const entries = Array.from(text.matchAll(/<Contents>(.*?)<\/Contents>/gs), ([, entry = '']) => ({
        key: inTag('Key', entry) ?? '',
        at: new Date(inTag('LastModified', entry) ?? 0),
      }))
      return { entries, next: inTag('NextContinuationToken', text) }
    },
  }
}

type Asked = { query?: Record<string, string>; headers?: Record<string, string>; body?: Buffer | string }

async function answered(answer: Response): Promise<Response> {
  if (answer.ok) return answer
  throw new S3Refused(answer.status, inTag('Code', await answer.text()) ?? '')
}

/** A range that begins where nothing is. */
function beyond(error: unknown): null {
  if (error instanceof S3Refused && error.status === 416) return null
  throw error
}

/** What stands between a tag and its end, in answers that hold names and numbers only. */
function inTag(tag: string, xml: string): string | null {
  const found = new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(xml)?.[1]
  return found?.replaceAll('&quot;', '"').replaceAll('&amp;', '&') ?? null
}

/** Once more when the server was busy or the line broke; what it refuses stays refused. */
async function again<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      const refused = error instanceof S3Refused && error.status < 500 && error.status !== 429
      if (refused || attempt === TRIES) throw error
    }
    await sleep(AGAIN_MS * 2 ** (attempt - 1))
  }
}
