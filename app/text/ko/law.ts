import type { Anchor, LawQuestion, LawRoute, RouteResult } from '../../shapes/law.ts'
import { day, grouped, won } from '../format.ts'
import { withJosa } from '../josa.ts'

/** Stands wherever something of the law is shown. */
export const lawBanner = {
  lead: '법률 자문이 아닙니다.',
  checked: (date: string) => `기준일 ${date}.`,
  ask: '실제로 낼 때는 해당 기관의 안내를 확인하세요.',
} as const

/** The basis of one thing: `근거 전자상거래법 제17조 제1항 · 시행 2026-07-21 · 확인 2026-11-22` */
export function basisLine({
  citation,
  inForce,
  checkedOn,
}: {
  citation: string
  inForce: string | null
  checkedOn: string
}): string {
  return [`근거 ${citation}`, inForce && `시행 ${inForce}`, `확인 ${checkedOn}`].filter(Boolean).join(' · ')
}

/** Days periods run from: their name, and where to find them. */
export const anchorName: Record<Anchor, string> = {
  order: '주문한 날',
  payment: '결제한 날',
  due: '정산 예정일',
  supply: '물건을 받은 날',
  knowledge: '다르다는 것을 안 날',
  withdrawal: '취소·환불을 요구한 날',
  delivery_due: '배송 예정일',
  closing: '월 판매 마감일',
  returned: '판매자가 반품을 받은 날',
  demand: '내용증명을 보낸 날',
  completion: '주문이 완료된 날',
  dispute_opened: '페이팔 분쟁을 연 날',
  defence_arrived: '카드사가 항변서를 받은 날',
  relief_filed: '피해구제를 신청한 날',
  mediation_ended: '조정이 끝난 날',
  receipt: '판매자 물건을 받은 날 (직매입)',
  harm_known: '피해와 상대를 안 날',
  hindrance_ended: '신고를 못 한 사정이 끝난 날',
  petition: '회생·파산을 신청한 날',
  opening: '회생절차 개시결정일',
  filing_until: '채권신고 기간의 끝',
  exam_until: '채권조사 기간의 끝',
  review_meeting: '관계인집회일',
  bankruptcy: '파산선고일',
  bankruptcy_filing_until: '파산채권 신고 기간의 끝',
  bankruptcy_meeting: '채권자집회일',
  collective_until: '집단분쟁조정 참가 신청의 끝',
  collective_decided: '집단분쟁조정 결정을 통지받은 날',
  order_served: '지급명령이 상대방에게 송달된 날',
}

export const questionText: Record<LawQuestion, string> = {
  abroad: '해외 쇼핑몰이거나 해외로 결제됐나요?',
  paypal: '페이팔로 결제했나요?',
  aliexpress: '알리익스프레스 주문인가요?',
  instalments_left: '아직 안 낸 할부금이 남아 있나요?',
  business_use: '사업에 쓰려고 샀나요?',
  reachable: '상대방의 주소로 우편이 닿나요?',
  settled: '상대방과 합의했나요?',
  other_mediation: '다른 기관의 조정을 신청했나요?',
  sued: '이 일로 소송을 냈나요?',
  unable_at_order: '주문을 받을 때부터 보낼 수 없었다고 볼 만한 사실이 있나요?',
  large_retailer: '상대가 대규모유통업자인가요? (한 해 소매 매출 1,000억 원 이상이거나 매장 3,000㎡ 이상)',
}
export const answerName = { yes: '예', no: '아니요', unknown: '모름' } as const

/** Deadlines by their rule: what is to be done by then, and what then. */
export const deadlineText: Record<string, { title: string; why: string }> = {
  withdraw: {
    title: '청약철회',
    why: '물건을 받은 날부터 7일 안에 취소할 수 있어요. 서면은 보낸 날에 효력이 생겨요.',
  },
  differs: {
    title: '광고·계약과 다를 때 청약철회',
    why: '받은 날부터 3개월, 그리고 다르다는 것을 안 날부터 30일 가운데 먼저 끝나는 날까지예요.',
  },
  supply: {
    title: '판매자가 보내야 하는 날',
    why: '돈을 먼저 낸 주문은 결제한 날부터 3영업일 안에 보낼 준비를 해야 해요. 따로 정한 때가 있으면 그날이에요.',
  },
  refund_withdrawn: {
    title: '판매자가 돌려줘야 하는 날',
    why: '물건을 받지 않았다면 취소한 날부터 3영업일 안에 돌려줘야 해요. 넘기면 연 15%의 지연배상금이 붙어요.',
  },
  refund_returned: {
    title: '판매자가 돌려줘야 하는 날',
    why: '판매자가 반품을 받은 날부터 3영업일 안에 돌려줘야 해요. 넘기면 연 15%의 지연배상금이 붙어요.',
  },
  instalment_withdraw: {
    title: '할부 청약철회',
    why: '7일 안에 판매자와 카드사 모두에 서면을 보내야 해요.',
  },
  defence_reply: {
    title: '카드사가 항변에 답해야 하는 날',
    why: '카드사가 7영업일 안에 서면으로 답하지 않으면 받아들인 것으로 봐요.',
  },
  chargeback: {
    title: '차지백 신청',
    why: '결제한 날부터 보통 120일이에요. 카드사와 브랜드마다 달라서 한 주 앞을 안전 기한으로 보여 드려요.',
  },
  paypal: {
    title: '페이팔 분쟁 열기',
    why: '결제한 날부터 180일이에요. 휴일이라고 늘어나지 않아요.',
  },
  paypal_claim: {
    title: '페이팔 클레임으로 넘기기',
    why: '분쟁을 연 날부터 20일 안에 클레임으로 넘겨야 해요.',
  },
  aliexpress: {
    title: '알리익스프레스 분쟁 열기',
    why: '주문 완료일부터 15일로도, 배송 예정일부터 15일로도 읽혀요. 먼저 오는 날을 안전 기한으로 보세요.',
  },
  relief_end: {
    title: '소비자원이 피해구제를 마치는 날',
    why: '30일 안에 합의가 안 되면 분쟁조정으로 넘겨요. 시험이나 조사가 필요하면 60일까지 늘 수 있어요.',
  },
  mediation_sue: {
    title: '조정이 끝난 뒤 소송 내기',
    why: '조정이 수락이나 거부 없이 끝났다면 1개월 안에 소송을 내야 시효가 멈춘 효과가 남아요.',
  },
  demand_sue: {
    title: '내용증명 뒤 소송 내기',
    why: '내용증명만으로는 시효가 멈추지 않아요. 6개월 안에 소송이나 채권신고 같은 다음 단계로 가야 해요.',
  },
  tort_limit: {
    title: '손해배상 시효',
    why: '피해와 상대를 안 날부터 3년이에요. 일이 있은 날부터 10년이 먼저 오면 그날이에요.',
  },
  settlement_limit: {
    title: '정산금 시효',
    why: '상거래 채권은 5년이지만 상품 대금으로 보면 3년이에요. 3년을 안전 기한으로 보세요.',
  },
  large_retail_commission: {
    title: '대규모유통업자의 대금 지급일',
    why: '위수탁·특약매입·매장임대는 월 판매 마감일부터 40일 안에 줘야 해요.',
  },
  large_retail_purchase: {
    title: '대규모유통업자의 대금 지급일 (직매입)',
    why: '물건을 받은 날부터 60일 안에 줘야 해요.',
  },
  filing: {
    title: '회생채권 신고',
    why: '채권자 목록에 없으면 이날까지 신고해야 해요. 목록에 있으면 신고한 것으로 봐요.',
  },
  late_filing: {
    title: '늦은 채권신고 (추후보완)',
    why: '내 탓이 아닌 사정으로 못 했을 때만, 그 사정이 끝난 뒤 1개월 안이에요. 늘릴 수 없는 기간이에요.',
  },
  exam_suit: {
    title: '조사확정재판 신청',
    why: '내 채권에 이의가 있었다면 조사기간이 끝난 뒤 1개월 안에 신청해요.',
  },
  review_meeting: {
    title: '관계인집회',
    why: '회생계획안을 심리하는 집회가 끝나면 늦은 신고도 할 수 없어요.',
  },
  bankruptcy_filing: {
    title: '파산채권 신고',
    why: '신고하지 않으면 배당을 받기 어려워요.',
  },
  bankruptcy_meeting: { title: '채권자집회', why: '파산 절차의 채권자집회가 열려요.' },
  collective_join: {
    title: '집단분쟁조정 참가 신청',
    why: '공고 기간 안에 서면으로 신청해요. 받아들일지는 조정위원회가 정해요.',
  },
  collective_answer: {
    title: '참가를 받아들일지 답하는 날',
    why: '참가 신청 기간이 끝난 뒤 10일 안에 알려 줘요.',
  },
  collective_accept: {
    title: '조정 결정에 답하기',
    why: '통지받은 날부터 15일 안에 답하지 않으면 받아들인 것으로 봐요.',
  },
  order_objection: {
    title: '상대방이 지급명령에 이의하는 날',
    why: '송달받은 날부터 2주 안에 이의가 없으면 확정돼요. 이의하면 소송으로 넘어가요.',
  },
}

export const deadlineWords = {
  title: '내 기한',
  titleOf: (room: string) => `내 기한 · ${room}`,
  note: '신고와 법원 날짜로 계산한 기한을 한눈에 봐요',
  lede: '내 신고와 사건의 날짜로 계산한 기한이에요. 가까운 날부터 보여 드려요.',
  next: '다가오는 기한',
  past: '지난 날',
  unknown: '날짜를 알려 주시면 계산해요',
  empty: '아직 계산할 기한이 없어요. 피해신고를 내면 기한이 여기에 모여요.',
  noDate: '아직 날짜가 있는 기한이 없어요.',
  of: (receiptNo: string) => `접수번호 ${receiptNo}`,
  ofCase: '이 사건 모두',
  legal: '법정 기한',
  safe: '안전 기한',
  contractual: '약관의 기한',
  theirs: '상대방 기한',
  unclear: '확인 필요',
  atLatest: '늦어도',
  beyond: '이 해의 공휴일이 아직 정해지지 않아, 휴일이면 늦춰질 수 있어요. 앞선 날로 보세요.',
  beyondWorkingDays: '공휴일 표에 없는 해라서 영업일을 셀 수 없어요.',
  notBegun: '물건을 받기 전이라 아직 기간이 시작되지 않았어요.',
  needs: (names: string) => `${withJosa(names, '을/를')} 알려 주시면 계산해요.`,
  from: (anchor: string, date: string) => `${anchor} ${day(date)}부터 셌어요.`,
  reading: (anchor: string, date: string, end: string) => `${anchor}(${date})부터: ${day(end)}까지`,
  how: '근거와 계산',
  setDay: '법원이나 기관이 정한 날이에요.',
  moved: (date: string) => `달력으로는 ${day(date)}이지만 쉬는 날이라 다음 날로 미뤄졌어요.`,
  toCalendar: '내 달력에 담기',
  calendarHint: '파일을 열면 휴대전화 달력에 담겨요. 날짜가 바뀌면 다시 담아 주세요.',
  calendarName: (room: string) => `${room} 내 기한`,
  entry: (title: string, receiptNo: string | null) =>
    receiptNo ? `${title} (접수번호 ${receiptNo})` : title,
  see: '내 기한 모두 보기',
  more: '날짜와 사정 적기',
} as const

/** What a claimant adds, beside the claim. */
export const claimLawWords = {
  title: '날짜와 사정',
  titleOf: (receiptNo: string) => `접수번호 ${receiptNo} 날짜와 사정`,
  lede: '아는 것만 적어 주세요. 기한과 길을 계산하는 데만 쓰고, 신고 내용은 바뀌지 않아요.',
  days: '날짜',
  answers: '사정',
  save: '저장하고 다시 계산하기',
  saved: '저장하고 다시 계산했어요.',
  dayHint: '예: 2026-11-22. 모르면 비워 두세요.',
} as const

/** The days of a case, for its staff. */
export const caseDatesWords = {
  title: '법원·기관 날짜',
  note: '채권신고, 관계인집회, 집단분쟁조정 날짜를 적어요',
  lede: '결정문이나 공고에 적힌 날을 그대로 옮겨 주세요. 모든 참여자의 기한이 이 날짜로 계산돼요.',
  court: '회생·파산',
  collective: '집단분쟁조정',
  order: '지급명령',
  save: '날짜 저장하기',
  saved: '날짜를 저장했어요. 참여자의 기한도 다시 계산돼요.',
  hint: '예: 2026-11-22. 정해지지 않았으면 비워 두세요.',
} as const

export const interestWords = {
  title: '지연이자 예상액',
  estimate: '예상액',
  none: (date: string) => `아직 늦지 않았어요. 받을 날은 ${day(date)}이에요.`,
  missing: (names: string) => `${withJosa(names, '을/를')} 알려 주시면 계산해요.`,
  beyond: '공휴일 표에 없는 해라서 받을 날을 셀 수 없어요.',
  due: (date: string) => `받을 날 ${day(date)}`,
  span: (first: string, last: string, days: number) =>
    `${day(first)}부터 ${day(last)}까지 ${grouped(days)}일`,
  paid: (on: string, amount: string, interest: string, principal: string) =>
    `${on}에 돌려받은 ${amount}: 이자 ${interest}, 원금 ${principal}`,
  cutOff: {
    before_opening: '회생절차 개시 전날까지 셌어요. 그 뒤 이자는 따로 적어요.',
    before_bankruptcy: '파산선고 전날까지 셌어요. 그 뒤 이자는 따로 적어요.',
    chosen: '고른 날까지 셌어요.',
    today: '오늘까지 셌어요.',
  },
  method: {
    PERIOD: '기간식: 꼭 찬 해는 1년으로, 남은 날은 그해의 날수로 나눠요.',
    TOTAL_365: '총일수식: 모든 날을 365로 나눠요.',
  },
  how: '어떻게 계산했나요',
  rounding: '구간마다 원 아래는 버려요. 이자에는 이자가 붙지 않아요.',
  undated: '날짜를 모르는 환불은 처음부터 뺀 것으로 계산해서, 실제보다 적을 수 있어요.',
  order: '갚은 돈은 비용, 이자, 원금의 차례로 채워요 (민법 제479조).',
} as const

/** `1,290,000원 × 연 15% × (1년 + 100일 ÷ 365일) = 212,511원` */
export function interestFormula(segment: {
  principal: number
  bp: number
  years: number
  rest: number
  denominator: number
  won: number
}): string {
  const { principal, bp, years, rest, denominator } = segment
  const days = `${grouped(rest)}일 ÷ ${denominator}일`
  const time = years === 0 ? days : rest === 0 ? `${years}년` : `(${years}년 + ${days})`
  return `${won(principal)} × 연 ${bp / 100}% × ${time} = ${won(segment.won)}`
}

export const routeName: Record<LawRoute, string> = {
  withdraw: '청약철회',
  instalment_withdraw: '할부 청약철회',
  instalment_defence: '할부 항변권',
  card_cancel: '카드 취소',
  chargeback: '차지백',
  relief: '소비자원 피해구제',
  collective: '집단분쟁조정',
  seller_mediation: '공정거래조정원 조정',
  insolvency: '회생·파산 채권신고',
  payment_order: '지급명령',
  small_claims: '소액사건 소송',
  criminal: '형사 고소',
}

export const resultName: Record<RouteResult, string> = {
  possible: '가능성 있음',
  check: '확인 필요',
  no: '해당 없음',
}

export const routeWords = {
  title: '지금 할 수 있는 것',
  next: '먼저 할 일',
  until: (date: string) => `${day(date)}까지 하세요.`,
  all: '길마다 보기',
  needs: (names: string) => `알려 주시면 더 정확해져요: ${names}`,
  asOf: (date: string) => `${day(date)} 기준이에요. 받아들일지는 기관과 법원이 정해요.`,
} as const

/** Why a route is what it is, by the reason’s id. */
export const reasonText: Record<string, string> = {
  nothing_left: '남은 금액이 없어요.',
  seller_not_consumer: '전자상거래법은 사업을 위한 거래에는 쓰이지 않아요.',
  business_use: '사업에 쓰려고 샀다면 소비자로 볼 수 있는지 확인해야 해요.',
  not_begun: '물건을 받기 전이라 7일이 아직 시작되지 않았어요.',
  in_time: '받은 날부터 7일이 지나지 않았어요.',
  withdraw_late: '7일이 지났어요. 광고와 다르거나 취소를 방해받았다면 다른 기간이 있어요.',
  seller_instalment: '사업을 위한 할부에는 쓰이지 않아요.',
  not_instalment: '카드 할부로 산 것만 해당해요.',
  too_few_times: '2개월 이상에 걸쳐 3회 이상 나눠 내는 할부만 해당해요.',
  too_cheap: '신용카드 할부는 20만 원 이상이어야 해요.',
  business_instalment: '사업에 쓰려고 산 할부에는 쓰이지 않아요.',
  instalments_paid: '남은 할부금이 없으면 거절할 것이 없어요. 이미 낸 돈은 이 길로 돌려받지 못해요.',
  instalments_left: '아직 내지 않은 할부금의 지급을 거절할 수 있어요. 이미 낸 돈은 돌려주지 않아요.',
  instalments_over: '할부 기간이 지난 것으로 보여요. 남은 할부금이 있는지 확인해 주세요.',
  ground_not_supplied: '약속한 때까지 물건이 오지 않은 것은 거절할 까닭이 돼요.',
  ground_needed: '물건이 안 왔거나, 하자가 있거나, 적법하게 취소한 것 같은 까닭이 있어야 해요.',
  law_and_practice: '법문은 2개월 이상 3회 이상이고, 카드사와 금융감독원은 3개월 이상 할부로 안내해요.',
  seller_not_payer: '결제한 사람이 쓰는 길이에요.',
  not_card: '카드로 결제한 것만 해당해요.',
  card_must_follow: '결제대행사는 카드 회원의 취소·환불 요구를 따라야 해요.',
  card_may_not_collect: '이용금액에 이의를 제기하면 조사가 끝날 때까지 청구하지 못해요.',
  wallet_by_card: '간편결제에 카드를 연결했다면 카드처럼 취소를 요청할 수 있어요.',
  domestic: '국내 결제에는 쓰이지 않아요. 카드 취소나 할부 항변을 보세요.',
  paid_abroad: '해외 가맹점이나 해외 카드망으로 결제했다면 카드사에 서면으로 신청할 수 있어요.',
  chargeback_late: '결제한 지 120일이 지났어요. 카드사와 사유에 따라 다를 수 있으니 카드사에 물어보세요.',
  networks_differ: '기간과 사유는 카드 브랜드마다 달라요. 더 짧은 카드사도 있어요.',
  not_consumer: '소비자가 쓰는 길이에요. 판매자는 공정거래조정원을 보세요.',
  relief_sued: '소송 중인 일은 피해구제를 하지 않아요.',
  relief_other: '같은 일을 다른 조정 기관이 다루고 있으면 하지 않아요.',
  relief_untraceable:
    '연락할 수 없는 사업자는 피해구제가 어려워요. 플랫폼이나 결제대행사를 상대로 한 집단분쟁조정을 보세요.',
  relief_insolvent: '회생·파산 중인 사업자는 피해구제가 어려울 수 있어요.',
  relief_open: '한 사람이어도 신청할 수 있어요. 먼저 1372에서 상담해요.',
  collective_settled: '합의한 사람은 50명에 세지 않아요.',
  collective_other: '다른 조정 기관에 신청한 사람은 50명에 세지 않아요. 어느 기관인지에 따라 다를 수 있어요.',
  collective_sued: '이 일로 소송을 낸 사람은 50명에 세지 않아요.',
  collective_free: '합의, 다른 조정, 소송이 없어 50명에 들 수 있어요.',
  collective_few: '이 사건에서 셀 수 있는 사람이 아직 50명이 안 돼요.',
  collective_close: '50명을 조금 넘어요. 합의나 소송으로 줄면 요건에 못 미칠 수 있어요.',
  collective_uncounted: '같은 피해가 50명 이상이어야 해요.',
  collective_late: '참가 신청 기간이 끝났어요. 나중에 받아 줄지는 조정위원회가 정해요.',
  buyer_not_seller: '입점판매자가 쓰는 길이에요.',
  large_retailer: '대규모유통업자라면 대규모유통업거래 분쟁조정을 신청할 수 있어요.',
  not_large_retailer: '대규모유통업자가 아니면 거래상 지위 남용인지 보고 공정거래 분쟁조정을 신청해요.',
  insolvent: '법원의 절차가 시작됐어요. 이자는 그 전날까지 따로 적어요.',
  filing_open: '신고 기간이 남아 있어요.',
  filing_late:
    '신고 기간이 끝났어요. 내 탓이 아닌 사정이 있었다면 그 사정이 끝난 뒤 1개월 안에 신고할 수 있어요.',
  listed_is_filed: '채권자 목록에 있으면 신고한 것으로 봐요. 구매자는 빠지는 일이 있으니 꼭 확인하세요.',
  goods_before_petition:
    '신청 전 20일 안에 넘긴 물건 값은 먼저 받을 수 있는 공익채권일 수 있어요. 직매입인지 확인하세요.',
  order_unreachable: '상대방에게 우편이 닿지 않으면 지급명령을 쓸 수 없어요.',
  order_reachable: '상대방에게 송달할 수 있으면 신청할 수 있어요. 2주 안에 이의가 없으면 확정돼요.',
  court_insolvent: '회생·파산 절차가 시작됐다면 채권신고로 받아야 할 수 있어요.',
  too_large: '3,000만 원까지만 소액사건이에요.',
  small_enough: '3,000만 원까지의 금액이에요.',
  no_splitting: '소액으로 만들려고 나눠 내면 각하돼요.',
  added_up: '여럿이 함께 내면 금액을 더해서 봐요.',
  criminal_facts: '기망이 의심되는 사실을 적어 고소할 수 있어요.',
  criminal_no_facts: '돈을 늦게 주는 것만으로는 형사 사건이 되지 않을 수 있어요.',
  criminal_truth: '아는 사실, 생각, 증거를 나눠 적으세요. 사실과 다르면 무고가 될 수 있어요.',
}

/** What to do next, by the step’s id. */
export const stepText: Record<string, { title: string; note: string }> = {
  nothing: { title: '지금 할 일이 없어요', note: '남은 금액이 생기면 신고를 고쳐 주세요.' },
  file_in_court: {
    title: '채권신고하기',
    note: '먼저 채권자 목록에 내 이름과 금액이 있는지 보고, 없으면 신고 기간 안에 신고하세요.',
  },
  send_defence: {
    title: '카드사에 할부 항변서 보내기',
    note: '판매자와 카드사에 서면으로 보내요. 남은 할부금부터 멈출 수 있어요.',
  },
  ask_card: {
    title: '카드사에 취소 요청하기',
    note: '카드사와 결제대행사에 주문 화면, 결제 화면, 배송 상태를 함께 보내요.',
  },
  dispute_paypal: {
    title: '페이팔에서 분쟁 열기',
    note: '거래 내역에서 문제 신고를 눌러요. 20일 안에 클레임으로 넘겨요.',
  },
  dispute_aliexpress: { title: '알리익스프레스에서 분쟁 열기', note: '주문 상세에서 환불·분쟁을 눌러요.' },
  dispute_card: {
    title: '카드사에 차지백 신청하기',
    note: '주문, 결제, 판매자와 나눈 말을 영어로 준비해요.',
  },
  ask_wallet: {
    title: '간편결제사에 환불 요청하기',
    note: '주문 화면, 결제 화면, 배송 상태, 환불이 안 된 안내를 함께 보내요.',
  },
  ask_carrier: {
    title: '휴대폰 결제사에 정정 요청하기',
    note: '통신사나 결제대행사에 이의를 내고 분쟁 절차를 물어보세요.',
  },
  ask_issuer: { title: '상품권 발행사에 환급 요청하기', note: '쓰지 않은 상품권과 구매 내역을 준비해요.' },
  send_withdrawal: {
    title: '취소와 환불을 글로 요구하기',
    note: '문자나 내용증명처럼 날짜가 남는 방법으로 보내요.',
  },
  ask_relief: {
    title: '1372 상담과 피해구제 신청하기',
    note: '주문, 환불 요구, 거절이나 무응답을 보여 주는 자료를 준비해요.',
  },
  demand_settlement: {
    title: '정산을 내용증명으로 요구하기',
    note: '정산 내역과 금액, 기한을 적어 보내요. 6개월 안에 다음 단계로 가요.',
  },
  ask_seller_mediation: {
    title: '공정거래조정원에 조정 신청하기',
    note: '계약서, 정산 내역, 내용증명을 준비해요.',
  },
  ask_court: {
    title: '지급명령이나 소송 준비하기',
    note: '상대방 주소와 금액, 증거를 정리해요. 대한법률구조공단 132에서 상담할 수 있어요.',
  },
}

/** What a reminder says. */
export const reminderWords = {
  push: (days: number) =>
    days === 0
      ? '오늘까지인 기한이 있어요'
      : days === 1
        ? '내일까지인 기한이 있어요'
        : `${days}일 남은 기한이 있어요`,
} as const
