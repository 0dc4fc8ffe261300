import type { Story } from './story.ts'

/** 해외 직구에서 불량품을 받은 일. */
export const defective: Story = {
  shopName: '은하직구 무선청소기',
  operatorName: '은하글로벌스토어',
  troubles: ['defective'],
  noticeText:
    '둘러보기용으로 지어낸 사건이에요. 같은 판매자에게서 산 무선청소기가 켜지지 않거나 설명과 달라요.',
  host: '안켜지는청소기',
  people: [
    ['배터리빵빵', 'buyer'],
    ['사진열장', 'buyer'],
    ['설명과달라', 'buyer'],
    ['직구초보', 'buyer'],
  ],
  welcome: '쓰거나 고치기 전에 여러 각도로 찍고 동영상을 남겨 주세요. 분쟁 기간 15일을 먼저 보세요.',
  talk: [
    ['안켜지는청소기', '열흘 전에 받았는데 처음부터 안 켜져요. 상자도 찌그러져 있었어요.'],
    ['설명과달라', '설명에는 흡입력 25,000이라더니 제품에는 9,000이라고 적혀 있어요.'],
    ['사진열장', '판매자 쪽지로 사진 열 장을 보냈더니 동영상도 달래요. 밝은 데서 찍어 보냈어요.'],
    ['배터리빵빵', '저는 배터리가 부풀어서 왔어요. 후기에도 같은 말이 많네요.'],
    ['직구초보', '15일 안에 분쟁을 열어야 한대요. 며칠 안 남았어요.'],
  ],
  facts: [
    { line: 1, daysAgo: 6, kind: 'other', body: '상품 설명의 흡입력과 제품 라벨의 흡입력이 달라요.' },
    {
      line: 2,
      daysAgo: 3,
      kind: 'statement',
      speaker: '판매자',
      body: '사진과 동영상을 함께 보내 달라고 답했어요.',
    },
  ],
  claims: [
    {
      by: '안켜지는청소기',
      draft: {
        kind: 'defect',
        items: [{ name: '무선청소기', quantity: 1, amount: 78_900 }],
        paymentMethod: 'card_once',
        cardIssuer: '다온카드',
        story: '처음부터 전원이 들어오지 않아요.',
        details: {
          relief: 'refund',
          answers: { fault: 'not_working', expected: '켜지는 새 제품', got: '켜지지 않음', sentBack: 'kept' },
        },
      },
      days: { orderedOn: 24, paidOn: 24, deliveredOn: 10, knownOn: 10, noticeOn: 8, promisedOn: 9 },
      answers: { abroad: true, aliexpress: true },
    },
    {
      by: '설명과달라',
      draft: {
        kind: 'defect',
        items: [{ name: '무선청소기', quantity: 1, amount: 81_200 }],
        paymentMethod: 'card_once',
        cardIssuer: '한결카드',
        story: '설명과 라벨의 흡입력이 달라요.',
        details: { answers: { fault: 'unlike_listing', sentBack: 'kept' } },
      },
      days: { orderedOn: 20, paidOn: 20, deliveredOn: 6, knownOn: 6 },
    },
  ],
  state: { state: 'normal', daysAgo: 10, source: '판매자 페이지가 열려 있어요' },
  advice: {
    step: 'dispute_abroad',
    body: '주문 상세에서 분쟁을 열 때 사진 다섯 장과 동영상 하나를 함께 올리면 좋아요.',
  },
  done: [
    ['사진열장', 'picture_defect'],
    ['안켜지는청소기', 'picture_defect'],
    ['안켜지는청소기', 'contact_shop'],
  ],
}
