import { type HostName, readHost } from './host-name.ts'
import { addressesOf } from './links.ts'

/** What about an address one should look at twice. */
export type LinkDoubt = 'imitates' | 'hides' | 'named' | 'number' | 'port'

/** What is shown below a message for an address in it. */
export type LinkCard =
  /** A message of this very room. */
  | { kind: 'message'; href: string; channel: string; messageId: string }
  /** `href` is null where nobody should go: `https://kakao.com@evil.example`. */
  | { kind: 'site'; href: string | null; host: HostName; port: string; path: string; doubts: LinkDoubt[] }

/** Addresses of one message that get a card. */
const CARDS_MAX = 20
/** The path is shown up to here, in UTF-16 code units. */
const PATH_MAX = 36
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu
const MESSAGE_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The cards of a message, each address once. `home` is our own origin, `slug` the room it is read in. */
export function linkCards(message: string, home: string, slug: string): LinkCard[] {
  const cards = new Map<string, LinkCard>()
  for (const { url } of addressesOf(message, home)) {
    if (!cards.has(url.href)) cards.set(url.href, ownMessage(url, home, slug) ?? siteOf(url))
    if (cards.size === CARDS_MAX) break
  }
  return [...cards.values()]
}

/** The message of this room that an address of ours names, or null. */
export function ownMessage(url: URL, home: string, slug: string): (LinkCard & { kind: 'message' }) | null {
  const [, root, theSlug, room, channel = '', more] = url.pathname.split('/')
  const messageId = url.searchParams.get('m') ?? ''
  const isRoom = root === 'c' && theSlug === slug && room === 'room' && more === undefined
  if (url.origin !== home || !isRoom || !/^[a-z]+$/.test(channel) || !MESSAGE_ID.test(messageId)) return null
  return { kind: 'message', href: `${url.pathname}?m=${messageId}#m-${messageId}`, channel, messageId }
}

function siteOf(url: URL): LinkCard {
  const host = readHost(url.hostname)
  const named = url.username !== '' || url.password !== ''
  const doubts: Record<LinkDoubt, boolean> = {
    imitates: host.imitates,
    hides: host.hides,
    named,
    number: host.isNumber,
    port: url.port !== '',
  }
  return {
    kind: 'site',
    href: named ? null : url.href,
    host,
    port: url.port,
    path: pathOf(url),
    doubts: (Object.keys(doubts) as LinkDoubt[]).filter((doubt) => doubts[doubt]),
  }
}

function pathOf({ pathname, search }: URL): string {
  const path = `${decoded(pathname === '/' && !search ? '' : pathname)}${search ? '?…' : ''}`.replace(
    UNSEEN,
    '',
  )
  return path.length > PATH_MAX ? `${path.slice(0, PATH_MAX).replace(/[\ud800-\udbff]$/, '')}…` : path
}

function decoded(path: string): string {
  try {
    return decodeURI(path)
  } catch {
    return path
  }
}
