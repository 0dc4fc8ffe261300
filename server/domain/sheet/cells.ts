import type { ClaimSide } from '#app/shapes/case.ts'
import { dateFrom } from '#app/shapes/civil-date.ts'
import type { PaymentMethod, SettlementCycle } from '#app/shapes/claim.ts'
import { type ClaimKind, kindNamed, sideOfKind } from '#app/shapes/claim-kinds.ts'
import { parseDate } from '#app/shapes/date.ts'
import { type Reading, read, refuse } from '#app/shapes/reading.ts'
import { claimKindName } from '#app/text/ko/claim-kinds.ts'

// How people write in a worksheet what our own forms ask by choice.

/** Days of a serial number that can be meant: Excel counts from 1900 (with its 29 February 1900), 36526 is 2000-01-01. */
const SERIALS = { from: 36_526, to: 73_415 }
const SERIAL_ZERO_MS = Date.UTC(1899, 11, 30)
const DAY_MS = 86_400_000

/**
 * A day as it stands in a cell: all that forms read, the serial number of a worksheet, and any of them with a time behind
 * it, which is dropped ("2024-08-17 오후 3:10", "2024. 8. 17 15:10:00", "8/17/2024"). Codes: those of dates.
 */
export function cellDate(cell: string, today: string): Reading<string> {
  const line = cell.normalize('NFKC').trim()
  if (/^\d{5}(?:\.\d+)?$/.test(line)) {
    const serial = Math.floor(Number(line))
    if (serial < SERIALS.from || serial > SERIALS.to) return refuse('date.unreadable')
    return read(new Date(SERIAL_ZERO_MS + serial * DAY_MS).toISOString().slice(0, 10))
  }
  const plain = parseDate(line, today)
  if (plain.ok) return plain
  const day = line.replace(/(?:[T ]|\s)+(?:오전|오후|AM|PM)?\s*\d{1,2}(?::|시).*$/i, '')
  const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(day)
  const found = dateFrom(american ? `${american[3]}-${american[1]}-${american[2]}` : day, today)
  return 'date' in found ? read(found.date) : plain
}

/** Words of each kind, the longer before what they contain. */
const KIND_WORDS: readonly [ClaimKind, RegExp][] = [
  ['double_refund', /이중환불|중복환불/],
  ['settlement', /정산/],
  ['stock', /재고|반품(?:못|미)/],
  ['self_cancelled', /자진취소|직접취소|본인취소/],
  ['cancelled', /일방취소|강제취소|판매자취소|임의취소/],
  ['missing', /일부누락|누락|부분배송|일부미배송/],
  ['nondelivery', /미배송|배송안|배송지연|못받음|물건.*못|미발송|배송전/],
  ['wrong_item', /오배송|다른상품|잘못배송/],
  ['defect', /불량|하자|파손|고장/],
  ['voucher', /상품권|포인트|기프티콘|캐시|예치금/],
  ['coupon', /쿠폰|프로모션|사은품/],
  ['silent', /연락두절|연락안|잠적|무응답/],
  ['refund', /환불|취소/],
]

/** The kind a cell names, by our own names or by the words people use. Refuses `sheet.kind_unknown`. */
export function cellKind(cell: string, side: ClaimSide): Reading<ClaimKind> {
  const bare = cell.normalize('NFKC').replace(/\s/g, '')
  const named = (Object.keys(claimKindName) as ClaimKind[]).find(
    (kind) => claimKindName[kind].replace(/\s/g, '') === bare,
  )
  const kind =
    named ??
    kindNamed(bare) ??
    KIND_WORDS.find(([each, words]) => sideOfKind(each) === side && words.test(bare))?.[0]
  return kind && sideOfKind(kind) === side ? read(kind) : refuse('sheet.kind_unknown')
}

const METHODS: readonly [PaymentMethod, RegExp][] = [
  ['virtual_account', /가상계좌/],
  ['transfer', /계좌이체|무통장|이체|송금|입금/],
  ['easy_pay', /간편|페이|pay|토스/i],
  ['voucher', /상품권|문화|기프트|예치금|포인트/],
  ['phone', /휴대폰|핸드폰|소액결제|모바일결제/],
  ['card_installment', /할부|[2-9]개월|1[0-9]개월|2[0-4]개월/],
  ['card_once', /카드|일시불|체크/],
]

/** The way of payment a cell names. Refuses `sheet.payment_unknown`. */
export function cellMethod(cell: string): Reading<PaymentMethod> {
  const bare = cell.normalize('NFKC').replace(/\s/g, '')
  const found = METHODS.find(([, words]) => words.test(bare))
  return found ? read(found[0]) : refuse('sheet.payment_unknown')
}

/** Months a cell names: "3개월", "3". One month and "일시불" are none. Refuses `claim.instalments_wrong`. */
export function cellMonths(cell: string): Reading<number | null> {
  const bare = cell.normalize('NFKC').replace(/\s/g, '')
  if (/^(?:일시불|1(?:개월)?|0|-|없음|x)$/i.test(bare)) return read(null)
  const months = Number(/(\d{1,2})(?:개월)?/.exec(bare)?.[1])
  return months >= 2 && months <= 60 ? read(months) : refuse('claim.instalments_wrong')
}

const CYCLES: readonly [SettlementCycle, RegExp][] = [
  ['after_confirm', /구매확정|확정/],
  ['biweekly', /2주|격주|보름/],
  ['weekly', /주/],
  ['monthly', /월|익월/],
  ['daily', /일/],
]

/** The cycle a cell names; what it does not know is `other`. */
export function cellCycle(cell: string): SettlementCycle {
  const bare = cell.normalize('NFKC').replace(/\s/g, '')
  return CYCLES.find(([, words]) => words.test(bare))?.[0] ?? 'other'
}

/** A number a worksheet has rounded away: 1.23457E+19 was an order number once. */
export function isCutNumber(cell: string): boolean {
  return /^\s*-?\d(?:\.\d+)?E\+\d{1,3}\s*$/i.test(cell)
}
