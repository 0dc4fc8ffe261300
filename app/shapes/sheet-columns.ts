import type { ClaimSide } from './case.ts'
import { type SheetField, sheetFieldsOf } from './sheet.ts'

// Which column is which: the words that Korean forms and lists use above them. A heading is compared without blanks,
// brackets and marks; the longest word found in it decides, so that "환불 요청일" is no amount paid back.

const WORDS: Record<SheetField, readonly string[]> = {
  name: [
    '이름',
    '성명',
    '성함',
    '신청인',
    '신고인',
    '주문자',
    '구매자명',
    '구매자이름',
    '실명',
    '담당자',
    '대표자',
    'name',
  ],
  phone: [
    '연락처',
    '전화번호',
    '휴대전화',
    '휴대폰',
    '휴대폰번호',
    '핸드폰',
    '핸드폰번호',
    '전화',
    '연락가능한번호',
    'phone',
    'mobile',
  ],
  email: ['이메일', '이메일주소', '메일', '메일주소', 'email', 'emailaddress'],
  kind: ['피해유형', '피해종류', '유형', '구분', '피해내용구분', '피해구분'],
  orderNumber: [
    '주문번호',
    '주문no',
    '오더번호',
    '구매번호',
    '주문서번호',
    'orderno',
    'ordernumber',
    'orderid',
  ],
  orderedOn: ['주문일', '주문일자', '주문날짜', '구매일', '구매일자', '구매날짜', '주문일시', 'orderdate'],
  paidOn: ['결제일', '결제일자', '결제날짜', '결제일시', '입금일', '송금일'],
  itemName: [
    '상품명',
    '상품',
    '품목',
    '구매상품',
    '주문상품',
    '물품',
    '물품명',
    '제품명',
    '제품',
    '구매품목',
    '정산내역',
    '항목',
  ],
  quantity: ['수량', '개수', '주문수량', '갯수', '구매수량', '환불요청수량'],
  amount: [
    ...[
      '결제금액',
      '피해금액',
      '구매금액',
      '주문금액',
      '금액',
      '결제액',
      '피해액',
      '총금액',
      '총결제금액',
      '환불요청금액',
    ],
    ...[
      '환불받을금액',
      '못받은금액',
      '미환불금액',
      '실결제금액',
      '미정산금액',
      '미정산액',
      '정산예정금액',
      '미수금',
    ],
  ],
  refunded: [
    '환불받은금액',
    '환불금액',
    '환불액',
    '받은금액',
    '부분환불',
    '부분환불금액',
    '기환불금액',
    '지급받은금액',
    '정산받은금액',
  ],
  paymentMethod: ['결제수단', '결제방법', '결제방식', '지불수단', '지불방법'],
  cardIssuer: ['카드사', '결제카드', '카드사명', '결제카드사', '결제카드사명', '카드종류', '은행', '은행명'],
  installmentMonths: ['할부', '할부개월', '할부개월수', '할부기간'],
  sellerName: ['판매자', '판매자명', '입점사', '입점업체', '판매업체', '업체명', '판매처', '판매자업체명'],
  promisedOn: ['배송예정일', '배송예정', '도착예정일', '출고예정일', '발송예정일'],
  noticeOn: [
    '취소요청일',
    '환불요청일',
    '환불신청일',
    '취소일',
    '취소신청일',
    '취소환불요청일',
    '환불요청날짜',
    '요청일',
    '문의일',
  ],
  trackingNumber: ['송장번호', '운송장번호', '송장', '운송장', '배송번호'],
  approvalNumber: ['승인번호', '카드승인번호', '결제승인번호'],
  settlementCycle: ['정산주기', '정산방식', '정산유형'],
  periodFrom: ['정산시작일', '판매시작일', '정산기간시작', '대상기간시작'],
  periodTo: ['정산종료일', '판매종료일', '정산기간끝', '정산기간종료', '마감일', '정산마감일'],
  dueOn: ['정산예정일', '정산일', '지급예정일', '지급일', '정산지급일'],
  gross: ['판매금액', '매출', '매출액', '총매출', '판매액', '총판매금액'],
  fee: ['수수료', '판매수수료', '중개수수료', '수수료금액'],
  deductions: ['공제', '공제액', '공제금액', '차감', '차감액'],
  story: [
    ...[
      '비고',
      '메모',
      '피해내용',
      '상세내용',
      '경위',
      '피해경위',
      '내용',
      '업체답변',
      '하고싶은말',
      '기타',
      '배송상태',
      '상황',
    ],
    ...['있었던일', '피해상황', '진행상황', '특이사항', '요청사항', '사유'],
  ],
}

/** Columns that hold what only their owner may give, with a consent of its own, or what nobody may keep. */
const NEVER =
  /주민|생년월일|생일|주소$|거주지|계좌|예금주|비밀번호|여권|사업자등록번호|캡처|첨부|사진|타임스탬프|timestamp|동의|서명/i

/** A heading as it is compared: narrow, small, without blanks, marks and what stands in brackets. */
export function headingKey(heading: string): string {
  const bare = heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\([^)]*\)|\[[^\]]*\]/g, '')
  return bare.replace(/[\s\-_/·.,:;?!*#'"~|\\]+/g, '')
}

/** For each heading the field it most likely fills on that side, each field once (the best heading has it), or null. */
export function suggestFields(headings: readonly string[], side: ClaimSide): (SheetField | null)[] {
  const words = Object.fromEntries(sheetFieldsOf(side).map((field) => [field, WORDS[field]]))
  return bestFields(headings, words as Partial<Record<SheetField, readonly string[]>>, 'story')
}

/** The same by words of another kind of sheet; only `repeated` may be filled by several columns. */
export function bestFields<F extends string>(
  headings: readonly string[],
  words: Partial<Record<F, readonly string[]>>,
  repeated?: F,
): (F | null)[] {
  const all = Object.entries(words) as [F, readonly string[]][]
  const scored = headings.flatMap((heading, at) =>
    all.map(([field, its]) => ({ at, field, score: scoreOf(heading, its) })),
  )
  scored.sort((one, other) => other.score - one.score || one.at - other.at)
  const fields: (F | null)[] = headings.map(() => null)
  const taken = new Set<F>()
  for (const { at, field, score } of scored) {
    if (score === 0 || fields[at] || (taken.has(field) && field !== repeated)) continue
    fields[at] = field
    taken.add(field)
  }
  return fields
}

/** An exact word beats every part of a heading; of parts, the longer says more. */
const EXACT = 100

function scoreOf(heading: string, words: readonly string[]): number {
  const key = headingKey(heading)
  if (key === '' || (NEVER.test(key) && !words.includes(key))) return 0
  const found = words.filter((word) => key === word || (word.length > 1 && key.includes(word)))
  return Math.max(0, ...found.map((word) => (key === word ? EXACT : 0) + word.length))
}
