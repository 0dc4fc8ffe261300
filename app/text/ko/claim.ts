import type { ClaimSide } from '#app/shapes/case.ts'
import type { PaymentMethod, SettlementCycle } from '#app/shapes/claim.ts'
import type { Offer, OrderSource, Relief } from '#app/shapes/claim-details.ts'
import { won } from '../format.ts'

export { claimKindName, claimKindText } from './claim-kinds.ts'

export const paymentMethodName: Record<PaymentMethod, string> = {
  card_once: '카드 일시불',
  card_installment: '카드 할부',
  transfer: '계좌이체',
  virtual_account: '가상계좌',
  easy_pay: '간편결제',
  voucher: '상품권',
  phone: '휴대폰',
}

export const settlementCycleName: Record<SettlementCycle, string> = {
  daily: '매일',
  weekly: '매주',
  biweekly: '2주마다',
  monthly: '매월',
  after_confirm: '구매확정 뒤',
  other: '그 밖',
}

export const orderSourceName: Record<OrderSource, string> = {
  app: '앱',
  web: '홈페이지',
  live: '라이브방송',
  message: '메신저·SNS',
  phone: '전화',
  other: '그 밖',
}

export const reliefName: Record<Relief, string> = {
  delivery: '물건을 받고 싶어요',
  refund: '돈을 돌려받고 싶어요',
  points: '포인트로 받아도 괜찮아요',
  apology: '사과를 받고 싶어요',
  damages: '손해까지 물어 주길 바라요',
}

export const offerKindName: Record<Offer['what'], string> = {
  refund: '환불',
  points: '포인트·쿠폰',
  goods: '물건',
  apology: '사과',
  other: '그 밖',
}
export const offerAudienceName: Record<Offer['toWhom'], string> = {
  me: '나에게만',
  some: '일부에게',
  all: '모두에게',
}
export const offerAnswerName: Record<Offer['answer'], string> = {
  accepted: '받아들였어요',
  declined: '거절했어요',
  waiting: '아직 답하지 않았어요',
}
export const offerField = {
  what: '무엇을 제안했나요',
  on: '제안한 날',
  amount: '금액',
  words: '제안한 말',
  toWhom: '누구에게',
  answer: '내 답',
} as const
export const refundField = { on: '받은 날', amount: '금액' } as const

export const ageName = { under19: '만 14세부터 18세까지예요', under14: '만 14세 미만이에요' } as const

/** Names of the form's fields in the order they stand, for the list of things to put right; see `itemField` too. */
export const claimFieldName: Record<string, string> = {
  kind: '무슨 일인지',
  trackingNumber: '송장번호',
  noTracking: '송장 미발급',
  promisedOn: '보내 주기로 한 날',
  deliveredOn: '물건을 받은 날',
  knownOn: '문제를 알게 된 날',
  noticeOn: '가게에 요구한 날',
  cancelledOn: '취소를 알려 온 날',
  cancelledAt: '취소를 알려 온 시각',
  refundPromisedOn: '환불해 주기로 한 날',
  periodFrom: '정산 기간 시작',
  periodTo: '정산 기간 끝',
  closedOn: '판매마감일·구매확정일',
  dueOn: '정산 예정일',
  gross: '총판매액',
  fee: '수수료',
  deductions: '공제액 (판촉·환불·광고비)',
  settlementCycle: '정산 주기',
  orderNumber: '주문번호',
  orderedOn: '주문한 날',
  paidOn: '결제한 날',
  orderSource: '어디에서 주문했나요',
  sellerName: '판매자 (입점업체)',
  items: '품목과 금액',
  shipping: '배송비',
  coupon: '쿠폰으로 깎은 금액',
  points: '적립금으로 낸 금액',
  refunded: '돌려받은 금액',
  refunds: '돌려받은 기록',
  paymentMethod: '결제 방법',
  cardIssuer: '카드사·결제사',
  installmentMonths: '할부 개월',
  paymentGateway: '결제대행사 (PG)',
  approvalNumber: '승인번호',
  story: '있었던 일',
  relief: '무엇을 바라나요',
  offers: '가게의 제안',
  loss: '함께 생긴 손해',
  lossWhat: '어떤 손해인가요',
  'identity.name': '이름',
  'identity.phone': '휴대전화',
  'identity.email': '이메일',
  'identity.tradeName': '상호',
  'identity.businessNumber': '사업자등록번호',
  'identity.shopAccount': '쇼핑몰 아이디',
  'identity.address': '주소',
  'identity.bank': '환불받을 은행',
  'identity.accountNumber': '환불받을 계좌번호',
  'identity.accountHolder': '예금주',
  'identity.holderWhy': '다른 사람 계좌인 까닭',
  'identity.age': '만 19세 미만인가요',
  'identity.guardianName': '보호자 이름',
  'identity.guardianPhone': '보호자 휴대전화',
  'identity.guardianAgreed': '보호자 동의',
  extraConsent: '더 적은 정보 동의',
  consentVersion: '개인정보 동의',
}

/** Why a field is asked, or how it may be written. */
export const claimFieldHint: Record<string, string> = {
  promisedOn: '배송 예정일이에요. 예: 2024-08-16',
  knownOn: '설명과 다르다는 것을 안 날부터 30일을 세어요.',
  noticeOn: '취소·환불·배송을 가게에 처음 요구한 날이에요.',
  cancelledAt: '예: 18:00',
  gross: '정산 내역서에 적힌 대로요.',
  dueOn: '정산받기로 한 날이에요. 예: 2024-08-16',
  orderNumber: '주문 내역이나 결제 문자에 있어요. 같은 피해가 두 번 세어지지 않게 확인해요.',
  paidOn: '주문한 날과 같으면 비워 두세요.',
  sellerName: '쇼핑몰 안에서 판 업체가 따로 있으면 적어 주세요.',
  coupon: '실제로 낸 돈에서 빼요.',
  points: '실제로 낸 돈에서 빼요. 사라진 적립금은 함께 생긴 손해에 적어 주세요.',
  paymentMethod: '카드사 이의제기나 결제사 환불처럼, 결제 방법마다 길이 달라요.',
  cardIssuer: '예: 국민카드, 카카오페이',
  installmentMonths: '할부는 항변권이 있을 수 있어요. 예: 3',
  paymentGateway: '카드 명세서의 가맹점 이름에 있어요. 예: 나이스페이',
  approvalNumber: '카드 승인 문자에 있어요.',
  loss: '장사를 못 해 생긴 손해처럼, 낸 돈 말고 더 생긴 손해예요. 피해 금액에는 더하지 않아요.',
  'identity.name': '기관에 낼 때 필요한 실명이에요. 대화방에는 닉네임만 보여요.',
  'identity.phone': '예: 010-0000-0000',
  'identity.email': '기관에 낼 때 연락처로 적을 수 있어요.',
  'identity.accountNumber': '이름과 함께 암호로 잠가 둬요. 예: 000-00-000000',
  'identity.accountHolder': '신고하는 사람과 달라서 환불이 되돌아가는 일이 많아요.',
  'identity.holderWhy': '예금주가 다를 때만 적어 주세요. 예: 배우자 계좌로 결제했어요',
  'identity.age': '만 19세부터는 고르지 않아도 돼요.',
}

const rowField: Record<string, Record<string, string>> = {
  items: { name: '이름', quantity: '수량', amount: '금액', received: '받은 개수' },
  refunds: refundField,
  offers: offerField,
}
const rowsCalled: Record<string, string> = {
  items: '번째 줄',
  refunds: '번째 돌려받은 기록',
  offers: '번째 제안',
}

/** What a field of a row is called: "2번째 줄 금액". */
export const rowFieldName = (list: string, no: number, field: string) =>
  `${no}${rowsCalled[list] ?? ''} ${rowField[list]?.[field] ?? ''}`

/** The parts of a claim's sum, won. */
export type SumParts = { items: number; shipping: number; coupon: number; points: number; refunded: number }

/** How a sum came about: "품목 129,000원 + 배송비 3,000원 = 132,000원. 돌려받은 32,000원을 빼면 100,000원이 남아요." */
export function sumInWords({ items, shipping, coupon, points, refunded }: SumParts, seller: boolean): string {
  const principal = items + shipping - coupon - points
  const parts = [
    `${seller ? '정산 항목' : '품목'} ${won(items)}`,
    shipping > 0 && `+ 배송비 ${won(shipping)}`,
    coupon > 0 && `− 쿠폰 ${won(coupon)}`,
    points > 0 && `− 적립금 ${won(points)}`,
  ].filter(Boolean)
  const sum = parts.length > 1 ? `${parts.join(' ')} = ${won(Math.max(0, principal))}` : String(parts[0])
  if (refunded <= 0) return `${sum}. 아직 ${seller ? '받은' : '돌려받은'} 돈이 없어요.`
  const left = won(Math.max(0, principal - refunded))
  return `${sum}. ${seller ? '이미 받은' : '돌려받은'} ${won(refunded)}을 빼면 ${left}이 남아요.`
}

export const claimForm = {
  title: '피해신고 내기',
  titleOf: (room: string) => `피해신고 내기 · ${room}`,
  lede: '2분이면 접수번호가 나와요. 나머지는 나중에 보완하면 돼요.',
  editTitle: (no: string) => `접수번호 ${no} 보완하기`,
  editLede: '아는 것만 적어도 돼요. 고치면 새 판으로 남고, 앞서 낸 내용도 그대로 보관해요.',
  private: '신고 내용은 다른 참여자에게 보이지 않아요. 방장이 만드는 명단에는 닉네임으로 들어가요.',
  sections: {
    kind: '무슨 일인가요',
    order: '어떤 주문인가요',
    tracking: '배송은 어떤가요',
    items: '무엇을 얼마에 샀나요',
    payment: '어떻게 결제했나요',
    happened: '이 일에 대해',
    after: '그 뒤로',
    more: '더 적어 두면 좋은 것',
    story: '있었던 일',
    identity: '연락처',
    consent: '동의',
    settlement: '어떤 정산인가요',
    settlementItems: '얼마를 못 받았나요',
  },
  item: (no: number) => `${no}번째 줄`,
  itemName: '상품 이름',
  trackingHint: '택배 문자나 주문 내역에 있어요.',
  noTracking: '송장 미발급 (송장번호를 받은 적이 없어요)',
  itemNameHint: '예: 여름 이불 세트 (퀸)',
  lineName: '정산 항목',
  lineNameHint: '예: 7월 판매분 정산',
  quantity: '수량',
  amount: '금액',
  amountHint: '이 줄에서 실제로 낸 금액이에요. 쿠폰과 적립금은 빼 주세요.',
  lineAmountHint: '수수료를 뺀, 받기로 한 금액이에요.',
  addItem: '줄 더하기',
  removeItem: '이 줄 지우기',
  refunded: '돌려받은 금액',
  refundedHint: '아직 없으면 비워 두세요.',
  paidOut: '이미 받은 금액',
  paidOutHint: '중간정산처럼 이미 받은 돈이 있으면 적어 주세요.',
  sum: '낸 금액',
  due: '받을 금액',
  remaining: '남은 피해 금액',
  paidAmount: '낸 금액',
  paidAmountHint: '이 일로 못 받은 것에 낸 돈이에요. 모르면 어림으로 적고 나중에 고쳐도 돼요.',
  dueAmount: '받을 금액',
  dueAmountHint: '받기로 했는데 못 받은 돈이에요. 모르면 어림으로 적고 나중에 고쳐도 돼요.',
  received: '받은 수',
  missingAmountHint: '금액에는 못 받은 만큼만 적어 주세요.',
  extras: '배송비·쿠폰·적립금 적기',
  refundsHint: '나누어 받았으면 받은 날마다 적어 주세요. 없으면 비워 두세요.',
  refundNo: (no: number) => `${no}번째 돈`,
  addRefund: '한 줄 더하기',
  offersAndLoss: '가게의 제안과 함께 생긴 손해 적기',
  offerNo: (no: number) => `${no}번째 제안`,
  addOffer: '제안 더하기',
  otherKind: '무슨 일인지 바꾸기',
  askOfKind: '이 일에 맞는 질문 보기',
  moreLabel: '주소·계좌·보호자 적기',
  guardianAgrees: '보호자예요. 아이의 이름과 연락처를 모으는 데 동의해요.',
  again: '지난 신고의 이름과 연락처 불러오기',
  filledIn: '다른 신고에 적은 결제 방법을 채워 두었어요. 다르면 고쳐 주세요.',
  seeNow: '지금 내용 보기',
  storyHint:
    '언제 무엇을 했고 어떤 답을 받았는지 적어 두면 나중에 제출할 때 그대로 쓸 수 있어요. 주민등록번호와 계좌번호는 적지 마세요.',
  storyExample: '예: 8월 17일에 취소를 눌렀고, 8월 20일까지 환불이 오지 않았어요.',
  identityHint: '다른 참여자에게도, 방장에게도 보이지 않아요. 암호로 잠가 두고 본인에게만 보여 줘요.',
  consentShow: '동의 내용 보기',
  consentKept: (version: string) => `${version}에 동의한 내용 그대로예요.`,
  submit: '신고 내기',
  save: '고친 내용 내기',
  restored: '쓰던 내용을 불러왔어요. 이름과 연락처는 내기 전에 저장하지 않아서 다시 적어야 해요.',
  startOver: '처음부터 쓰기',
  swap: '다른 곳에서 쓴 내용으로 바꾸기',
  saved: '쓰는 동안 이 기기와 서버에 암호로 잠가 저장돼요. 이름과 연락처는 빼고요.',
} as const

export const claimSide: Record<ClaimSide, { title: string; note: string; sum: string }> = {
  buyer: {
    title: '구매자로 신고하기',
    note: '환불을 못 받았거나 물건이 안 왔을 때',
    sum: '구매자로 남은 금액',
  },
  seller: { title: '판매자로 신고하기', note: '정산을 못 받았을 때', sum: '판매자로 남은 금액' },
}
export const claimSideText = {
  title: '어느 쪽으로 신고할까요',
  lede: '구매자 피해와 판매자 피해는 따로 모아요.',
  none: '도움주는 사람은 신고를 내지 않아요. 피해가 있다면 방장에게 역할을 바꿔 달라고 해 주세요.',
} as const

export const myClaimsText = {
  title: '내 피해신고',
  titleOf: (room: string) => `내 피해신고 · ${room}`,
  empty: '낸 신고가 여기에 모여요. 접수번호로 언제든 다시 볼 수 있어요.',
  file: '피해신고 내기',
  another: '하나 더 내기',
  sumNote: (count: string) => `접수된 신고 ${count}`,
  receipt: (no: string) => `접수번호 ${no}`,
  more: (name: string, others: string) => `${name} 외 ${others}`,
  remaining: '남은 금액',
  changed: (moment: string) => `${moment}에 고침`,
  filed: (moment: string) => `${moment}에 냄`,
  open: '자세히 보기',
} as const

export const receiptText = {
  titleOf: (no: string, room: string) => `접수번호 ${no} · ${room}`,
  filed:
    '신고를 접수했어요. 접수번호를 적어 두지 않아도 여기에서 다시 볼 수 있어요. 나머지는 시간이 날 때 보완해 주세요.',
  amended: '고친 내용을 접수했어요. 앞서 낸 내용은 아래 기록에 남아 있어요.',
  withdrawn: '신고를 철회했어요. 이름과 연락처는 지웠고, 접수번호와 신고 내용은 기록으로 남아요.',
  receipt: '접수번호',
  what: '신고 내용',
  kind: '피해',
  filedAt: '낸 때',
  items: '품목',
  lines: '정산 항목',
  quantity: '수량',
  received: '받은 수',
  unnamed: '(이름 없음)',
  yes: '네',
  afterCall: '연락한 뒤 취소 통보까지',
  minutes: (count: string) => `${count}분`,
  amount: '금액',
  sum: '합계',
  refunded: '돌려받은 금액',
  paidOut: '이미 받은 금액',
  remaining: '남은 금액',
  story: '있었던 일',
  months: (count: number) => `${count}개월`,
  overdue: (days: string) => `예정일에서 ${days}일 지남`,
  contact: '이름과 연락처',
  contactHint: '본인만 볼 수 있어요. 열어 볼 때마다 기록이 남아요.',
  show: '내 이름과 연락처 보기',
  erased: '철회할 때 지웠어요.',
  consent: '동의',
  consentOn: (version: string) => `개인정보 수집·이용 동의 (${version} 판)`,
  history: '고친 기록',
  version: (no: number) => `${no}판`,
  versionState: { submitted: '냄', withdrawn: '철회' },
  why: '철회한 까닭',
  edit: '고치기',
  withdraw: '철회하기',
  print: '인쇄하기',
} as const

export const withdrawText = {
  titleOf: (no: string) => `접수번호 ${no} 철회`,
  title: (no: string) => `접수번호 ${no} 신고를 철회할까요`,
  lede: '철회하면 피해 집계와 명단에서 빠져요.',
  points: [
    '이름과 연락처는 바로 지워요. 되돌릴 수 없어요.',
    '접수번호와 낸 내용은 기록으로 남고, 본인만 볼 수 있어요.',
    '마음이 바뀌면 새로 낼 수 있어요. 접수번호는 새로 받아요.',
  ],
  why: '철회하는 까닭',
  whyHint: '예: 8월 30일에 전액 환불받았어요',
  submit: '신고 철회하기',
  keep: '그대로 두기',
} as const
