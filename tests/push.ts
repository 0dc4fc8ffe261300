import { createDecipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { PushAddress } from '#app/shapes/notify.ts'
import { openPush, type Push } from '#server/push/push.ts'

// A push service and its browsers, on a port of this machine: what arrives is decrypted here as RFC 8291 says, by code
// of its own.

export type Received = { path: string; headers: IncomingHttpHeaders; payload: unknown }
export type TestBrowser = { address: PushAddress; received: Received[] }
export type PushService = {
  /** A browser that subscribed. */
  browser(): TestBrowser
  /** What the service answers from now on to pushes for a browser; 201 unless said. */
  answer(browser: TestBrowser, statuses: number[]): void
  requests(): number
  close(): Promise<void>
}

export async function startPushService(): Promise<PushService> {
  const browsers = new Map<string, { keys: Keys; own: TestBrowser; answers: number[] }>()
  let requests = 0
  const http = createServer(async (req, res) => {
    requests += 1
    const chunks: Buffer[] = []
    for await (const chunk of req) chunks.push(chunk as Buffer)
    const found = browsers.get(req.url ?? '')
    const status = found ? (found.answers.shift() ?? 201) : 404
    if (found && status === 201) {
      const text = decrypted(Buffer.concat(chunks), found.keys)
      found.own.received.push({ path: req.url ?? '', headers: req.headers, payload: JSON.parse(text) })
    }
    res.writeHead(status).end('what it says is nobody’s business')
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const { port } = http.address() as AddressInfo
  return {
    browser() {
      const path = `/push/${randomBytes(12).toString('hex')}`
      const ecdh = createECDH('prime256v1')
      const keys = { ecdh, point: ecdh.generateKeys(), auth: randomBytes(16) }
      const address = {
        endpoint: `http://127.0.0.1:${port}${path}`,
        p256dh: keys.point.toString('base64url'),
        auth: keys.auth.toString('base64url'),
      }
      const own = { address, received: [] }
      browsers.set(path, { keys, own, answers: [] })
      return own
    },
    answer({ address }, statuses) {
      const found = browsers.get(new URL(address.endpoint).pathname)
      if (found) found.answers = [...statuses]
    },
    requests: () => requests,
    close: () => new Promise((resolve) => void http.close(() => resolve())),
  }
}

/** An address on this machine where nobody listens, with the keys of a browser. */
export function pushAddress(): PushAddress {
  const p256dh = createECDH('prime256v1').generateKeys('base64url')
  const auth = randomBytes(16).toString('base64url')
  return { endpoint: `http://127.0.0.1:9/${randomBytes(12).toString('hex')}`, p256dh, auth }
}

/** Pushes to services on this machine only; with a key of its own. */
export function testPush(allows: (endpoint: URL) => boolean = isLocal): Push {
  const pair = createECDH('prime256v1')
  const publicKey = pair.generateKeys('base64url')
  const privateKey = pair.getPrivateKey('hex').padStart(64, '0')
  const key = { publicKey, privateKey: Buffer.from(privateKey, 'hex').toString('base64url') }
  return openPush({ key, contact: 'mailto:moa@example.com', allows })
}

export const isLocal = (endpoint: URL): boolean => endpoint.hostname === '127.0.0.1'

type Keys = { ecdh: ReturnType<typeof createECDH>; point: Buffer; auth: Buffer }

/** RFC 8188 (aes128gcm, one record) with the keys of RFC 8291 §3.4. */
function decrypted(body: Buffer, { ecdh, point, auth }: Keys): string {
  const salt = body.subarray(0, 16)
  const sender = body.subarray(21, 21 + (body[20] ?? 0))
  const record = body.subarray(21 + sender.length)
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), point, sender])
  const input = Buffer.from(hkdfSync('sha256', ecdh.computeSecret(sender), auth, info, 32))
  const key = Buffer.from(hkdfSync('sha256', input, salt, 'Content-Encoding: aes128gcm\0', 16))
  const nonce = Buffer.from(hkdfSync('sha256', input, salt, 'Content-Encoding: nonce\0', 12))
  const opening = createDecipheriv('aes-128-gcm', key, nonce)
  opening.setAuthTag(record.subarray(-16))
  const padded = Buffer.concat([opening.update(record.subarray(0, -16)), opening.final()])
  const end = padded.lastIndexOf(2)
  if (end < 0 || padded.subarray(end + 1).some((byte) => byte !== 0)) throw new Error('not the last record')
  return padded.subarray(0, end).toString('utf8')
}
