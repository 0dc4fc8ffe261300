import { type ClaimKind, sellerKinds } from '#app/shapes/claim-kinds.ts'
import type { ContactTone } from '#app/shapes/contact.ts'
import { day, grouped, won } from '#app/text/format.ts'

/** What a short message to the shop is filled with; null where the claim does not say it. Dates KST, amounts won. */
export type TemplateFacts = {
  shopName: string
  kind: ClaimKind | null
  orderNumber: string | null
  orderedOn: string | null
  dueOn: string | null
  remaining: number | null
  /** Tries nobody answered so far, and the day of the first. */
  unanswered: number
  silentSince: string | null
}

const wishes: Record<ClaimKind, string> = {
  refund: '환불',
  nondelivery: '주문한 상품의 발송 또는 환불',
  cancelled: '취소된 주문의 환불',
  self_cancelled: '취소한 주문의 환불',
  silent: '주문에 대한 답과 환불',
  missing: '빠진 상품의 발송 또는 환불',
  defect: '하자가 있는 상품의 교환 또는 환불',
  wrong_item: '주문한 상품으로의 교환 또는 환불',
  voucher: '상품권 금액의 환불',
  coupon: '쿠폰과 적립금의 환불',
  settlement: '정산금 지급',
  stock: '맡긴 재고의 반환',
  double_refund: '두 번 부담한 환불금의 정산',
}

/** A message in one tone, line by line as one would send it. What is missing stands in brackets, to be filled in by hand. */
export function contactTemplate(tone: ContactTone, facts: TemplateFacts): string {
  const wish = facts.kind ? wishes[facts.kind] : '[환불, 발송 등 바라는 것]'
  const lines =
    tone === 'polite'
      ? [
          `안녕하세요. ${facts.shopName}에서 ${isSeller(facts.kind) ? '거래한 판매자' : '주문한 고객'}입니다.`,
          ...about(facts),
          ...(facts.unanswered > 0 ? [silence(facts)] : []),
          `${wish}이 언제 이루어지는지 이 연락을 보시는 대로 알려 주시면 감사하겠습니다.`,
        ]
      : [
          `${facts.shopName} 담당자께 알립니다.`,
          ...about(facts),
          ...(facts.unanswered > 0 ? [silence(facts)] : []),
          `[답을 받을 날짜]까지 ${wish}에 대한 답을 글로 보내 주시기 바랍니다.`,
          '그때까지 답이 없으면 이 연락 기록을 증거로 하여 피해구제 신청과 법적 절차를 진행하겠습니다.',
        ]
  return lines.join('\n')
}

function about({ kind, orderNumber, orderedOn, dueOn, remaining }: TemplateFacts): string[] {
  const amount = remaining === null ? '[금액]원' : won(remaining)
  if (kind === 'settlement') {
    return [`정산 예정일: ${dueOn ? day(dueOn) : '[정산 예정일]'}`, `받지 못한 정산금: ${amount}`]
  }
  if (isSeller(kind)) return [`받지 못한 금액: ${amount}`]
  return [
    `주문번호: ${orderNumber || '[주문번호]'}`,
    `주문일: ${orderedOn ? day(orderedOn) : '[주문한 날짜]'}`,
    `돌려받지 못한 금액: ${amount}`,
  ]
}

function isSeller(kind: ClaimKind | null): boolean {
  return sellerKinds.some((each) => each === kind)
}

function silence({ unanswered, silentSince }: TemplateFacts): string {
  const since = silentSince ? `${day(silentSince)}부터 ` : ''
  return `${since}지금까지 ${grouped(unanswered)}번 연락드렸으나 답을 받지 못했습니다.`
}
