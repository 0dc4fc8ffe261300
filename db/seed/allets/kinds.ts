import type { BuyerClaim, SellerClaim } from '#app/shapes/claim.ts'
import type { ClaimDetails } from '#app/shapes/claim-details.ts'
import type { BuyerKind, SellerKind } from '#app/shapes/claim-kinds.ts'

// What claims of the demo say beside the first facts, by kind. The notice of closing came on 16 August 2024.

type Said = { story?: string; line?: string; details: Partial<ClaimDetails> }

const asked: Partial<ClaimDetails> = { noticeOn: '2024-08-17', relief: 'refund', orderSource: 'app' }

const ofBuyers: Record<BuyerKind, Said> = {
  refund: {
    details: { ...asked, answers: { cause: 'i_cancelled', refundState: 'waiting_line' } },
  },
  nondelivery: {
    details: { ...asked, noTracking: true, answers: { onTheWay: 'no', deliveryState: 'preparing' } },
  },
  missing: {
    story: '세 개를 시켰는데 하나만 왔어요. 나머지는 따로 온다더니 소식이 없어요.',
    details: {
      ...asked,
      noTracking: true,
      answers: { onTheWay: 'late', deliveryState: 'shown_delivered', parcel: 'several_parcels' },
    },
  },
  cancelled: {
    story: '17일 아침에 취소됐다는 문자만 왔어요. 동의한 적이 없어요.',
    details: {
      relief: 'delivery',
      cancelledOn: '2024-08-17',
      cancelledAt: '09:12',
      knownOn: '2024-08-17',
      answers: { consent: 'not_asked', channel: 'sms', reason: 'closing' },
    },
  },
  self_cancelled: {
    story: '공지를 보고 불안해서 먼저 취소를 눌렀어요. 환불은 아직이에요.',
    details: { ...asked, answers: { why: 'feared_loss', refundState: 'no_answer' } },
  },
  silent: {
    story: '전화도 안 받고 문의 글에도 답이 없어요.',
    details: {
      ...asked,
      answers: {
        channels: ['phone', 'platform'],
        firstTriedOn: '2024-08-16',
        lastTriedOn: '2024-08-19',
        tries: 7,
        site: 'open',
      },
    },
  },
  defect: {
    story: '다리가 휜 채로 왔어요. 교환해 준다더니 영업을 끝냈어요.',
    details: {
      ...asked,
      answers: { fault: 'broken', expected: '새 상품', got: '한쪽 다리가 휘어 있음', sentBack: 'kept' },
    },
  },
  wrong_item: {
    story: '다른 색이 왔는데 바꿔 줄 곳이 없어졌어요.',
    details: { ...asked, answers: { expected: '아이보리', got: '회색', sentBack: 'kept' } },
  },
  voucher: {
    story: '사 둔 적립금을 쓸 수 없게 됐어요.',
    details: { ...asked, answers: { issuer: '쇼핑몰 적립금', trouble: 'points_gone' } },
  },
  coupon: { details: { ...asked } },
}

const ofSellers: Record<SellerKind, Said> = {
  settlement: {
    details: {
      periodFrom: '2024-07-01',
      periodTo: '2024-07-31',
      closedOn: '2024-07-31',
      answers: { contract: 'broker', closedBy: 'month_end', loan: 'no' },
    },
  },
  stock: {
    line: '반품된 물건값',
    story: '반품된 물건이 창고에 묶여 있어요.',
    details: {
      noticeOn: '2024-08-18',
      answers: { what: 'returns_unsent', pieces: 37, place: '용인 물류센터', shopSays: 'no_answer' },
    },
  },
  double_refund: {
    line: '두 번 떠안은 환불금',
    story: '손님에게 먼저 돌려드렸는데 정산에서도 빠졌어요.',
    details: { noticeOn: '2024-08-18', answers: { how: 'both', buyers: 5, firstPaidOn: '2024-08-17' } },
  },
}

/** A buyer's kind by a number from 0 to 1: most goods never came or were not paid back, as it was. */
export function buyerKindAt(share: number): BuyerKind {
  const parts: [number, BuyerKind][] = [
    [0.46, 'nondelivery'],
    [0.54, 'missing'],
    [0.6, 'silent'],
    [0.84, 'refund'],
    [0.9, 'cancelled'],
    [0.94, 'self_cancelled'],
    [0.97, 'defect'],
  ]
  return parts.find(([until]) => share < until)?.[1] ?? 'voucher'
}

/** The claim with what its kind says. */
export function buyerOf(claim: BuyerClaim): BuyerClaim {
  const { story = claim.story, details } = ofBuyers[claim.kind]
  const items = claim.kind === 'missing' ? claim.items.map((item) => ({ ...item, received: 0 })) : claim.items
  return { ...claim, items, story, details }
}

/** The claim with what its kind says. */
export function sellerOf(claim: SellerClaim): SellerClaim {
  const { story = claim.story, line, details } = ofSellers[claim.kind]
  const items = claim.items.map((item, at) => ({ ...item, name: line ? `${line} ${at + 1}` : item.name }))
  return { ...claim, items, story, details }
}
