import type { LetterBlock } from '#app/text/letter.ts'

// What letters of buyers to a shop say. They state facts and what is asked for: no guilt, no threat.

const FACTS = { kind: 'facts' } as const
const SUM = { kind: 'sum', of: 'remaining' } as const
const ACCOUNT = { kind: 'account' } as const
const LAW = '「전자상거래 등에서의 소비자보호에 관한 법률」'

const hello =
  '안녕하십니까. 저는 귀사가 운영하는 쇼핑몰 ‘{shop}’에서 아래와 같이 주문하고 대금을 지급하였습니다.'
const ordered = '본인은 귀사가 운영하는 쇼핑몰 ‘{shop}’에서 아래와 같이 주문하고 대금을 지급하였습니다.'
const received = { needs: 'receivedOn', text: '위 상품은 {receivedOn}에 받았습니다.' } as const
const course = { needs: 'course', text: '그동안의 경과는 다음과 같습니다.\n{course}' } as const
const thanks = '확인하신 뒤 답변을 주시면 감사하겠습니다.'
const answerBy = '이 글에 대한 답변을 {payBy}까지 서면으로 보내 주시기 바랍니다.'
const lateInterest =
  '환급이 늦어지는 기간에는 같은 항과 같은 법 시행령 제21조의3에 따라 연 15퍼센트의 지연배상금이 더하여집니다.'
const threeDays = `${LAW} 제18조 제2항은 판매자가 3영업일 이내에 대금을 환급하도록 정하고 있습니다.`

const askPaymentFirm = {
  polite: {
    needs: 'byCard',
    text: '대금을 카드 등으로 결제하였으므로, 같은 법 제18조 제3항에 따라 결제업자에게 대금 청구를 멈추거나 취소하도록 요청하여 주시기를 부탁드립니다.',
  },
  firm: {
    needs: 'byCard',
    text: '대금을 카드 등으로 결제하였으므로, 귀사는 같은 법 제18조 제3항에 따라 지체 없이 결제업자에게 대금 청구의 정지 또는 취소를 요청하여 주시기 바랍니다.',
  },
} as const
const notDelivered = {
  needs: 'undelivered',
  text: '이 글을 쓰는 날까지 위 상품을 받지 못하였습니다.',
} as const

type Bodies = Record<'polite' | 'firm', LetterBlock[]>

export const withdrawalBody = {
  title: '청약철회 통지서',
  blocks: {
    polite: [
      hello,
      FACTS,
      received,
      notDelivered,
      `${LAW} 제17조에 따라 위 주문에 관한 청약을 철회합니다.`,
      course,
      '같은 법 제18조에 따라 아래 금액을 {payBy}까지 결제한 방법으로 돌려주시기를 부탁드립니다.',
      SUM,
      ACCOUNT,
      askPaymentFirm.polite,
      thanks,
    ],
    firm: [
      ordered,
      FACTS,
      received,
      notDelivered,
      `${LAW} 제17조에 따라 위 주문에 관한 청약을 철회하며, 이 통지로써 그 뜻을 알립니다.`,
      course,
      '같은 법 제18조 제2항은 판매자가 3영업일 이내에 대금을 환급하도록 정하고 있습니다. 아래 금액을 {payBy}까지 환급하여 주시기 바랍니다.',
      SUM,
      ACCOUNT,
      lateInterest,
      askPaymentFirm.firm,
      answerBy,
    ],
  } satisfies Bodies,
}

export const refundBody = {
  title: '환불 요청서',
  blocks: {
    polite: [
      hello,
      FACTS,
      received,
      notDelivered,
      '{askedOn}에 위 주문의 환불을 요청하였으나, 이 글을 쓰는 날까지 아래 금액을 돌려받지 못하였습니다.',
      course,
      '{payBy}까지 환급하여 주시고, 어려우시면 환급 예정일과 사정을 알려 주시기를 부탁드립니다.',
      SUM,
      ACCOUNT,
      thanks,
    ],
    firm: [
      ordered,
      FACTS,
      received,
      notDelivered,
      '{askedOn}에 위 주문의 환불을 요청하였으나, 이 글을 쓰는 날까지 아래 금액을 돌려받지 못하였습니다.',
      course,
      threeDays,
      '아래 금액을 {payBy}까지 환급하여 주시기 바랍니다.',
      SUM,
      ACCOUNT,
      lateInterest,
      answerBy,
    ],
  } satisfies Bodies,
}

export const redeliveryBody = {
  title: '재배송 요청서',
  blocks: {
    polite: [
      hello,
      FACTS,
      '위에 적은 ‘받지 못한 것’을 이 글을 쓰는 날까지 받지 못하였습니다.',
      course,
      '{payBy}까지 다시 보내 주시고, 송장번호를 알려 주시기를 부탁드립니다.',
      '보내실 수 없다면 그 사정과 환급 예정일을 알려 주시기를 부탁드립니다.',
      thanks,
    ],
    firm: [
      ordered,
      FACTS,
      '위에 적은 ‘받지 못한 것’을 이 글을 쓰는 날까지 받지 못하였습니다.',
      course,
      `${LAW} 제15조 제1항은 대금을 미리 받은 판매자가 받은 날부터 3영업일 이내에 상품 공급에 필요한 조치를 하도록 정하고 있습니다.`,
      '{payBy}까지 다시 보내고 송장번호를 알려 주시기 바랍니다.',
      '공급하기 어렵다면 같은 조 제2항에 따라 지체 없이 그 사유를 알리고 대금을 환급하여 주시기 바랍니다.',
      answerBy,
    ],
  } satisfies Bodies,
}

export const demandBody = {
  title: '대금 환급 청구서',
  blocks: {
    polite: [
      hello,
      FACTS,
      received,
      notDelivered,
      '{askedOn}에 위 주문의 환불을 요청하였으나, 이 글을 쓰는 날까지 아래 금액을 돌려받지 못하였습니다.',
      course,
      `${threeDays} 이에 아래 금액을 {payBy}까지 환급하여 주시기를 요청드립니다.`,
      SUM,
      ACCOUNT,
      '환급을 요청한 사실과 날짜를 분명히 하고자 이 글을 내용증명우편으로 보냅니다.',
      thanks,
    ],
    firm: [
      ordered,
      FACTS,
      received,
      notDelivered,
      '{askedOn}에 위 주문의 환불을 요청하였으나, 이 글을 쓰는 날까지 아래 금액을 돌려받지 못하였습니다.',
      course,
      `${threeDays} 이에 아래 금액을 {payBy}까지 환급할 것을 청구합니다.`,
      SUM,
      ACCOUNT,
      lateInterest,
      '청구한 사실과 날짜를 분명히 하고자 이 글을 내용증명우편으로 보냅니다.',
      answerBy,
    ],
  } satisfies Bodies,
}
