import type { PaymentMethod } from '#app/shapes/claim.ts'
import type { Relief } from '#app/shapes/claim-details.ts'
import type { ClaimKind } from '#app/shapes/claim-kinds.ts'
import { consentTo, type DestinationWords } from './words.ts'

/** Fixed words of a claim in English, as banks and card networks read them. */
export const english: {
  kinds: Record<ClaimKind, string>
  payments: Record<PaymentMethod, string>
  reliefs: Record<Relief, string>
} = {
  kinds: {
    refund: 'Refund not processed',
    nondelivery: 'Merchandise not received',
    missing: 'Part of order not received',
    cancelled: 'Cancelled by merchant, not refunded',
    self_cancelled: 'Cancelled by cardholder, not refunded',
    silent: 'Merchant does not respond',
    defect: 'Defective or not as described',
    wrong_item: 'Wrong item received',
    voucher: 'Voucher or credit not usable',
    coupon: 'Promotion not honoured',
    settlement: 'Sales proceeds not paid out',
    stock: 'Stock not returned',
    double_refund: 'Refund charged twice',
  },
  payments: {
    card_once: 'Card, single payment',
    card_installment: 'Card, instalments',
    transfer: 'Bank transfer',
    virtual_account: 'Virtual account',
    easy_pay: 'Digital wallet',
    voucher: 'Gift voucher',
    phone: 'Carrier billing',
  },
  reliefs: {
    delivery: 'Delivery',
    refund: 'Refund',
    points: 'Store credit',
    apology: 'Apology',
    damages: 'Damages',
  },
}

/** 차지백: 해외 결제의 이의 신청에 붙이는 영문 자료. */
export const chargeback: DestinationWords = {
  label: '해외 결제 차지백 (영문)',
  note: '해외 가맹점이나 해외 카드망으로 낸 돈을 카드사를 통해 되찾는 자료예요. 열 이름이 영어예요.',
  listName: '차지백 자료',
  recipientHint: '예: 국민카드 해외이용 이의신청',
  heads: {
    name: 'Cardholder name',
    email: 'E-mail',
    phone: 'Phone',
    cardIssuer: 'Issuing bank',
    cardNumber: 'Card number (first 6, last 4)',
    paymentEnglish: 'Payment method',
    depositTo: 'Authorisation code',
    merchant: 'Merchant name on statement',
    seller: 'Seller',
    orderNumber: 'Order number',
    orderedOn: 'Order date',
    paidOn: 'Transaction date',
    items: 'Goods or services',
    principal: 'Amount paid (KRW)',
    refunded: 'Refunded (KRW)',
    remaining: 'Disputed amount (KRW)',
    kindEnglish: 'Dispute reason',
    story: 'What happened',
    promisedOn: 'Expected delivery date',
    deliveredOn: 'Date received',
    noticeOn: 'Date merchant was contacted',
    reliefEnglish: 'Resolution sought',
    evidence: 'Exhibit number',
    note: 'Remarks',
  },
  questions: {
    domestic: '국내 카드로 국내 쇼핑몰에서 결제했어요',
    disputed: '페이팔이나 쇼핑몰에 분쟁을 이미 열었어요',
  },
  reasons: {
    seller: { text: '돈을 낸 사람만 낼 수 있어요.', basis: '국제 카드사 규정' },
    not_card: {
      text: '계좌이체, 가상계좌, 상품권, 휴대폰 결제에는 차지백이 없어요.',
      basis: '국제 카드사 규정 (한국소비자원 안내)',
    },
    domestic: {
      text: '국내 결제에는 차지백이 없어요. 할부면 카드사 할부 철회·항변을 알아보세요.',
      basis: '국제 카드사 규정 (한국소비자원 안내)',
    },
    paid: { text: '남은 금액이 0원이에요.', basis: '국제 카드사 규정' },
    payment_unknown: { text: '결제수단을 적어야 볼 수 있어요.', basis: '국제 카드사 규정' },
    late: {
      text: '결제하고 120일이 지났어요. 카드 브랜드와 사유에 따라 달라서 카드사에 확인이 필요해요.',
      basis: '국제 카드사 규정 (한국소비자원 안내)',
    },
    disputed: {
      text: '페이팔이나 쇼핑몰의 분쟁과 함께 진행할 수 없는 경우가 있어요. 어느 쪽을 이어 갈지 확인이 필요해요.',
      basis: '페이팔 이용 안내',
    },
    fits: {
      text: '카드나 간편결제로 냈어요. 해외 결제인지, 기한 안인지는 카드사가 판단해요.',
      basis: '국제 카드사 규정 (한국소비자원 안내)',
    },
  },
  steps: [
    '판매자에게 먼저 환불을 요구하고, 요구한 글과 답을 남겨요.',
    '카드사의 해외이용 이의신청으로 한 사람씩 내요. 이 자료와 증거 사진을 붙여요.',
    '카드번호는 모아가 받지 않아요. 앞 6자리와 뒤 4자리만 각자 적어요.',
    '있었던 일은 한국어로 적혀 있어요. 영어로 옮겨 적어야 하는지 카드사에 물어봐요.',
  ],
  dates: [
    '비자·마스터카드는 보통 결제일부터 120일 안이고, 더 빨리 내라고 하는 카드사도 있어요.',
    '페이팔은 결제일부터 180일 안에 분쟁을 열고, 20일 안에 클레임으로 올려요.',
    '알리익스프레스는 주문 완료나 배송 기한 뒤 15일 안이에요. 약관이 바뀔 수 있어요.',
  ],
  files: ['PDF와 사진으로 내요. 영문 자료를 함께 붙여요.'],
  rule: {
    basis: '국제 카드사 규정, 페이팔·알리익스프레스 이용 안내 (한국소비자원 안내)',
    effectiveFrom: null,
    checkedOn: '2026-11-22',
  },
  consents: {
    '2026-11-22': consentTo({
      why: '카드사를 통해 해외 결제의 이의를 신청하는 데 써요. 카드사가 해외 카드사와 가맹점의 은행에 넘길 수 있어요.',
      what: '이름(상호), 이메일, 휴대전화, 카드사, 결제수단, 승인번호, 가맹점과 판매자, 주문번호, 주문일, 결제일, 상품명, 금액, 유형, 있었던 일, 받기로 한 날과 받은 날, 판매자에게 알린 날, 요구사항, 돌려받은 금액과 남은 금액, 다른 분쟁이 있는지, 동의한 때예요.',
      until: '이의 처리가 끝날 때까지예요. 카드사가 법에 따라 더 두는 기간은 카드사의 안내를 따라요.',
    }),
  },
}
