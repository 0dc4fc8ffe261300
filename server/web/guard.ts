import type { IncomingMessage, ServerResponse } from 'node:http'
import { BlockList, isIP } from 'node:net'
import helmet from 'helmet'
import { FORM_MAX_BYTES } from './answer.ts'

// What every request passes before any page code runs.

/** Where a request comes from and what people see in their address bar, believing `trustedHops` proxies. */
export type Origins = { address(req: IncomingMessage): string; origin(req: IncomingMessage): string }

/** `fixed` is the configured address; without it the request's own Host is used (embedded use on one machine). */
export function originsOf(fixed: string | undefined, trustedHops: number): Origins {
  return {
    address(req) {
      const forwarded = String(req.headers['x-forwarded-for'] ?? '')
        .split(',')
        .map((part) => part.trim())
        .filter((part) => isIP(part) !== 0)
      const peer = req.socket.remoteAddress ?? ''
      return trustedHops > 0 ? (forwarded.at(-trustedHops) ?? peer) : peer
    },
    origin(req) {
      if (fixed) return fixed
      const https = trustedHops > 0 && req.headers['x-forwarded-proto'] === 'https'
      return `${https ? 'https' : 'http'}://${plainHost(req.headers.host)}`
    },
  }
}

/** A host as browsers write it; anything else becomes `localhost`. */
function plainHost(host: string | undefined): string {
  return host && /^[a-z0-9.\-[\]:]{1,255}$/i.test(host) && URL.canParse(`http://${host}`) ? host : 'localhost'
}

const headers = helmet({
  // Written by the page itself, with its nonce.
  contentSecurityPolicy: false,
  crossOriginEmbedderPolicy: false,
  crossOriginResourcePolicy: { policy: 'same-site' },
  // Not no-referrer: browsers then send `Origin: null` with forms, and every form without scripts would be refused.
  referrerPolicy: { policy: 'same-origin' },
  // Only sent over https, where it means something.
  strictTransportSecurity: { maxAge: 31_536_000, includeSubDomains: false },
})

/** Sets the security headers of every answer. */
export function secure(req: IncomingMessage, res: ServerResponse): void {
  headers(req, res, () => {})
  res.setHeader('Permissions-Policy', 'camera=(self), geolocation=(), microphone=(), payment=(), usb=()')
}

/**
 * Why a request must be refused before it has any effect: null, or a status. Every request that may change something
 * must name this very origin (RFC 6454); a missing Origin is refused too, since every browser sends one.
 */
export function refusedBecause(req: IncomingMessage, origin: string): 403 | 405 | 413 | null {
  const method = req.method ?? 'GET'
  if (method === 'GET' || method === 'HEAD') return null
  if (method !== 'POST') return 405
  if (req.headers.origin !== origin) return 403
  const site = req.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin') return 403
  return Number(req.headers['content-length'] ?? 0) > FORM_MAX_BYTES ? 413 : null
}

/** Ends a request whose body grows past the limit without having said so. */
export function boundBody(req: IncomingMessage): void {
  let seen = 0
  req.on('data', (chunk: Buffer) => {
    seen += chunk.length
    if (seen > FORM_MAX_BYTES) req.destroy()
  })
  // The listener above must not start the flow before the page reads.
  req.pause()
}

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

/** True for requests from this machine itself. */
export function isLoopback(address: string): boolean {
  const plain = address.replace(/^::ffff:/, '')
  return loopback.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4')
}
