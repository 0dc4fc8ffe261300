import { isIP } from 'node:net'
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible'
import { Refusal } from '#server/domain/refusal.ts'

/**
 * How often an act may happen, per account or per address, as points a period in seconds. Addresses get more than
 * accounts: a household, an office or a phone network shares one.
 */
const limits = {
  /** Searching, also while typing: five times a second. */
  search: { perAccount: [25, 5], perAddress: [150, 5] },
  /** Messages: five a second with a burst of twenty. */
  message: { perAccount: [20, 4], perAddress: [200, 4] },
  /** Answering with an emoji, confirming, voting: three a second, and a hall of people behind one address. */
  reaction: { perAccount: [30, 10], perAddress: [1000, 10] },
  /** Uploads: four full messages a minute. */
  upload: { perAccount: [40, 60], perAddress: [400, 60] },
  /** Files of the locker that are announced: a phone's whole album, and pieces of them: fifty megabytes a second. */
  evidence: { perAccount: [200, 60], perAddress: [2000, 60] },
  part: { perAccount: [400, 60], perAddress: [4000, 60] },
  /** Joining a room: mobile networks put hundreds of phones behind one address on the day a shop closes. */
  join: { perAccount: [10, 60], perAddress: [300, 60] },
  /** Tries at a code, a password or a recovery code. */
  guess: { perAccount: [10, 60], perAddress: [30, 60] },
  /** Opening cases. */
  openCase: { perAccount: [5, 3600], perAddress: [20, 3600] },
  /** Opening polls: each stands in everybody's way. */
  poll: { perAccount: [10, 3600], perAddress: [200, 3600] },
  /** Reporting messages: more in an hour is a quarrel, which no queue settles. */
  report: { perAccount: [10, 3600], perAddress: [200, 3600] },
  /** Filing, amending and withdrawing claims. */
  claim: { perAccount: [30, 60], perAddress: [300, 60] },
  /** Keeping a half-written claim: every second and a half in two tabs. */
  unsent: { perAccount: [90, 60], perAddress: [3000, 60] },
  /** Letters: setting one as PDF takes a second of a core. */
  letter: { perAccount: [20, 60], perAddress: [100, 60] },
  /** Lists with personal data: rare by nature. */
  export: { perAccount: [6, 3600], perAddress: [20, 3600] },
  /** What a receiver outside opens: a page now and then, or a program that asks every few seconds. */
  receive: { perAccount: [30, 60], perAddress: [60, 60] },
  /** Reading the words of a file: a PDF is read by a process of its own. */
  words: { perAccount: [30, 60], perAddress: [300, 60] },
  /** Receipts on paper: each is set by a process of its own. */
  receipt: { perAccount: [10, 60], perAddress: [60, 60] },
  /** Any other write. */
  write: { perAccount: [60, 60], perAddress: [600, 60] },
} as const satisfies Record<string, { perAccount: [number, number]; perAddress: [number, number] }>

export type LimitKind = keyof typeof limits
export type Limiter = (kind: LimitKind, who: { accountId: string | null; address: string }) => Promise<void>

/** A limiter with its own memory. Refuses `shared.too_many` with the wait in ms. */
export function createLimiter(factor = 1): Limiter {
  const buckets = new Map<string, RateLimiterMemory>()
  const bucket = (key: string, [points, duration]: readonly [number, number]) => {
    const found = buckets.get(key) ?? new RateLimiterMemory({ points: points * factor, duration })
    buckets.set(key, found)
    return found
  }
  return async (kind, who) => {
    const limit = limits[kind]
    await spend(bucket(`${kind}.address`, limit.perAddress), networkOf(who.address))
    if (who.accountId) await spend(bucket(`${kind}.account`, limit.perAccount), who.accountId)
  }
}

/**
 * What one subscriber has: an IPv4 address, or the first 64 bits of an IPv6 address. A home is given 2^64 of the latter
 * and could otherwise use a new one for each try.
 */
export function networkOf(address: string): string {
  const v4 = /^::ffff:(\d+(?:\.\d+){3})$/i.exec(address)?.[1]
  if (v4 || isIP(address) !== 6) return v4 ?? address
  // The URL parser writes an address in its one shortest form (RFC 5952).
  const [head = '', tail] = new URL(`http://[${address.replace(/%.*$/, '')}]`).hostname
    .slice(1, -1)
    .split('::')
  const groups = (text: string) => text.split(':').filter((group) => group !== '')
  const known = groups(head)
  if (tail !== undefined) while (known.length + groups(tail).length < 8) known.push('0')
  return `${[...known, ...groups(tail ?? '')].slice(0, 4).join(':')}::/64`
}

async function spend(bucket: RateLimiterMemory, key: string): Promise<void> {
  try {
    await bucket.consume(key)
  } catch (over) {
    if (over instanceof Error) throw over
    const retryAfterMs = (over as RateLimiterRes).msBeforeNext
    throw new Refusal('tooMany', 'shared.too_many', { retryAfterMs })
  }
}
