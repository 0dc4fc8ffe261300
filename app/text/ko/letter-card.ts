import type { LetterBlock } from '#app/text/letter.ts'

// What letters of buyers to a card company say.

const FACTS = { kind: 'facts' } as const
const LAW = '「할부거래에 관한 법률」'

const hello = '안녕하십니까. 저는 귀사의 신용카드로 아래와 같이 결제한 회원입니다.'
const paid = '본인은 귀사의 신용카드로 아래와 같이 결제하였습니다.'
const course = { needs: 'course', text: '그동안의 경과는 다음과 같습니다.\n{course}' } as const
const notDelivered = {
  needs: 'undelivered',
  text: '위 결제로 산 상품을 이 글을 쓰는 날까지 받지 못하였습니다.',
} as const
const notRefunded = {
  needs: 'unrefunded',
  text: '위 결제에 관하여 돌려받아야 할 아래 금액을 이 글을 쓰는 날까지 돌려받지 못하였습니다.',
} as const
const papers = '확인에 필요한 자료가 있으면 위 연락처로 알려 주시기를 부탁드립니다.'

type Bodies = Record<'polite' | 'firm', LetterBlock[]>

export const defenceBody = {
  title: '할부 항변 통지서',
  blocks: {
    polite: [
      hello,
      FACTS,
      { needs: 'supplyDueOn', text: '위 상품은 {supplyDueOn}까지 공급받기로 하였습니다.' },
      notDelivered,
      course,
      `위 거래는 ${LAW} 제16조 제1항 {ground}에 해당합니다. 이에 같은 조에 따라, 이 통지를 보내는 때에 아직 내지 않은 아래 할부금의 지급을 거절합니다.`,
      { kind: 'sum', of: 'unpaid' },
      '같은 조 제5항에 따라 이 통지를 받으신 날부터 7영업일 이내에 서면으로 회신하여 주시기를 부탁드립니다.',
      '확인이 끝날 때까지 위 할부금이 연체로 처리되지 않도록 살펴 주시기를 부탁드립니다.',
      papers,
    ],
    firm: [
      paid,
      FACTS,
      { needs: 'supplyDueOn', text: '위 상품은 {supplyDueOn}까지 공급받기로 하였습니다.' },
      notDelivered,
      course,
      `위 거래는 ${LAW} 제16조 제1항 {ground}에 해당합니다. 이에 같은 조에 따라, 이 통지를 보내는 때에 아직 내지 않은 아래 할부금의 지급을 거절합니다.`,
      { kind: 'sum', of: 'unpaid' },
      '같은 조 제5항에 따라 이 통지를 받은 날부터 7영업일 이내에 서면으로 회신하여 주시기 바랍니다. 그 기간에 서면 회신이 없으면 같은 조 제6항에 따라 항변을 받아들인 것으로 봅니다.',
      '같은 조 제7항에 따라, 다툼이 해결될 때까지 본인을 약정한 기일에 채무를 갚지 않은 사람으로 처리하지 않도록 하여 주시기 바랍니다.',
    ],
  } satisfies Bodies,
}

export const cardWithdrawalBody = {
  title: '할부계약 청약철회 통지서',
  blocks: {
    polite: [
      hello,
      FACTS,
      `${LAW} 제8조에 따라 위 할부계약의 청약을 철회하고, {noticedOn}에 판매자에게 서면으로 알렸습니다.`,
      course,
      '같은 법 제9조 제1항에 따라 귀사에도 이를 알려 드립니다. 위 거래의 할부금을 청구하지 않도록 처리하여 주시기를 부탁드립니다.',
      { kind: 'sum', of: 'remaining' },
      papers,
    ],
    firm: [
      paid,
      FACTS,
      `${LAW} 제8조에 따라 위 할부계약의 청약을 철회하고, {noticedOn}에 판매자에게 서면으로 통지하였습니다.`,
      course,
      '같은 법 제9조 제1항에 따라 귀사에도 이를 통지하므로, 위 거래의 할부금을 청구하지 않도록 처리하여 주시기 바랍니다.',
      { kind: 'sum', of: 'remaining' },
      '처리 결과를 {payBy}까지 서면으로 알려 주시기 바랍니다.',
    ],
  } satisfies Bodies,
}

export const objectionBody = {
  title: '카드 이용대금 이의 및 매출취소 요청서',
  blocks: {
    polite: [
      hello,
      FACTS,
      notDelivered,
      notRefunded,
      course,
      '이에 아래 이용금액에 대하여 서면으로 이의를 제기합니다.',
      { kind: 'sum', of: 'remaining' },
      '「여신전문금융업법」 제16조 제10항에 따라 조사를 마칠 때까지 위 금액을 청구하지 않도록 하여 주시고, 매출을 취소할 수 있는지 확인하여 주시기를 부탁드립니다.',
      '조사 결과를 {payBy}까지 알려 주시기를 부탁드립니다.',
      papers,
    ],
    firm: [
      paid,
      FACTS,
      notDelivered,
      notRefunded,
      course,
      '이에 아래 이용금액에 대하여 서면으로 이의를 제기합니다.',
      { kind: 'sum', of: 'remaining' },
      '「여신전문금융업법」 제16조 제10항에 따라 신용카드업자는 조사를 마칠 때까지 이의가 제기된 금액을 받을 수 없습니다. 위 금액의 청구를 멈추고 매출 취소 여부를 확인하여 주시기 바랍니다.',
      '조사 결과를 {payBy}까지 서면으로 알려 주시기 바랍니다.',
    ],
  } satisfies Bodies,
}
