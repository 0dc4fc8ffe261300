/** A run of a message: words as they are, or an address one may follow. */
export type TextPart =
  | { kind: 'text'; text: string }
  /** `host` is where the link really leads, when the words written do not show it (international names). */
  | { kind: 'link'; text: string; href: string; host: string | null }

// No lookbehind in here: iPhones before iOS 16.4 refuse the whole file.
const ADDRESS = /(?:https?:\/\/|www\.)[^\s<>"'`“”‘’「」『』]+/giu
/** Behind one of these an address is part of something else, such as a mail address. */
const INSIDE_WORD = /[\w@.]/
const CLOSING = /[.,!?:;…·~*_。、，！？)\]}》〉]$/u
/** Particles and endings people write right behind an address; trimmed only after an ASCII character. */
const PARTICLE =
  /([\x21-\x7e])(?:에서는|에서도|에서|에는|에도|에게|으로|이랑|까지|부터|처럼|보다|라고|이라고|입니다|이에요|예요|인데|하고|이나|에|로|를|을|은|는|이|가|도|만|와|과|랑|의|요)요?$/u
/** Marks and particles taken off an end; each costs a look at the whole, and two thousand brackets are no sentence. */
const TRIMS_MAX = 20
/** Longest address made a link, in UTF-16 code units; longer ones stay words. */
const ADDRESS_MAX = 2000

/** An address as it stands in a message. */
type Found = { index: number; text: string; url: URL }

/** The web addresses in a message, also those that hold a name or password. `home` is our own origin. */
export function* addressesOf(message: string, home = ''): Generator<Found> {
  for (const match of message.matchAll(ADDRESS)) {
    const text = trimmed(match[0])
    const url = INSIDE_WORD.test(message.charAt(match.index - 1)) ? null : urlOf(text, home)
    if (url) yield { index: match.index, text, url }
  }
}

/** Splits a message into words and links. Only http and https; names or passwords inside an address make it words. */
export function linkParts(message: string, home?: string): TextPart[] {
  const parts: TextPart[] = []
  let from = 0
  for (const { index, text, url } of addressesOf(message, home)) {
    if (url.username || url.password) continue
    if (index > from) parts.push({ kind: 'text', text: message.slice(from, index) })
    const written = text.toLowerCase().includes(url.hostname)
    parts.push({ kind: 'link', text, href: url.href, host: written ? null : url.hostname })
    from = index + text.length
  }
  if (from < message.length) parts.push({ kind: 'text', text: message.slice(from) })
  return parts
}

function trimmed(address: string): string {
  let text = address
  for (let times = 0; times < TRIMS_MAX; times += 1) {
    const shorter = text.replace(PARTICLE, '$1')
    const bare = closesItself(shorter) ? shorter : shorter.replace(CLOSING, '')
    if (bare === text) return text
    text = bare
  }
  return text
}

/** `…/wiki/A_(나)` keeps its bracket, `(…/wiki/A)` loses it. */
function closesItself(text: string): boolean {
  return text.endsWith(')') && text.split('(').length >= text.split(')').length
}

function urlOf(text: string, home: string): URL | null {
  if (text.length > ADDRESS_MAX) return null
  const address = /^www\./iu.test(text) ? `https://${text}` : text
  if (!URL.canParse(address)) return null
  const url = new URL(address)
  return url.hostname.includes('.') || url.origin === home ? url : null
}
