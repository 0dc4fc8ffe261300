import type { LetterBlock } from '#app/text/letter.ts'

// What letters of sellers to a shop say. Rates of the act on large retailers are left out: few shops are ones.

const FACTS = { kind: 'facts' } as const
const SUM = { kind: 'sum', of: 'remaining' } as const
const ACCOUNT = { kind: 'account' } as const
const course = { needs: 'course', text: '그동안의 경과는 다음과 같습니다.\n{course}' } as const
const lateInterest =
  '지급이 늦어지는 기간에는 달리 정한 바가 없으면 「상법」 제54조에 따른 연 6퍼센트의 지연손해금이 더하여질 수 있습니다.'
const hello = '안녕하십니까. 저는 귀사가 운영하는 쇼핑몰 ‘{shop}’에 입점하여 상품을 판매하여 왔습니다.'
const sold = '본인은 귀사가 운영하는 쇼핑몰 ‘{shop}’에 입점하여 상품을 판매하였습니다.'
const unpaid =
  '아래 정산대금의 지급일은 {dueOn}이었으나, 이 글을 쓰는 날까지 아래 금액을 지급받지 못하였습니다.'

type Bodies = Record<'polite' | 'firm', LetterBlock[]>

export const settlementBody = {
  title: '정산대금 지급 요청서',
  blocks: {
    polite: [
      hello,
      FACTS,
      unpaid,
      course,
      '{payBy}까지 지급하여 주시고, 어려우시면 지급 예정일과 사정을 알려 주시기를 부탁드립니다.',
      SUM,
      ACCOUNT,
      '정산 내역서와 지급 현황을 함께 보내 주시면 감사하겠습니다.',
    ],
    firm: [
      sold,
      FACTS,
      unpaid,
      course,
      '입점 계약에서 정한 바에 따라 아래 금액을 {payBy}까지 지급하여 주시기 바랍니다.',
      SUM,
      ACCOUNT,
      lateInterest,
      '정산 내역서와 지급 계획을 {payBy}까지 서면으로 보내 주시기 바랍니다.',
    ],
  } satisfies Bodies,
}

export const settlementDemandBody = {
  title: '정산대금 지급 청구서',
  blocks: {
    polite: [
      hello,
      FACTS,
      unpaid,
      course,
      '이에 입점 계약에 따라 아래 금액을 {payBy}까지 지급하여 주시기를 요청드립니다.',
      SUM,
      ACCOUNT,
      '지급을 요청한 사실과 날짜를 분명히 하고자 이 글을 내용증명우편으로 보냅니다.',
      '확인하신 뒤 지급 예정일을 서면으로 알려 주시면 감사하겠습니다.',
    ],
    firm: [
      sold,
      FACTS,
      unpaid,
      course,
      '이에 입점 계약에 따라 아래 금액을 {payBy}까지 지급할 것을 청구합니다.',
      SUM,
      ACCOUNT,
      lateInterest,
      '청구한 사실과 날짜를 분명히 하고자 이 글을 내용증명우편으로 보냅니다.',
      '이 글에 대한 답변을 {payBy}까지 서면으로 보내 주시기 바랍니다.',
    ],
  } satisfies Bodies,
}
