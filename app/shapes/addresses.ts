// Web addresses inside words, also those that are no links yet: without http, with [.] for a dot, in full width.
// No lookbehind in here: iPhones before iOS 16.4 refuse the whole file.

/** An address somebody wrote. `host` is in lower case without www.; `key` is equal where both lead to the same page. */
export type Address = { host: string; key: string }

/** Addresses looked at in one text; nobody writes more into a message by hand. */
const ADDRESSES_MAX = 20

const ENDINGS =
  'com|net|org|kr|한국|co|io|me|ly|gle|gl|be|to|gg|app|dev|site|shop|store|xyz|top|info|biz|link|page|club|online|live|' +
  'life|vip|cc|tv|us|uk|jp|cn|ru|in|asia|icu|work|fun|pro|one|space|website|tech|cloud|blog|click|win|bid|loan|money|' +
  'fund|cafe|center|support|help|law|legal|email|press|group|world|zone|today|best|company|ml|tk|ga|cf|gq'
/** Letters of one script a label: 여기refund.com leads to refund.com. */
const LABEL = '(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?|[가-힣]{1,20})'
const PORT_AND_PATH = '(?::\\d{1,5})?(?:[/?#][\\x21-\\x7e]*)?'
const ADDRESS = new RegExp(
  `(?:h(?:tt|xx)ps?://([^\\s/?#:<>"'“”‘’]{1,253})|((?:${LABEL}\\.){1,6}(?:${ENDINGS}))(?![a-z0-9@-]))(${PORT_AND_PATH})`,
  'giu',
)
const UNSEEN = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g
const HIDDEN_DOT = /\s?(?:\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\)|\(점\)|\[점\])\s?/gi
/** Marks that close a sentence rather than an address. */
const CLOSING = /[.,!?:;)\]}'"~*_]+$/

/** The addresses in a text, each once, at most twenty. Mail addresses are none. */
export function addressesIn(text: string): Address[] {
  const plain = text.normalize('NFKC').replace(UNSEEN, '').replace(HIDDEN_DOT, '.')
  const found = new Map<string, Address>()
  for (const match of plain.matchAll(ADDRESS)) {
    const [, afterScheme, bare, rest = ''] = match
    const before = plain.charAt(match.index - 1)
    if (bare !== undefined && (before === '@' || /[\w.]/.test(before))) continue
    const host = hostOf(afterScheme ?? bare ?? '')
    if (!host) continue
    const key = `${host}${rest.replace(/^:\d+/, '').replace(CLOSING, '').replace(/\/+$/, '')}`
    found.set(key, { host, key })
    if (found.size === ADDRESSES_MAX) break
  }
  return [...found.values()]
}

/** `https://name:word@evil.example` leads to evil.example. */
function hostOf(written: string): string {
  const host = written.slice(written.lastIndexOf('@') + 1).toLowerCase()
  return host.replace(/^www\./, '').replace(CLOSING, '')
}

/** Whether the address belongs to a public body, a consumer or financial authority, or a card company of Korea. */
export function isOfficial({ host }: Address): boolean {
  return host.endsWith('.go.kr') || OFFICIAL.some((name) => host === name || host.endsWith(`.${name}`))
}

/** Only registered bodies get .go.kr; of the other endings, these are where people are sent to by the room itself. */
const OFFICIAL = [
  'kca.or.kr',
  'fss.or.kr',
  'crefia.or.kr',
  'ecmc.or.kr',
  'kofair.or.kr',
  'klac.or.kr',
  'kbcard.com',
  'shinhancard.com',
  'samsungcard.com',
  'hyundaicard.com',
  'lottecard.co.kr',
  'hanacard.co.kr',
  'wooricard.com',
  'bccard.com',
  'nonghyup.com',
  'citibank.co.kr',
]
