import type { ClaimSide } from '#app/shapes/case.ts'
import type { ExportShape } from '#app/shapes/export.ts'
import { exportText, listText } from '#app/text/ko/export.ts'
import type { Book, Fact } from '#server/exports/xlsx.ts'
import type { ListSums } from './sums.ts'

/** What the cover says beside the sums. `at` is an ISO instant, the hash hex. */
export type CoverFacts = {
  shopName: string
  operatorName: string
  businessNumber: string | null
  at: string
  ledgerSeq: number
  ledgerHash: string
}

type Asked = { shape: ExportShape; side: ClaimSide | null; reason: string; member: { nickname: string } }

const { cover: words, sheets, sideWord } = listText

/** The first sheet: which case, when, what is in it and what not, who asked and why, and where the ledger stood. */
export function coverOf(
  asked: Asked,
  facts: CoverFacts,
  sums: ReadonlyMap<ClaimSide, ListSums>,
): Book['cover'] {
  return {
    name: sheets.cover,
    heading: words.title(facts.shopName),
    facts: [...caseFacts(facts), ...contents(asked, sums), ...origin(asked, facts), ...notes(asked)],
  }
}

function caseFacts({ shopName, operatorName, businessNumber, at }: CoverFacts): Fact[] {
  return [
    { label: words.case, value: shopName },
    ...(operatorName ? [{ label: words.operator, value: operatorName }] : []),
    ...(businessNumber ? [{ label: words.businessNumber, value: hyphened(businessNumber) }] : []),
    { label: words.at, value: words.kst(at) },
  ]
}

/** Each side on lines of its own: the two are never added up. */
function contents({ shape, side }: Asked, sums: ReadonlyMap<ClaimSide, ListSums>): Fact[] {
  const filter = side ? words.filterSide(sideWord[side]) : words.filterBoth
  return [
    { label: words.filter, value: filter },
    { label: words.shape, value: exportText.form.shapes[shape].label },
    ...[...sums].flatMap(([each, { people, claims, remaining }]) => [
      { label: words.counts(sideWord[each]), value: words.countsValue(people, claims) },
      { label: words.remaining(sideWord[each]), value: words.remainingValue(remaining) },
    ]),
  ]
}

function origin({ member, reason }: Asked, { ledgerSeq, ledgerHash }: CoverFacts): Fact[] {
  return [
    { label: words.by, value: words.byHost(member.nickname) },
    { label: words.reason, value: reason },
    { label: words.ledger, value: words.ledgerValue(ledgerSeq) },
    { label: words.ledgerHash, value: ledgerHash },
  ]
}

function notes({ shape, side }: Asked): Fact[] {
  const said = [
    ...(side ? [] : [words.noteSides]),
    words.noteStated,
    ...(shape === 'items' ? [words.noteItems] : []),
    words.notePrivacy,
    words.noteLaw,
  ]
  return said.map((value, at) => ({ label: at === 0 ? words.notes : '', value }))
}

function hyphened(businessNumber: string): string {
  return businessNumber.replace(/^(\d{3})(\d{2})(\d{5})$/, '$1-$2-$3')
}
