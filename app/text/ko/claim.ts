import type { ClaimSide } from '#app/shapes/case.ts'
import type { PaymentMethod, SettlementCycle } from '#app/shapes/claim.ts'

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

export const claimState = { submitted: '접수됨', withdrawn: '철회함' } as const

/** Names of the form's fields in the order they stand, for the list of things to put right; see `itemField` too. */
export const claimFieldName: Record<string, string> = {
  kind: '무슨 일인지',
  orderNumber: '주문번호',
  trackingNumber: '송장번호',
  'answers.onTheWay': '아직 배송 중인지',
  orderedOn: '주문한 날',
  paidOn: '결제한 날',
  settlementCycle: '정산 주기',
  dueOn: '정산 예정일',
  items: '품목과 금액',
  refunded: '돌려받은 금액',
  paymentMethod: '결제 방법',
  cardIssuer: '카드사·결제사',
  installmentMonths: '할부 개월',
  story: '있었던 일',
  'identity.name': '이름',
  'identity.phone': '휴대전화',
  'identity.email': '이메일',
  consentVersion: '개인정보 동의',
}

export const itemField = (no: number, field: string) =>
  `${no}번째 줄 ${{ name: '이름', quantity: '수량', amount: '금액' }[field] ?? ''}`

export const claimForm = {
  title: '피해신고 내기',
  titleOf: (room: string) => `피해신고 내기 · ${room}`,
  lede: '3분쯤 걸려요. 내고 나서도 고치거나 철회할 수 있어요.',
  editTitle: (no: string) => `접수번호 ${no} 고치기`,
  editLede: '고치면 새 판으로 남고, 앞서 낸 내용도 그대로 보관해요.',
  private: '신고 내용은 다른 참여자에게 보이지 않아요. 방장이 만드는 명단에는 닉네임으로 들어가요.',
  sections: {
    kind: '무슨 일인가요',
    order: '어떤 주문인가요',
    tracking: '배송은 어떤가요',
    items: '무엇을 얼마에 샀나요',
    payment: '어떻게 결제했나요',
    story: '있었던 일',
    identity: '연락처',
    consent: '동의',
    settlement: '어떤 정산인가요',
    settlementItems: '얼마를 못 받았나요',
  },
  orderNumberHint: '주문 내역이나 결제 문자에 있어요. 같은 피해가 두 번 세어지지 않게 확인해요.',
  orderedOn: '주문한 날',
  paidOnHint: '주문한 날과 같으면 비워 두세요.',
  paymentHint: '카드사 이의제기나 결제사 환불처럼, 결제 방법마다 길이 달라요.',
  paymentEmpty: '결제 방법 고르기',
  cardIssuerHint: '예: 국민카드, 카카오페이',
  instalmentsHint: '할부일 때만 적어 주세요. 할부는 항변권이 있을 수 있어요.',
  instalments: '할부 개월',
  months: '개월',
  cycleEmpty: '정산 주기 고르기',
  dueOnHint: '정산받기로 한 날이에요. 예: 2024-08-16',
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
  seeNow: '지금 내용 보기',
  storyHint:
    '언제 무엇을 했고 어떤 답을 받았는지 적어 두면 나중에 제출할 때 그대로 쓸 수 있어요. 주민등록번호와 계좌번호는 적지 마세요.',
  storyExample: '예: 8월 17일에 취소를 눌렀고, 8월 20일까지 환불이 오지 않았어요.',
  identityHint: '다른 참여자에게도, 방장에게도 보이지 않아요. 암호로 잠가 두고 본인에게만 보여 줘요.',
  name: '이름',
  nameHint: '기관에 낼 때 필요한 실명이에요. 대화방에는 닉네임만 보여요.',
  phone: '휴대전화',
  phoneHint: '예: 010-0000-0000',
  email: '이메일',
  emailHint: '기관에 낼 때 연락처로 적을 수 있어요.',
  consentShow: '동의 내용 보기',
  consentKept: (version: string) => `${version}에 동의한 내용 그대로예요.`,
  submit: '신고 내기',
  save: '고친 내용 내기',
  restored: '쓰던 내용을 불러왔어요. 이름과 연락처는 기기에 남기지 않아서 다시 적어야 해요.',
  startOver: '처음부터 쓰기',
  saved: '쓰는 동안 이 기기에 저장돼요. 이름과 연락처는 빼고요.',
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
  filed: '신고를 접수했어요. 접수번호를 적어 두지 않아도 여기에서 다시 볼 수 있어요.',
  amended: '고친 내용을 접수했어요. 앞서 낸 내용은 아래 기록에 남아 있어요.',
  withdrawn: '신고를 철회했어요. 이름과 연락처는 지웠고, 접수번호와 신고 내용은 기록으로 남아요.',
  receipt: '접수번호',
  what: '신고 내용',
  kind: '피해',
  filedAt: '낸 때',
  items: '품목',
  lines: '정산 항목',
  quantity: '수량',
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
