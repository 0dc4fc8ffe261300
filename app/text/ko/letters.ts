import type { DefenceGround, LetterField, LetterId, LetterTone } from '#app/shapes/letter.ts'

// The pages of letters. What each letter says stands in letter-shop.ts, letter-card.ts and letter-settlement.ts.

/** Each field: its label on the page, how a blank of it is named in the letter, and what helps to fill it in. */
export const letterFieldName: Record<LetterField, { label: string; short: string; hint?: string }> = {
  senderName: { label: '보내는 사람', short: '성명', hint: '실명으로 적어 주세요. 봉투와 같아야 해요.' },
  senderAddress: { label: '보내는 사람 주소', short: '주소', hint: '답장을 받을 주소예요.' },
  senderPhone: { label: '보내는 사람 연락처', short: '연락처' },
  receiverName: { label: '받는 곳', short: '상호', hint: '등기부나 쇼핑몰 아래쪽에 적힌 회사 이름이에요.' },
  receiverHead: { label: '대표자', short: '대표자' },
  receiverAddress: {
    label: '받는 곳 주소',
    short: '주소',
    hint: '쇼핑몰 아래쪽 사업자 정보나 카드사 누리집에 있어요.',
  },
  writtenOn: { label: '쓴 날', short: '쓴 날' },
  payBy: { label: '언제까지', short: '기한', hint: '우편이 가는 날을 넉넉히 잡아 주세요.' },
  receivedOn: { label: '물건을 받은 날', short: '받은 날', hint: '못 받았으면 비워 두세요.' },
  askedOn: { label: '환불을 요청한 날', short: '환불을 요청한 날' },
  noticedOn: { label: '판매자에게 철회를 알린 날', short: '판매자에게 알린 날' },
  supplyDueOn: {
    label: '물건을 받기로 한 날',
    short: '공급하기로 한 날',
    hint: '주문 화면의 배송 예정일이에요.',
  },
  merchant: {
    label: '카드 전표의 가맹점',
    short: '가맹점명',
    hint: '쇼핑몰 이름이 아니라 결제대행사(PG) 이름일 수 있어요. 카드 앱에서 확인해 주세요.',
  },
  cardNumber: {
    label: '카드번호',
    short: '카드번호',
    hint: '앞 6자리와 뒤 4자리만 적어 주세요. 예: 1234-56**-****-7890',
  },
  paidTimes: { label: '이미 낸 할부 횟수', short: '낸 횟수', hint: '예: 2' },
  unpaid: {
    label: '아직 내지 않은 할부금',
    short: '남은 할부금',
    hint: '항변은 아직 내지 않은 할부금에만 할 수 있어요.',
  },
  ground: { label: '까닭', short: '사유' },
  trackingNumber: {
    label: '송장번호',
    short: '송장번호',
    hint: '받은 적이 없으면 ‘송장 미발급’이라고 적어 주세요.',
  },
  missing: {
    label: '받지 못한 것',
    short: '받지 못한 것',
    hint: '상품 이름과 개수를 한 줄에 하나씩 적어 주세요.',
  },
  course: {
    label: '있었던 일',
    short: '있었던 일',
    hint: '날짜와 사실만 짧게 적어 주세요. 상대를 나무라는 말은 도움이 되지 않아요. 비우면 빠져요.',
  },
  account: {
    label: '돌려받을 계좌',
    short: '계좌',
    hint: '은행, 번호, 예금주. 어디에도 저장하지 않아요. 비우면 빠져요.',
  },
  enclosed: { label: '함께 보내는 것', short: '붙임', hint: '한 줄에 하나씩. 예: 주문 내역 1부' },
}

export const letterToneName: Record<LetterTone, string> = { polite: '정중하게', firm: '단호하게' }

/** 할부거래법 제16조제1항 각 호. */
const grounds: Record<DefenceGround, string> = {
  1: '할부계약이 불성립·무효인 경우',
  2: '할부계약이 취소·해제 또는 해지된 경우',
  3: '재화 등의 전부 또는 일부가 공급 시기까지 공급되지 않은 경우',
  4: '하자담보책임이 이행되지 않은 경우',
  5: '그 밖의 채무불이행으로 할부계약의 목적을 달성할 수 없는 경우',
  6: '다른 법률에 따라 정당하게 청약을 철회한 경우',
}

/** `제3호(…)`, as a letter names a ground of defence. */
export const defenceGroundText = (ground: DefenceGround) => `제${ground}호(${grounds[ground]})`

/** Words that every letter has. */
export const letterWords = {
  receiver: '받는 사람',
  sender: '보내는 사람',
  enclosed: '붙임',
  account: '환급받을 계좌',
  gold: '금',
  sums: { remaining: '청구 금액', unpaid: '지급을 거절하는 할부금' },
  times: (count: string) => `${count}회`,
  sign: '(서명 또는 인)',
  dear: '귀중',
} as const

/** Names of the rows that tell which deal a letter is about. */
export const letterFact = {
  shop: '쇼핑몰',
  orderNumber: '주문번호',
  trackingNumber: '송장번호',
  orderedOn: '주문일',
  paidOn: '결제일',
  soldOn: '매출일',
  payment: '결제 방법',
  merchant: '가맹점명',
  cardNumber: '카드번호',
  months: '할부 기간',
  paidTimes: '낸 횟수',
  goods: '상품',
  missing: '받지 못한 것',
  principal: '결제 금액',
  refunded: '돌려받은 금액',
  lines: '정산 항목',
  cycle: '정산 주기',
  dueOn: '정산 예정일',
  settled: '정산 금액',
  paidOut: '지급받은 금액',
} as const

/** In the list: what a letter is for and when it fits. */
export const letterList: Record<LetterId, { name: string; why: string }> = {
  withdrawal: {
    name: '청약철회 통지서',
    why: '주문을 물린다고 알려요. 물건을 받은 날부터 7일 안에 보내요. 물건이 오지 않았다면 기간이 아직 시작되지 않았어요. 보낸 날에 효력이 생겨요.',
  },
  refund: {
    name: '환불 요청서',
    why: '이미 취소했거나 돌려보냈는데 돈이 오지 않았을 때 먼저 보내요.',
  },
  redelivery: {
    name: '재배송 요청서',
    why: '돈보다 물건이 필요할 때 보내요. 보낼 수 없으면 환급일을 묻는 말이 함께 들어가요.',
  },
  demand: {
    name: '대금 환급 청구서 (내용증명)',
    why: '환급을 요구한 사실과 날짜를 남겨요. 소비자원이나 법원에 낼 때 요구했다는 증거가 돼요.',
  },
  'card-defence': {
    name: '할부 항변 통지서',
    why: '아직 내지 않은 할부금을 내지 않겠다고 알려요. 신용카드는 20만 원 이상, 3개월 이상 할부일 때예요(법문: 2개월 이상 3회 이상). 이미 낸 돈을 돌려받는 길은 아니에요.',
  },
  'card-withdrawal': {
    name: '할부계약 청약철회 통지서',
    why: '쇼핑몰에 청약철회를 알렸다면 같은 기간(7일) 안에 카드사에도 보내요. 신용카드는 20만 원 이상일 때예요.',
  },
  'card-objection': {
    name: '카드 이용대금 이의·매출취소 요청서',
    why: '서면으로 이의를 내면 카드사는 조사를 마칠 때까지 그 금액을 받을 수 없어요. 간편결제에 카드를 이어 두었다면 그 카드사에 보내요.',
  },
  settlement: {
    name: '정산대금 지급 요청서',
    why: '정산 예정일이 지났는데 판매 대금이 오지 않았을 때 먼저 보내요.',
  },
  'settlement-demand': {
    name: '정산대금 지급 청구서 (내용증명)',
    why: '지급을 요구한 사실과 날짜를 남겨요. 6개월 안에 소송 같은 절차가 이어져야 시효가 멈춘 것으로 남아요(민법 제174조).',
  },
}

export const lettersText = {
  title: '보낼 글 만들기',
  titleOf: (no: string, room: string) => `보낼 글 · 접수번호 ${no} · ${room}`,
  lede: '신고에 적은 내용으로 채워 드려요. 보내는 일은 직접 해 주세요. 모아는 아무 데도 보내지 않아요.',
  way: '보낼 글 만들기',
  wayNote: '청약철회 통지, 할부 항변, 환불 요청, 내용증명',
  to: { shop: '쇼핑몰에 보내는 글', card: '카드사에 보내는 글' },
  none: '이 피해에 맞는 글이 아직 없어요. 있었던 일은 신고를 고쳐 적어 두세요.',
  order: '신고의 결제 방법과 피해에 맞는 글이에요. 어느 것이 맞는지는 아래 까닭을 보고 골라 주세요.',
} as const

export const letterPage = {
  titleOf: (name: string, room: string) => `${name} · ${room}`,
  notAdvice: '법률 자문이 아닙니다.',
  basisOf: (law: string, from: string, checked: string) => `근거 ${law} · 시행일 ${from} · 기준일 ${checked}`,
  unknownFrom: '법령에서 확인',
  before: '실제 제출 전 해당 기관 안내를 확인하세요.',
  tone: '말투',
  fill: '빈칸 채우기',
  fillHint: '여기에 적은 것은 저장하지 않아요. 이 화면을 닫으면 사라져요.',
  identity: '신고에 적은 내 이름과 연락처 넣기',
  identityHint: '열어 볼 때마다 기록이 남아요.',
  groundEmpty: '까닭 고르기',
  show: '미리보기에 반영하기',
  preview: '미리보기',
  blanks: (names: string) => `빈칸이 남았어요: ${names}. 그대로 뽑아서 손으로 적어도 돼요.`,
  whole: '빈칸이 없어요.',
  copy: '글로 복사하기',
  copies: '몇 부',
  copiesOf: { 1: '1부', 3: '3부 (내용증명: 보낼 것, 우체국 보관, 내 것)' },
  pdf: 'PDF로 받기',
  pdfHint: 'A4이고, 우체국이 정한 여백(위 20, 아래 40, 옆 15mm 이상)을 지키고, 쪽 번호가 없어요.',
  postTitle: '내용증명으로 보내려면',
  post: [
    '같은 글 3부를 우체국에 가져가거나, 인터넷우체국에 PDF를 올려요. 우체국이 한 부를 3년 보관해요.',
    '글과 봉투의 이름과 주소가 같아야 해요.',
    '손으로 고칠 때는 여백에 ‘정정’, ‘삽입’, ‘삭제’와 글자 수를 적고 서명해요. 고친 글자는 읽을 수 있게 남겨요.',
    '보낸 날을 적어 두세요. 청약철회와 항변은 보낸 날에 효력이 생겨요.',
  ],
  fileName: (name: string, no: string) => `${name}_접수번호${no}.pdf`,
} as const

/** Said instead of a tracking number that was never given. */
export const noTracking = '송장 미발급'

export const monthsText = (months: number) => `${months}개월`

/** `여름 이불 2개, 베개 1개 외 3건` */
export function goodsLine(
  shown: readonly { name: string; quantity: number | null }[],
  others: number,
): string {
  const named = shown
    .map(({ name, quantity }) => (quantity === null ? name : `${name} ${quantity}개`))
    .join(', ')
  return others > 0 ? `${named} 외 ${others}건` : named
}
