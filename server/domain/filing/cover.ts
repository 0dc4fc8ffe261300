import { destinationWords, ruleBanner } from '#app/text/ko/destinations.ts'
import { diffWords } from '#app/text/ko/filing.ts'
import { filingList } from '#app/text/ko/filing-list.ts'
import { CUT_MARK } from '#server/exports/xlsx/frame.ts'
import type { Book, Fact } from '#server/exports/xlsx.ts'
import type { Told } from './told.ts'

const { cover: words, sheets, sideWord } = filingList

/** The first sheet: which filing and version, what it sums up to, its proof, and what its reader must know. */
export function coverOf({ frozen, masked, erased, diff }: Told): Book['cover'] {
  const { listName, rule } = destinationWords[frozen.destination]
  const facts: Fact[] = [
    { label: words.case, value: frozen.shopName },
    { label: words.filing, value: frozen.title },
    { label: words.recipient, value: frozen.recipient },
    { label: words.side, value: sideWord[frozen.side] },
    { label: words.version, value: words.versionValue(frozen.version) },
    { label: words.frozenAt, value: words.kst(frozen.frozenAt) },
    { label: words.counts, value: words.countsValue(frozen.people, frozen.claims) },
    { label: words.principal, value: words.won(frozen.principal) },
    { label: words.refunded, value: words.won(frozen.refunded) },
    { label: words.remaining, value: words.won(frozen.remaining) },
    ...(diff ? [{ label: words.diff, value: diffWords(diff) }] : []),
    { label: words.hash, value: frozen.sha256 },
    { label: words.ledger, value: words.ledgerValue(frozen.ledgerSeq) },
    { label: words.basis, value: ruleBanner(rule) },
  ]
  const said = [
    ...(masked ? [words.masked] : []),
    ...(erased > 0 ? [words.erased(erased)] : []),
    ...[words.stated, words.byHand, words.privacy, words.cut(CUT_MARK)],
  ]
  const notes = said.map((value, at) => ({ label: at === 0 ? words.notes : '', value }))
  return { name: sheets.cover, heading: words.title(frozen.shopName, listName), facts: [...facts, ...notes] }
}
