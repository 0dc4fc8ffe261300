import type { ClaimSide } from '#app/shapes/case.ts'
import { seoulDate } from '#app/shapes/civil-date.ts'
import type { Relief } from '#app/shapes/claim-details.ts'
import type { FieldKey } from '#app/shapes/filing.ts'
import { fullMoment, grouped, won } from '#app/text/format.ts'

/** Heads of the lists; a destination may word some otherwise. */
export const heads: Record<FieldKey, string> = {
  name: '성명',
  phone: '휴대전화',
  email: '이메일',
  birthDate: '생년월일',
  address: '주소',
  shopAccount: '쇼핑몰 ID',
  seller: '판매자',
  receiptNo: '접수번호',
  kind: '유형',
  orderNumber: '주문번호',
  eventOn: '일자',
  orderedOn: '주문일',
  paidOn: '결제일',
  payment: '결제수단',
  cardIssuer: '카드사',
  installments: '할부개월',
  cycle: '정산주기',
  dueOn: '정산예정일',
  items: '상품명',
  story: '있었던 일',
  principal: '결제금액(원)',
  refunded: '돌려받은 금액',
  remaining: '남은 금액',
  claimSort: '채권종류',
  cause: '발생원인',
  depositTo: '입금계좌',
  interest: '이자',
  votingAmount: '의결권액',
  evidence: '증거번호',
  note: '비고',
  relief: '요구사항',
  account: '환급계좌(예금주)',
  businessNumber: '사업자등록번호',
  merchant: '가맹점(승인상 이름)',
  tracking: '송장번호',
  promisedOn: '공급예정일',
  deliveredOn: '수령일',
  noticeOn: '요구·통지한 날',
  contract: '계약 형태',
  period: '정산기간',
  gross: '총판매액(원)',
  fee: '수수료(원)',
  deductions: '공제액(원)',
  site: '쇼핑몰 주소',
  cardNumber: '카드번호(앞 6·뒤 4자리)',
  paidParts: '기납부 회차·금액',
  leftToPay: '잔여 할부금',
  caseNumber: '법원·사건번호',
  defendant: '피고인',
  subordinated: '선고 뒤 이자(후순위)',
  kindEnglish: '유형(영문)',
  paymentEnglish: '결제수단(영문)',
  reliefEnglish: '요구사항(영문)',
}

/** Stands for a name that was erased after the freeze. */
export const erasedCell = '(지움)'

/** 요구사항. */
export const reliefs: Record<Relief, string> = {
  delivery: '물건 인도',
  refund: '대금 환급',
  points: '포인트 지급',
  apology: '사과',
  damages: '손해배상',
}

/** 채권종류. */
export const claimSorts: Record<ClaimSide, string> = { buyer: '환급청구권', seller: '정산대금채권' }

export const filingList = {
  no: '연번',
  sheets: {
    cover: '표지',
    list: '명단',
    items: '품목',
    evidence: '증거 목록',
    consents: '동의 목록',
    totals: '합계',
  },
  fileNames: { consents: '동의서', zip: '제출꾸러미', docx: '신청서', hwpx: '신청서' },
  /** `shop` and `list` without what file systems refuse; `at` gives the KST date. */
  fileName: (
    shop: string,
    list: string,
    { version, masked, at }: { version: number; masked: boolean; at: Date },
  ) =>
    [shop || '사건', list, `${version}판`, ...(masked ? ['가림'] : []), seoulDate(at).replaceAll('-', '')]
      .join('_')
      .replaceAll(' ', ''),
  total: (rows: number) => `합계 ${grouped(rows)}건`,
  sum: '합계',
  replaced: (letters: number) => `CP949에 없는 글자 ${grouped(letters)}자를 [U+번호]로 적었어요`,
  items: { no: '품목번호', name: '품목', quantity: '수량', amount: '금액(원)' },
  consents: {
    givenAt: '동의한 때',
    textVersion: '동의문 판',
    textHash: '동의문 지문 (SHA-256)',
    consentId: '동의 번호',
    claimVersion: '신고 판',
    statementHash: '신고 지문 (SHA-256)',
  },
  totals: {
    kind: '유형',
    people: '사람',
    claims: '건',
    principal: '총액',
    refunded: '돌려받은 금액',
    remaining: '남은 금액',
  },
  cover: {
    title: (shop: string, list: string) => `${shop} ${list}`,
    case: '사건',
    filing: '취합',
    recipient: '받는 곳',
    side: '대상',
    version: '판',
    versionValue: (version: number) => `제${grouped(version)}판`,
    frozenAt: '확정한 때',
    kst: (at: string) => `${fullMoment(at)} (한국시간)`,
    counts: '사람과 신고',
    countsValue: (people: number, claims: number) => `${grouped(people)}명 · ${grouped(claims)}건`,
    principal: '총액',
    refunded: '돌려받은 금액',
    remaining: '남은 금액',
    won,
    hash: '확정 지문 (SHA-256)',
    ledger: '기록 원장',
    ledgerValue: (seq: number) => `${grouped(seq)}번째 기록`,
    diff: '앞 판과 다른 점',
    basis: '근거',
    notes: '알아 두실 것',
    masked: '가린 사본이에요. 이름과 연락처를 알아볼 수 없게 가렸어요. 기관에 내는 명단이 아니에요.',
    erased: (count: number) =>
      `확정한 뒤 신고를 철회했거나 방을 떠난 ${grouped(count)}건은 이름과 연락처를 지웠어요.`,
    stated: '금액과 날짜는 신고한 사람이 적은 그대로이고, 확인된 사실이 아닐 수 있어요.',
    byHand: '빈칸인 열은 모아가 받지 않는 정보예요. 낼 때 직접 적어 주세요.',
    cut: (mark: string) =>
      `엑셀에서 연번에 ${mark}가 붙은 줄은 글이 길어 인쇄하면 다 보이지 않아요. 칸을 누르거나 PDF 명단에서 모두 볼 수 있어요.`,
    privacy: '한 사람씩 따로 동의받은 개인정보예요. 적힌 받는 곳에만 내고, 다 쓰면 지워 주세요.',
  },
  sideWord: { buyer: '구매자', seller: '판매자' } satisfies Record<ClaimSide, string>,
} as const
