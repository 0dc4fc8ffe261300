import { renderSVG } from 'uqr'
import { day } from '#app/text/format.ts'
import { posterText as words } from '#app/text/ko/poster.ts'
import { typeset } from './typeset.ts'

/** What the poster needs: the shop, the address its code leads to, and the day it was made (`YYYY-MM-DD` in Seoul). */
export type Poster = { shopName: string; address: string; madeOn: string }

/** The A4 poster of a case as PDF. Nothing on it changes with the case but the shop's name. */
export function posterPdf({ shopName, address, madeOn }: Poster): Promise<Uint8Array> {
  const part = {
    title: words.file(shopName),
    shop: shopName,
    what: words.what,
    call: words.call(shopName),
    lede: words.lede,
    // Read from two metres, through a window, with a corner torn off.
    qr: renderSVG(address, { ecc: 'Q', border: 2 }),
    ...{ scan: words.scan, typed: words.typed, address: address.replace(/^https?:\/\//, '') },
    ...{ bringTitle: words.bringTitle, bring: words.bring, none: words.none },
    ...{ safeTitle: words.safeTitle, safe: words.safe, asOf: words.asOf(day(madeOn)) },
  }
  return typeset('poster', once(part))
}

async function* once<T>(part: T): AsyncGenerator<T> {
  yield part
}
