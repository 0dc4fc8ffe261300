// Whose page an address really is, in the two ways its name can be written.

/** A host as people read it and, where that differs, as it goes over the wire (`xn--…`). */
export type HostName = {
  shown: string
  wire: string | null
  /** The part that was registered, the end of `shown`: in `naver.com.evil.xyz` it is `evil.xyz`. */
  own: string
  /** Some letters only look like the Latin or Korean ones people expect. */
  imitates: boolean
  /** A name that looks like an address of its own stands before the registered part. */
  hides: boolean
  /** A bare number instead of a name. */
  isNumber: boolean
}

/** Endings under which names are registered one step further down: co.kr, com.cn. */
const SECOND = /^(?:ac|co|com|edu|go|gov|hs|kg|mil|ms|ne|net|or|org|pe|re|sc)$/
const COUNTRY = /^[a-z]{2}$/
/** Labels that end an address; one of them in the middle pretends that the address ended there. */
const ENDING = /^(?:com|net|org|kr|co|or|go|io|me)$/
const NUMBER = /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[.*\])$/
const KOREAN = /^[a-z0-9\uac00-\ud7a3-]*$/

/** Reads a host as `URL.hostname` gives it. */
export function readHost(hostname: string): HostName {
  const wire = hostname.replace(/\.$/, '')
  const isNumber = NUMBER.test(wire)
  const labels = wire
    .split('.')
    .map((label) => (label.startsWith('xn--') ? fromPunycode(label.slice(4)) : label))
  const shown = labels.join('.')
  const [second = '', top = ''] = labels.slice(-2)
  const depth = isNumber ? labels.length : COUNTRY.test(top) && SECOND.test(second) ? 3 : 2
  const front = labels.slice(0, -depth)
  return {
    shown,
    wire: shown === wire ? null : wire,
    own: labels.slice(-depth).join('.'),
    imitates: labels.some((label) => !KOREAN.test(label)),
    hides: front.some((label, at) => at > 0 && ENDING.test(label)),
    isNumber,
  }
}

/**
 * The letters of a label behind its `xn--` (RFC 3492, section 6.2); what cannot be read stays as it is written.
 */
export function fromPunycode(code: string): string {
  const end = code.lastIndexOf('-')
  const letters = Array.from(code.slice(0, Math.max(0, end)), (letter) => letter.codePointAt(0) ?? 0)
  let [point, index, bias] = [128, 0, 72]
  let at = end + 1
  while (at < code.length) {
    const before = index
    for (let weight = 1, base = 36; ; base += 36) {
      const digit = digitOf(code.charCodeAt(at))
      at += 1
      if (digit >= 36) return `xn--${code}`
      index += digit * weight
      const least = Math.min(Math.max(base - bias, 1), 26)
      if (digit < least) break
      weight *= 36 - least
    }
    const count = letters.length + 1
    bias = adapted(index - before, count, before === 0)
    point += Math.floor(index / count)
    index %= count
    if (point > 0x10ffff) return `xn--${code}`
    letters.splice(index, 0, point)
    index += 1
  }
  return String.fromCodePoint(...letters)
}

/** a–z are 0 to 25, 0–9 are 26 to 35; anything else, also the end, is none. */
function digitOf(unit: number): number {
  if (unit >= 48 && unit <= 57) return unit - 22
  if (unit >= 97 && unit <= 122) return unit - 97
  return 36
}

function adapted(delta: number, count: number, isFirst: boolean): number {
  let rest = Math.floor(delta / (isFirst ? 700 : 2))
  rest += Math.floor(rest / count)
  let steps = 0
  for (; rest > 455; steps += 36) rest = Math.floor(rest / 35)
  return steps + Math.floor((36 * rest) / (rest + 38))
}
