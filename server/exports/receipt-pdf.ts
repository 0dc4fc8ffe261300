import { renderSVG } from 'uqr'
import { fromBase64 } from '#app/proof/bytes.ts'
import { fingerprint, readCheckpoint } from '#app/proof/checkpoint.ts'
import { type Receipt, toHex } from '#app/proof/receipt.ts'
import { fullMoment } from '#app/text/format.ts'
import { kindName } from '#app/text/ko/ledger.ts'
import { provesText, receiptPaper as words } from '#app/text/ko/proof.ts'
import { typeset } from './typeset.ts'

/** What stands on the paper beside the proof: shop, receipt number of a claim, title of evidence. */
export type ReceiptPaper = { receipt: Receipt; shopName: string; receiptNo: number | null; title: string }

/** The receipt for people, one or two pages; `address` is where it is checked. The same receipt gives the same bytes. */
export function receiptPdf({ receipt, shopName, receiptNo, title }: ReceiptPaper, address: string) {
  const tree = readCheckpoint(receipt.checkpoint)
  const key = fromBase64(receipt.publicKey)
  if (!tree || !key) throw new Error('A receipt without a checkpoint')
  const what = receiptNo === null ? words.evidence(title) : words.claim(receiptNo)
  const part = {
    title: words.title,
    lede: words.lede,
    facts: [
      [words.case, shopName],
      [words.what, what],
      [words.signedAt, fullMoment(tree.at)],
      [words.size, words.sizeOf(tree.size)],
      [words.root, grouped(toHex(tree.root))],
      [words.key, fingerprint(key)],
    ],
    entriesTitle: words.entries,
    entries: receipt.entries.map(({ seq, kind, at, data, hash }) => ({
      head: words.entry(seq, kindName(kind), fullMoment(at)),
      hashes: [
        ...(typeof data.sha256 === 'string' ? [[words.contentHash, grouped(data.sha256)]] : []),
        [words.entryHash, grouped(hash)],
      ],
    })),
    doesTitle: words.does,
    does: provesText.does,
    doesNotTitle: words.doesNot,
    doesNot: [...provesText.doesNot, provesText.notLegal],
    howTitle: words.how,
    how: words.howLines(address),
    qr: renderSVG(address, { ecc: 'M', border: 0 }),
  }
  return typeset('receipt', oneOf(part))
}

/** Hex in groups of four, as people compare it. */
function grouped(hex: string): string {
  return hex.replace(/(.{4})(?=.)/g, '$1 ')
}

async function* oneOf<T>(part: T): AsyncGenerator<T> {
  yield part
}
