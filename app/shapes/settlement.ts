import * as z from 'zod/mini'
import { Id } from './id.ts'
import { parseWon } from './money.ts'
import { type Reading, read } from './reading.ts'
import { SHEET_COLUMNS } from './sheet.ts'
import { bestFields } from './sheet-columns.ts'

// A seller's settlement sheet, as their shop's system writes it: what its columns may say.

/** The largest sheet, in bytes and rows: a year of orders of a small shop. It is read while one waits. */
export const SETTLEMENT_FILE_BYTES = 5 * 1024 * 1024
export const SETTLEMENT_ROWS = 5000
/** The form's field that holds the file. */
export const SETTLEMENT_FILE_FIELD = 'file'

/** What a column may fill. `amount` is what was to be paid out; without it, it is `gross` less `fee` and `deductions`. */
export const settlementFields = [
  'orderNumber',
  'suppliedOn',
  'itemName',
  'gross',
  'fee',
  'deductions',
  'amount',
  'paid',
  'dueOn',
] as const
export type SettlementField = (typeof settlementFields)[number]

/** The words above such columns, as `headingKey` writes them. */
const WORDS: Record<SettlementField, readonly string[]> = {
  orderNumber: [
    '주문번호',
    '주문no',
    '오더번호',
    '상품주문번호',
    '주문상품번호',
    'orderno',
    'orderid',
    'ordernumber',
  ],
  suppliedOn: [
    ...['공급일', '공급일자', '판매일', '판매일자', '매출일', '매출일자', '거래일', '거래일자', '출고일'],
    ...[
      '배송완료일',
      '구매확정일',
      '구매확정일자',
      '결제일',
      '결제일자',
      '주문일',
      '주문일자',
      '기준일',
      '정산기준일',
    ],
  ],
  itemName: ['상품명', '품목', '품명', '상품', '제품명', '옵션명', '내역', '적요', '항목'],
  gross: [
    '판매금액',
    '판매가',
    '판매액',
    '매출',
    '매출액',
    '매출금액',
    '총판매금액',
    '공급가',
    '공급가액',
    '결제금액',
    '거래금액',
  ],
  fee: ['수수료', '판매수수료', '중개수수료', '수수료금액', '수수료액', '서비스수수료', '수수료합계'],
  deductions: [
    '공제',
    '공제액',
    '공제금액',
    '차감',
    '차감액',
    '차감금액',
    '쿠폰부담',
    '할인부담',
    '판매자부담',
    '배송비공제',
    '상계',
  ],
  amount: [
    ...[
      '정산금액',
      '정산예정금액',
      '정산대상금액',
      '정산액',
      '지급예정금액',
      '지급예정액',
      '지급대상액',
      '정산대금',
    ],
    ...['미정산금액', '미정산액', '미지급금액', '정산받을금액', '실정산금액'],
  ],
  paid: [
    '지급금액',
    '지급액',
    '지급완료금액',
    '입금액',
    '입금금액',
    '기지급액',
    '기지급금액',
    '받은금액',
    '정산완료금액',
    '실지급액',
  ],
  dueOn: [
    '정산예정일',
    '정산일',
    '정산일자',
    '지급예정일',
    '지급일',
    '지급일자',
    '정산지급일',
    '정산예정일자',
  ],
}

/** For each heading the field it most likely fills, each field once, or null. */
export function suggestSettlementFields(headings: readonly string[]): (SettlementField | null)[] {
  return bestFields(headings, WORDS)
}

/**
 * Won as a settlement sheet writes it, whole and maybe below zero: "-30,000", "(30,000)", "△30,000원", and all that
 * `parseWon` reads. Codes: its own.
 */
export function signedWon(cell: string): Reading<number> {
  const line = cell.normalize('NFKC').replace(/[\s₩]/g, '')
  const below = /^(?:[-−–△▲](.+)|\((.+)\))$/.exec(line)
  const won = parseWon(below?.[1] ?? below?.[2] ?? cell)
  return won.ok && below ? read(won.value === 0 ? 0 : -won.value) : won
}

/** What stands in the form beside the file. */
export const SettlementOrder = z.object({ id: Id })

/**
 * The matching as its form sends it: for each column the field it fills, or null. Codes: `settlement.field_twice`, and
 * `settlement.amount_column` where neither what was due nor what was sold is among them.
 */
export const SettlementMatch = z.transform((raw: unknown, payload): (SettlementField | null)[] => {
  const typed = typeof raw === 'object' && raw !== null ? (raw as Record<string, unknown>) : {}
  const columns = Array.isArray(typed.column) ? typed.column.slice(0, SHEET_COLUMNS) : []
  const fields = columns.map((column) => settlementFields.find((field) => field === column) ?? null)
  const wrong = whatIsWrong(fields)
  if (wrong) payload.issues.push({ code: 'custom', message: wrong, path: ['column'], input: raw })
  return fields
})

function whatIsWrong(fields: readonly (SettlementField | null)[]): string | null {
  if (fields.some((field, at) => field && fields.indexOf(field) < at)) return 'settlement.field_twice'
  return fields.includes('amount') || fields.includes('gross') ? null : 'settlement.amount_column'
}
