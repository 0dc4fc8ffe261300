import { request as overHttp } from 'node:http'
import { request as overHttps } from 'node:https'
import { setTimeout as sleep } from 'node:timers/promises'
import webPush from 'web-push'
import type { PushAddress } from '#app/shapes/notify.ts'
import type { PushKey } from '#server/domain/push-key.ts'

// The way out to the push services of browsers (RFC 8030). What is sent is encrypted for the one browser (RFC 8291) and
// signed with our key (RFC 8292). The address comes from a browser, so anybody may have made it up: what may be reached
// is the caller's rule, and no redirect is followed.

/** `gone`: the browser will never take a push here again. `failed`: not now, after several tries. */
export type PushOutcome = 'sent' | 'gone' | 'failed'

/** A push that still waits is replaced by the next of its `topic` (base64url, at most 32). */
export type PushTerms = { topic: string; urgency: 'normal' | 'high' }

export type Push = {
  /** What a browser needs to subscribe: our P-256 point, base64url. */
  readonly publicKey: string
  /** Whether this address may be kept and sent to. */
  allows(endpoint: string): boolean
  /** Sends a text of at most 3,800 bytes. Never rejects for what happens out there. */
  send(to: PushAddress, payload: string, terms: PushTerms): Promise<PushOutcome>
}

export type PushOptions = {
  key: PushKey
  /** How a push service reaches the operator: an https: or mailto: address. */
  contact: string
  allows(endpoint: URL): boolean
}

/** How long a service keeps a push for a phone that is off, seconds: a day-old "new message" is no news. */
const KEEP_S = 24 * 3600
/** How long a service may take to answer, ms. */
const ANSWER_MS = 10_000
/** Pauses before the second and third try, ms; a service's own wish counts when it is no longer than the last. */
const PAUSES_MS = [500, 4_000]
/** A signature serves this long, ms; the standard allows a day. */
const SIGNED_MS = 6 * 3_600_000
/** Signatures kept: one a service, and there are few. */
const SIGNED_MAX = 50

/** Opens nothing: connections are made by `send`. */
export function openPush({ key, contact, allows }: PushOptions): Push {
  const sign = signer(key, contact)
  const mayReach = (endpoint: string) => URL.canParse(endpoint) && allows(new URL(endpoint))
  return {
    publicKey: key.publicKey,
    allows: mayReach,
    async send(to, payload, terms) {
      if (!mayReach(to.endpoint)) return 'gone'
      const body = sealed(to, payload)
      if (!body) return 'gone'
      const url = new URL(to.endpoint)
      const headers = {
        Authorization: sign(url.origin),
        'Content-Encoding': 'aes128gcm',
        'Content-Type': 'application/octet-stream',
        'Content-Length': body.length,
        TTL: KEEP_S,
        Topic: terms.topic,
        Urgency: terms.urgency,
      }
      return tries(() => post(url, headers, body))
    },
  }
}

/** Null when the browser's keys are no point of the curve: nothing will ever be readable there. */
function sealed(to: PushAddress, payload: string): Buffer | null {
  try {
    return webPush.encrypt(to.p256dh, to.auth, payload, 'aes128gcm').cipherText
  } catch {
    return null
  }
}

function signer(key: PushKey, contact: string) {
  const kept = new Map<string, { value: string; until: number }>()
  return (audience: string): string => {
    const found = kept.get(audience)
    if (found && found.until > Date.now()) return found.value
    const until = Date.now() + SIGNED_MS
    const expires = Math.floor(until / 1000) + 3600
    const made = webPush.getVapidHeaders(
      audience,
      contact,
      key.publicKey,
      key.privateKey,
      'aes128gcm',
      expires,
    )
    if (kept.size >= SIGNED_MAX) kept.clear()
    kept.set(audience, { value: made.Authorization, until })
    return made.Authorization
  }
}

type Answer = { status: number; retryAfterMs: number | null }

async function tries(once: () => Promise<Answer>): Promise<PushOutcome> {
  for (const pause of [...PAUSES_MS, null]) {
    const { status, retryAfterMs } = await once()
    if (status >= 200 && status < 300) return 'sent'
    if (status === 404 || status === 410) return 'gone'
    const mayPass = status === 0 || status === 429 || status >= 500
    if (pause === null || !mayPass || (retryAfterMs ?? 0) > Math.max(...PAUSES_MS)) return 'failed'
    await sleep(Math.max(pause, retryAfterMs ?? 0))
  }
  return 'failed'
}

/** Status 0 when there was no answer. */
function post(url: URL, headers: Record<string, string | number>, body: Buffer): Promise<Answer> {
  const request = url.protocol === 'https:' ? overHttps : overHttp
  return new Promise((resolve) => {
    const none = () => resolve({ status: 0, retryAfterMs: null })
    const signal = AbortSignal.timeout(ANSWER_MS)
    const asked = request(url, { method: 'POST', headers, signal }, (answer) => {
      const seconds = Number(answer.headers['retry-after'])
      const retryAfterMs = Number.isFinite(seconds) ? seconds * 1000 : null
      // What it says beside its status is not read.
      answer.on('error', none)
      answer.resume()
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, retryAfterMs }))
    })
    asked.on('error', none)
    asked.end(body)
  })
}
