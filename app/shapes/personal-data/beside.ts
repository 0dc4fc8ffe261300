import type { Span } from '../plain-line.ts'

/** How far from a number the word that names it may stand, in UTF-16 units. */
const BESIDE_UNITS = { before: 24, after: 14 }

/** What the room works with and everybody may read. The nearest word before a number says what it is. */
const OPEN_NUMBER =
  /사업자|통신판매|주문|송장|운송장|배송|택배|접수|예약|승인|거래(?!처)|영수증|상품|모델|바코드|사건번호|고유번호|문서번호|관리번호|쿠폰|order|tracking|invoice|parcel/giu

/** The words before and after a place in the text, cut to what may name it and to its own line. */
export function wordsBeside(text: string, { start, end }: Span): { before: string; after: string } {
  const before = text.slice(Math.max(0, start - BESIDE_UNITS.before), start)
  const after = text.slice(end, end + BESIDE_UNITS.after)
  return { before: before.slice(before.lastIndexOf('\n') + 1), after: after.split('\n', 1)[0] ?? '' }
}

/** Where in `words` a number that anybody may read is named last, or -1. */
export function openNumberAt(words: string): number {
  return Array.from(words.matchAll(OPEN_NUMBER)).at(-1)?.index ?? -1
}
