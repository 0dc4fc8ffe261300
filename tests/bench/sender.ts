import { randomUUID } from 'node:crypto'
import { Agent, type IncomingMessage, request } from 'node:http'
import { EVIDENCE_PART_BYTES } from '#app/shapes/evidence.ts'

// A phone that puts files into the locker in as few instructions as possible: announced, then piece after piece, as our
// page does it, without counting anything itself.

export type Content = { bytes: Buffer; sha256: string; name: string }
/** `headers` say who sends. */
export type Door = {
  port: number
  slug: string
  agent: Agent
  headers(who: string): Record<string, string>
}

/** One line for each file that is on its way. */
export function lines(parallel: number): Agent {
  return new Agent({ keepAlive: true, maxSockets: parallel })
}

/** Sends a file whole, line unbroken. Throws when it is not taken. */
export async function sendFile(door: Door, who: string, content: Content): Promise<void> {
  const id = await announce(door, who, content)
  for (let at = 0; at < content.bytes.length; at += EVIDENCE_PART_BYTES) {
    await expectStatus(204, patch(door, who, { id, at }, partAt(content, at)))
  }
}

/**
 * Sends a file over a line that is torn once, `share` (0–1) of the way through it, then asks how far it is and goes on.
 * Gives the bytes that were sent twice.
 */
export async function sendTorn(door: Door, who: string, content: Content, share: number): Promise<number> {
  const id = await announce(door, who, content)
  const cut = Math.floor(content.bytes.length * share)
  let at = 0
  let resent = 0
  for (let torn = false; at < content.bytes.length; ) {
    const part = partAt(content, at)
    if (torn || at + part.length <= cut) {
      await expectStatus(204, patch(door, who, { id, at }, part))
      at += part.length
      continue
    }
    await tear(door, who, { id, at }, part, cut - at)
    torn = true
    const there = await offset(door, who, id)
    resent = cut - there
    at = there
  }
  return resent
}

/** The same bytes to a file and nothing more. */
export async function sendPlain({ port, agent }: Door, _: string, { bytes }: Content): Promise<void> {
  const asked = request({ port, agent, method: 'POST', path: `/plain/${randomUUID()}` })
  await expectStatus(204, answerTo(asked, bytes))
}

/** Announces a file; again with the same `id` is fine. */
export async function announce(
  { port, slug, agent, headers }: Door,
  who: string,
  { bytes, sha256, name }: Content,
  id: string = randomUUID(),
) {
  const said = { id, evidence: randomUUID(), filename: name, sha256 }
  const metadata = Object.entries(said).map(
    ([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`,
  )
  const asked = request({
    ...{ port, agent, method: 'POST', path: `/c/${slug}/evidence/upload` },
    headers: {
      ...headers(who),
      'Tus-Resumable': '1.0.0',
      'Upload-Length': bytes.length,
      'Upload-Metadata': metadata.join(','),
      'Content-Length': 0,
    },
  })
  await expectStatus(201, answerTo(asked))
  return id
}

type Place = { id: string; at: number }

export function patch(door: Door, who: string, place: Place, part: Buffer): Promise<IncomingMessage> {
  return answerTo(patching(door, who, place, part.length), part)
}

function patching({ port, slug, agent, headers }: Door, who: string, { id, at }: Place, length: number) {
  return request({
    ...{ port, agent, method: 'PATCH', path: `/c/${slug}/evidence/upload/${id}` },
    headers: {
      ...headers(who),
      'Tus-Resumable': '1.0.0',
      'Upload-Offset': at,
      'Content-Type': 'application/offset+octet-stream',
      'Content-Length': length,
    },
  })
}

/** Sends so much of a piece, and tears the line once the kernel has it. */
export async function tear(
  door: Door,
  who: string,
  place: Place,
  part: Buffer,
  bytes: number,
): Promise<void> {
  const asked = patching(door, who, place, part.length)
  await new Promise<void>((resolve) => {
    asked.on('error', () => resolve())
    asked.on('response', () => resolve())
    asked.write(part.subarray(0, Math.max(1, bytes)), () => resolve())
  })
  asked.destroy()
}

/** How far a file is. */
export async function offset({ port, slug, agent, headers }: Door, who: string, id: string): Promise<number> {
  const path = `/c/${slug}/evidence/upload/${id}`
  const asked = request({
    port,
    agent,
    method: 'HEAD',
    path,
    headers: { ...headers(who), 'Tus-Resumable': '1.0.0' },
  })
  const answer = await expectStatus(200, answerTo(asked))
  return Number(answer.headers['upload-offset'])
}

export function partAt({ bytes }: Content, at: number): Buffer {
  return bytes.subarray(at, at + EVIDENCE_PART_BYTES)
}

function answerTo(asked: ReturnType<typeof request>, body?: Buffer): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    asked.once('error', reject)
    asked.once('response', (answer) => {
      answer.resume()
      answer.once('end', () => resolve(answer))
      answer.once('error', reject)
    })
    asked.end(body)
  })
}

export async function expectStatus(
  status: number,
  answer: Promise<IncomingMessage>,
): Promise<IncomingMessage> {
  const got = await answer
  if (got.statusCode !== status) throw new Error(`answered ${got.statusCode}, not ${status}`)
  return got
}
