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
      const peer = req.socket.remoteAddress ?? ''
      if (trustedHops === 0) return peer
      // Counted before anything is left out: what cannot be read must not make room for an entry of the visitor's own.
      const entry = String(req.headers['x-forwarded-for'] ?? '')
        .split(',')
        .at(-trustedHops)
      return addressIn(entry ?? '') ?? peer
    },
    origin(req) {
      if (fixed) return fixed
      const https = trustedHops > 0 && req.headers['x-forwarded-proto'] === 'https'
      return `${https ? 'https' : 'http'}://${plainHost(req.headers.host)}`
    },
  }
}

/** The address in one entry of X-Forwarded-For; some proxies write its port too. */
function addressIn(entry: string): string | null {
  const bare = entry
    .trim()
    .replace(/^\[(.*)\](?::\d+)?$/, '$1')
    .replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1')
  return isIP(bare) === 0 ? null : bare
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
 * must name this very origin (RFC 6454); a missing Origin is refused too, since every browser sends one. `maxBytes` is
 * what this address takes, `methods` in which ways besides reading.
 */
export function refusedBecause(
  req: IncomingMessage,
  origin: string,
  maxBytes = FORM_MAX_BYTES,
  methods: readonly string[] = ['POST'],
): 403 | 405 | 413 | null {
  const method = req.method ?? 'GET'
  if (method === 'GET' || method === 'HEAD') return null
  if (!methods.includes(method)) return 405
  if (req.headers.origin !== origin) return 403
  const site = req.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin') return 403
  return Number(req.headers['content-length'] ?? 0) > maxBytes ? 413 : null
}

/**
 * The path and query a request asks for, whatever host it names beside ours, or null when it names no path. A path that
 * cannot be decoded comes back as one that can and that nothing is found under.
 */
export function targetOf(url: string | undefined): string | null {
  const local = url?.startsWith('/') ? url : pathInside(url ?? '')
  if (local === null) return null
  const [path = '', ...query] = local.split('?')
  return [decodable(path), ...query].join('?')
}

/** Proxies may ask in absolute form (RFC 9112 §3.2.2). */
function pathInside(url: string): string | null {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return null
  const { pathname, search } = new URL(url)
  return pathname + search
}

function decodable(path: string): string {
  try {
    decodeURIComponent(path)
    return path
  } catch {
    return path.replaceAll('%', '%25')
  }
}

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

/** True for requests from this machine itself. */
export function isLoopback(address: string): boolean {
  const plain = address.replace(/^::ffff:/, '')
  return loopback.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4')
}
