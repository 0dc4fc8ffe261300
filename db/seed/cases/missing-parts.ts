import type { Story } from './story.ts'

/** 주문한 것 가운데 일부가 오지 않은 일. */
export const missingParts: Story = {
  shopName: '하루생활마켓',
  operatorName: '(주)가상하루유통',
  troubles: ['missing'],
  noticeText: '둘러보기용으로 지어낸 사건이에요. 상자는 왔는데 주문한 물건 일부가 없고, 서로 미루고 있어요.',
  host: '세개중하나',
  people: [
    ['상자는가벼워', 'buyer'],
    ['송장번호확인', 'buyer'],
    ['재배송기다림', 'buyer'],
  ],
  welcome: '주문 목록과 받은 물건을 다시 세고, 상자·송장 라벨·물건을 한꺼번에 찍어 주세요.',
  talk: [
    ['세개중하나', '세제 세 통을 시켰는데 한 통만 왔어요. 송장은 하나뿐이에요.'],
    ['송장번호확인', '배송 완료로 나오는데 나머지가 따로 온다는 말은 없었어요.'],
    ['상자는가벼워', '택배사에 전화했더니 무게가 처음부터 가벼웠대요. 접수번호 받아 뒀어요.'],
    ['재배송기다림', '쇼핑몰은 택배사에 물어보라고만 해요. 재배송 요청서를 보냈어요.'],
  ],
  facts: [
    {
      line: 2,
      daysAgo: 2,
      at: '11:20',
      kind: 'statement',
      speaker: '택배사',
      body: '받은 상자의 무게가 처음부터 가벼웠다고 답했어요.',
    },
    {
      line: 3,
      daysAgo: 1,
      at: '15:00',
      kind: 'statement',
      speaker: '하루생활마켓',
      body: '빠진 물건은 택배사에 물어보라고 했어요.',
    },
  ],
  claims: [
    {
      by: '세개중하나',
      draft: {
        kind: 'missing',
        items: [{ name: '세탁 세제', quantity: 3, amount: 38_700, received: 1 }],
        paymentMethod: 'card_once',
        cardIssuer: '다온카드',
        story: '세 통 가운데 한 통만 왔어요.',
        details: {
          trackingNumber: '1234567890',
          relief: 'delivery',
          answers: { onTheWay: 'no', deliveryState: 'shown_delivered', courier: '가상택배', parcel: 'whole' },
        },
      },
      days: { orderedOn: 6, paidOn: 6, promisedOn: 3, deliveredOn: 3, noticeOn: 1 },
    },
    {
      by: '재배송기다림',
      draft: {
        kind: 'missing',
        items: [{ name: '주방 수건 열 장', quantity: 1, amount: 15_900, received: 0 }],
        paymentMethod: 'easy_pay',
        story: '',
        details: { trackingNumber: '1234567891', answers: { onTheWay: 'no' } },
      },
      days: { orderedOn: 7, paidOn: 7, deliveredOn: 4 },
    },
  ],
  state: { state: 'normal', daysAgo: 6, source: '쇼핑몰은 계속 영업하고 있어요' },
  advice: { step: 'call_courier', body: '접수할 때 “집화 때 무게”를 꼭 물어보고 답한 시각을 남겨 주세요.' },
  done: [
    ['상자는가벼워', 'call_courier'],
    ['세개중하나', 'check_parcel'],
    ['송장번호확인', 'check_parcel'],
    ['재배송기다림', 'ask_redelivery'],
  ],
}
