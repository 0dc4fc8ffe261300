import type { Story } from './story.ts'

/** 결제한 뒤 아무 연락이 없는 일. */
export const paidAndSilent: Story = {
  shopName: '포근소품샵',
  operatorName: '',
  troubles: ['unreachable'],
  noticeText: '둘러보기용으로 지어낸 사건이에요. 결제는 됐는데 배송도 답도 없고, 사이트는 아직 열려 있어요.',
  host: '기다림삼주',
  people: [
    ['겨울담요', 'buyer'],
    ['두번전화', 'buyer'],
    ['스팸함찾기', 'buyer'],
    ['작은머그', 'buyer'],
  ],
  welcome: '먼저 구매 내역과 스팸함을 확인하고, 두 가지 넘는 경로로 문의한 뒤 연락 기록에 남겨 주세요.',
  talk: [
    ['기다림삼주', '3주 전에 담요를 샀는데 배송 준비 중에서 안 바뀌어요.'],
    ['스팸함찾기', '저는 주문 확인 메일이 스팸함에 있었어요. 결제는 되어 있네요.'],
    ['두번전화', '전화는 신호만 가고, 문의 글은 열흘째 답이 없어요.'],
    ['겨울담요', '계좌이체로 냈는데 이럴 때는 어떻게 해요?'],
    ['작은머그', '사업자 정보에 적힌 번호로 찾아보니 통신판매 신고가 안 나와요.'],
  ],
  facts: [
    {
      line: 2,
      daysAgo: 1,
      at: '14:10',
      kind: 'silence',
      asOf: true,
      body: '전화와 문의 글 모두 열흘째 답이 없어요.',
    },
    { line: 4, daysAgo: 1, kind: 'sign', body: '통신판매업 신고가 조회되지 않아요.' },
  ],
  claims: [
    {
      by: '겨울담요',
      draft: {
        kind: 'silent',
        items: [{ name: '극세사 담요', quantity: 1, amount: 64_000 }],
        paymentMethod: 'transfer',
        story: '입금한 뒤로 전화도 문의도 답이 없어요.',
        details: {
          relief: 'refund',
          answers: { channels: ['phone', 'board', 'kakao'], tries: 9, site: 'open' },
        },
      },
      days: { orderedOn: 21, paidOn: 21, promisedOn: 16, noticeOn: 9 },
    },
    {
      by: '두번전화',
      draft: {
        kind: 'silent',
        items: [{ name: '러그', quantity: 1, amount: 89_000 }],
        paymentMethod: 'card_installment',
        cardIssuer: '한결카드',
        installmentMonths: 3,
        story: '',
        details: { answers: { channels: ['phone'], tries: 2, site: 'open' } },
      },
      days: { orderedOn: 18, paidOn: 18 },
    },
  ],
  state: { state: 'silent', daysAgo: 9, source: '전화와 문의 글에 답이 없어요' },
  advice: { step: 'transfer', body: '입금할 때 구매안전서비스를 골랐는지 주문 메일에서 먼저 확인해 주세요.' },
  done: [
    ['겨울담요', 'check_order'],
    ['스팸함찾기', 'check_order'],
    ['두번전화', 'contact_shop'],
  ],
}
