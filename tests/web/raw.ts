import { connect } from 'node:net'

/** An answer as it came over the wire. `status` is 0 when the line was cut, `open` when it was still open at the end. */
export type RawAnswer = { status: number; head: string; body: string; open: boolean }

/** How long the other side may take to answer and close, ms. */
const PATIENCE_MS = 5000

/** Sends bytes no HTTP client would send, and gives what comes back until the other side closes. */
export function raw(origin: string, bytes: string | Buffer): Promise<RawAnswer> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    const socket = connect(Number(new URL(origin).port), '127.0.0.1', () => socket.write(bytes))
    const finish = (open: boolean) => {
      clearTimeout(timer)
      socket.destroy()
      const [head = '', ...body] = Buffer.concat(chunks).toString('latin1').split('\r\n\r\n')
      const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0)
      resolve({ status, head, body: body.join('\r\n\r\n'), open })
    }
    const timer = setTimeout(() => finish(true), PATIENCE_MS)
    socket.on('data', (chunk) => chunks.push(chunk))
    socket.on('close', () => finish(false))
    socket.on('error', () => finish(false))
  })
}

/** A request of one line and header lines of one's own; Host and Connection are added. */
export function rawRequest(
  origin: string,
  line: string,
  headers: string[] = [],
  body = '',
): Promise<RawAnswer> {
  const lines = [`${line} HTTP/1.1`, `Host: ${new URL(origin).host}`, 'Connection: close', ...headers]
  return raw(origin, Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`, 'latin1'))
}

/** A POST of this very origin with a body of one's own. */
export function rawPost(
  origin: string,
  path: string,
  sent: { type?: string; body: string; cookie?: string; headers?: string[] },
): Promise<RawAnswer> {
  const headers = [
    `Origin: ${origin}`,
    `Content-Length: ${Buffer.byteLength(sent.body, 'latin1')}`,
    ...(sent.type === undefined ? [] : [`Content-Type: ${sent.type}`]),
    ...(sent.cookie === undefined ? [] : [`Cookie: ${sent.cookie}`]),
    ...(sent.headers ?? []),
  ]
  return rawRequest(origin, `POST ${path}`, headers, sent.body)
}
