import type { IncomingMessage } from 'node:http'
import { FORM_MAX_BYTES } from './answer.ts'

/** Why a body is no form of ours: it is none, it is longer than a form may be, or it is of another kind. */
export type NoForm = 400 | 413 | 415

/**
 * The form in a request's body as `application/x-www-form-urlencoded` text, read whole before any page code runs: what
 * pages get can always be parsed and holds text only. Files in it are left out, uploads have a way of their own.
 */
export async function readFormBody(req: IncomingMessage): Promise<string | NoForm> {
  const bytes = await wholeBody(req)
  if (bytes === null) return 400
  if (bytes === 'too long') return 413
  const type = req.headers['content-type'] ?? ''
  if (/^multipart\/form-data\b/i.test(type)) return fromMultipart(bytes, type)
  const isForm = bytes.length === 0 || /^application\/x-www-form-urlencoded\b/i.test(type)
  return isForm ? bytes.toString('utf8') : 415
}

/** Null when the sender left before the end. */
async function wholeBody(req: IncomingMessage): Promise<Buffer | 'too long' | null> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of req.iterator({ destroyOnReturn: false })) {
      size += chunk.length
      if (size > FORM_MAX_BYTES) return 'too long'
      chunks.push(chunk)
    }
  } catch {
    return null
  }
  return Buffer.concat(chunks)
}

async function fromMultipart(bytes: Buffer, type: string): Promise<string | NoForm> {
  try {
    const form = await new Response(new Uint8Array(bytes), { headers: { 'Content-Type': type } }).formData()
    const texts = [...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string')
    return new URLSearchParams(texts).toString()
  } catch {
    return 400
  }
}
