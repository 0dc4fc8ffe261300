import type { ClaimKind } from '#app/shapes/claim.ts'
import type { EvidenceSlot } from '#app/shapes/claim-kinds.ts'

// The words of the table in app/shapes/claim-kinds.ts, under the same keys.

/** As the form asks: what happened, in the claimant's own words. */
export const claimKindText: Record<ClaimKind, { label: string; note: string }> = {
  refund: { label: '환불을 못 받았어요', note: '취소하거나 돌려보냈는데 돈이 안 왔어요.' },
  nondelivery: { label: '물건을 못 받았어요', note: '결제했는데 하나도 오지 않았어요.' },
  missing: { label: '일부가 빠졌어요', note: '주문한 것 가운데 몇 개만 왔어요.' },
  cancelled: { label: '가게가 마음대로 취소했어요', note: '내 동의 없이 주문이 취소됐어요.' },
  self_cancelled: { label: '내가 먼저 취소했어요', note: '불안해서, 또는 취소하라고 해서 직접 취소했어요.' },
  silent: { label: '연락이 안 돼요', note: '결제한 뒤로 답이 없어요.' },
  defect: { label: '물건에 문제가 있어요', note: '고장·파손이거나 설명과 달라요.' },
  wrong_item: { label: '다른 물건이 왔어요', note: '주문한 것과 다른 것을 받았어요.' },
  voucher: { label: '상품권·포인트를 못 써요', note: '못 받았거나, 받아 주는 곳이 없어요.' },
  coupon: { label: '쿠폰·행사가 적용되지 않았어요', note: '약속한 할인이나 사은품을 받지 못했어요.' },
  settlement: { label: '정산을 못 받았어요', note: '판매 대금이 제날짜에 안 들어왔어요.' },
  stock: { label: '반품·재고를 못 돌려받았어요', note: '창고에 묶였거나 사라졌어요.' },
  double_refund: { label: '환불을 두 번 떠안았어요', note: '구매자에게 돌려줬는데 정산에서 또 빠졌어요.' },
}

/** The same as short names, for lists and papers. */
export const claimKindName: Record<ClaimKind, string> = {
  refund: '환불 지연',
  nondelivery: '미배송',
  missing: '일부 누락',
  cancelled: '일방취소',
  self_cancelled: '자진취소',
  silent: '연락두절',
  defect: '불량·하자',
  wrong_item: '오배송',
  voucher: '상품권·포인트',
  coupon: '쿠폰·프로모션',
  settlement: '정산 미지급',
  stock: '반품·재고',
  double_refund: '이중 환불 부담',
}

type QuestionText = { label: string; hint?: string; options?: Readonly<Record<string, string>> }

const channelNames = {
  phone: '전화',
  sms: '문자',
  email: '이메일',
  kakao: '카카오톡',
  platform: '쇼핑몰 쪽지·문의',
  board: '게시판',
  visit: '직접 찾아감',
}
const refundState = {
  label: '지금 환불은 어떤가요',
  options: {
    promised: '해 준다고만 해요',
    waiting_line: '계좌 입력·접수 대기라고 떠요',
    refused: '안 된다고 해요',
    no_answer: '답이 없어요',
  },
}
const delivery = {
  onTheWay: {
    label: '아직 배송 중인가요?',
    hint: '택배사 화면을 한 번 더 봐 주세요. 오고 있는 물건이면 신고하지 않아도 돼요.',
    options: {
      no: '아니요, 멈췄거나 보내지 않았어요',
      late: '배송 중이라는데 약속한 날이 지났어요',
      yes: '네, 오고 있어요',
    },
  },
  deliveryState: {
    label: '배송 화면에는 뭐라고 나오나요',
    options: {
      preparing: '상품 준비 중',
      stopped: '배송이 멈춰 있음',
      shown_delivered: '배송 완료로 나옴',
      cannot_see: '볼 수 없음',
    },
  },
  courier: { label: '택배사', hint: '예: 우체국택배' },
  lastLookedOn: { label: '마지막으로 조회한 날' },
}
const received = {
  expected: { label: '무엇이 오기로 했나요', hint: '상품 설명에 적힌 대로. 예: 흰색 퀸 사이즈, 새 상품' },
  got: { label: '무엇이 왔나요', hint: '받은 그대로. 예: 회색 싱글 사이즈, 솔기가 터져 있음' },
  sentBack: {
    label: '물건은 어디에 있나요',
    options: {
      kept: '가지고 있어요',
      sent_back: '돌려보냈어요',
      return_refused: '안 받아 줘서 가지고 있어요',
    },
  },
}

/** The words of every kind's questions. */
export const questionText: Record<ClaimKind, Readonly<Record<string, QuestionText>>> = {
  refund: {
    cause: {
      label: '왜 환불받아야 하나요',
      options: {
        i_cancelled: '내가 취소했어요',
        sent_back: '물건을 돌려보냈어요',
        shop_cancelled: '가게가 취소했어요',
        sold_out: '품절이라고 했어요',
      },
    },
    refundState,
  },
  nondelivery: delivery,
  missing: {
    ...delivery,
    parcel: {
      label: '상자는 어땠나요',
      options: {
        whole: '멀쩡했어요',
        opened: '뜯긴 흔적이 있었어요',
        several_parcels: '나누어 온다고 했어요',
      },
    },
  },
  cancelled: {
    consent: {
      label: '취소에 동의했나요',
      options: { no: '거절했어요', yes: '그러라고 했어요', not_asked: '묻지도 않았어요' },
    },
    channel: { label: '취소를 무엇으로 알렸나요', options: { ...channelNames, none: '알리지 않음' } },
    calledOn: { label: '취소해 달라는 연락이 온 날', hint: '먼저 전화가 왔다면 적어 주세요.' },
    calledAt: { label: '그 연락이 온 시각', hint: '예: 17:30. 통보까지 몇 분이 걸렸는지 계산해요.' },
    reason: {
      label: '가게는 왜 취소했다고 하나요',
      options: {
        price: '가격을 잘못 적었다',
        sold_out: '품절됐다',
        closing: '영업을 그만둔다',
        unsaid: '말하지 않음',
        other: '그 밖',
      },
    },
    listedPrice: { label: '걸려 있던 가격' },
    normalPrice: { label: '평소 가격' },
    threat: { label: '불이익을 준다는 말이 있었나요', hint: '들은 그대로 적어 주세요.' },
  },
  self_cancelled: {
    why: {
      label: '왜 취소했나요',
      options: {
        asked_to: '가게가 취소하라고 했어요',
        feared_loss: '돈을 잃을까 불안했어요',
        changed_mind: '마음이 바뀌었어요',
        other: '그 밖',
      },
    },
    refundState,
  },
  silent: {
    channels: {
      label: '무엇으로 연락해 봤나요',
      hint: '두 가지 넘게 해 두면 연락두절을 보이기 쉬워요.',
      options: channelNames,
    },
    firstTriedOn: { label: '처음 연락한 날' },
    lastTriedOn: { label: '마지막으로 연락한 날' },
    tries: { label: '몇 번 연락했나요', hint: '예: 5' },
    lastSeenOn: { label: '가게가 마지막으로 움직인 날', hint: '마지막 공지나 게시물이 올라온 날이에요.' },
    site: {
      label: '홈페이지는 열리나요',
      options: { open: '열려요', closed: '닫혔어요', unknown: '몰라요' },
    },
  },
  defect: {
    fault: {
      label: '무엇이 문제인가요',
      options: {
        broken: '깨지거나 찢어졌어요',
        not_working: '작동하지 않아요',
        unlike_listing: '설명과 달라요',
        fake: '정품이 아닌 것 같아요',
        other: '그 밖',
      },
    },
    ...received,
  },
  wrong_item: received,
  voucher: {
    issuer: { label: '어떤 상품권·포인트인가요', hint: '예: 문화상품권, 쇼핑몰 포인트' },
    faceValue: { label: '액면가 (모두 더해서)' },
    used: { label: '이미 쓴 금액' },
    validUntil: { label: '유효기간' },
    trouble: {
      label: '무엇이 문제인가요',
      options: {
        not_sent: '받지 못했어요',
        not_accepted: '받아 주는 곳이 없어요',
        points_gone: '포인트가 사라졌어요',
        expired: '기간이 지났다고 해요',
      },
    },
  },
  coupon: {
    code: { label: '쿠폰·행사 이름이나 번호' },
    promised: { label: '무엇을 약속했나요', hint: '예: 5만 원 넘게 사면 1만 원 할인' },
    refusedWhy: { label: '왜 안 된다고 하나요', hint: '답이 없었다면 “답 없음”이라고 적어 주세요.' },
  },
  settlement: {
    contract: {
      label: '어떤 계약인가요',
      options: { broker: '중개', consigned: '위·수탁', special: '특약매입', purchased: '직매입' },
    },
    closedBy: {
      label: '정산은 무엇부터 세나요',
      options: { month_end: '월 판매마감일', confirmed: '구매확정일', received: '상품수령일' },
    },
    taxInvoice: { label: '세금계산서 번호' },
    loan: { label: '이 정산금으로 선정산대출을 받았나요', options: { yes: '네', no: '아니요' } },
    lender: { label: '선정산대출을 받은 곳', hint: '예: 다온은행' },
    assigned: {
      label: '정산금을 받을 권리를 넘겼나요',
      hint: '넘겼다면 청구할 사람이 달라질 수 있어요.',
      options: { yes: '네', no: '아니요', unknown: '몰라요' },
    },
  },
  stock: {
    what: {
      label: '무엇을 못 받았나요',
      options: {
        returns_unsent: '반품된 물건',
        stock_held: '창고에 있는 재고',
        lost: '사라졌다는 물건',
        return_cost: '반품 배송비',
      },
    },
    pieces: { label: '몇 개인가요', hint: '예: 120' },
    place: { label: '어디에 있나요', hint: '예: ○○물류센터' },
    shopSays: {
      label: '쇼핑몰은 뭐라고 하나요',
      options: { will_send: '보내 준다고만 해요', refused: '안 된다고 해요', no_answer: '답이 없어요' },
    },
  },
  double_refund: {
    how: {
      label: '어떻게 떠안았나요',
      options: {
        paid_buyer: '구매자에게 직접 돌려줬어요',
        deducted: '정산에서 빠졌어요',
        both: '돌려줬는데 정산에서도 빠졌어요',
      },
    },
    buyers: { label: '구매자는 몇 명인가요', hint: '예: 12' },
    firstPaidOn: { label: '처음 돌려준 날' },
    why: { label: '왜 직접 돌려줬나요' },
  },
}

export const evidenceName: Record<EvidenceSlot, string> = {
  order: '주문 내역',
  payment: '결제 내역·영수증',
  request: '취소·환불을 요구한 기록',
  answer: '가게의 답이나 “처리 중” 화면',
  tracking: '배송 조회 화면',
  parcel: '상자와 포장 사진',
  label: '운송장 사진',
  goods: '받은 물건 사진 (두 방향 넘게)',
  video: '작동·상태 동영상',
  listing: '상품 설명 화면',
  notice: '취소 통보 (문자·메일)',
  attempts: '연락한 기록 (통화·문자·메일)',
  voucher: '상품권·포인트 화면',
  contract: '입점 계약서',
  settlement: '정산 내역서',
  transfer: '이체·입금 내역',
  policy: '판매자의 환불·반품 방침 화면 (바뀌기 전에)',
  reviews: '같은 판매자·상품의 평가 화면',
}
