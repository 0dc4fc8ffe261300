import type { Story } from './story.ts'

/** 가격을 잘못 올렸다며 동의 없이 취소한 일, 시각마다. */
export const priceMistake: Story = {
  shopName: '책나무몰',
  operatorName: '(주)가상책나무',
  troubles: ['cancelled'],
  noticeText:
    '둘러보기용으로 지어낸 사건이에요. 90% 할인으로 팔린 음악 재생기가 하루 만에 한꺼번에 취소됐어요.',
  host: '파란이어폰',
  people: [
    ['책갈피둘', 'buyer'],
    ['노래하는고래', 'buyer'],
    ['선물포장중', 'buyer'],
    ['퇴근길라디오', 'buyer'],
    ['모은포인트', 'buyer'],
  ],
  welcome: '전화로 들은 말은 시각과 함께 적어 주세요. 취소 문자와 상품 화면을 먼저 저장하면 좋아요.',
  talk: [
    ['파란이어폰', '어제 낮에 90% 할인으로 올라온 재생기, 저는 선물까지 두 개 샀어요.'],
    ['책갈피둘', '오후 6시쯤 입점 업체라면서 취소해 달라는 전화가 왔어요. 안 한다고 했더니 바로 끊었어요.'],
    ['노래하는고래', '딱 30분 뒤에 “물품 구입이 취소되었습니다” 문자가 왔어요. 동의한 적 없어요.'],
    ['선물포장중', '저는 전화도 없이 메일 한 통이 다예요. 고객센터는 퇴근 시간이 지나 안 받아요.'],
    ['퇴근길라디오', '오늘 오전 10시 기준으로 공지사항에 아무 말도 없어요. 화면 저장했어요.'],
    ['모은포인트', '포인트 천 점 준다는 사람도 있고 아무 말 못 들은 사람도 있네요.'],
    ['파란이어폰', '책나무몰은 입점 업체 잘못이라고 하고, 업체는 책나무몰이 일괄 취소했다고 해요.'],
    ['퇴근길라디오', '오후 7시에 통화됐는데 사과문을 준비하고 있대요.'],
  ],
  facts: [
    {
      line: 0,
      daysAgo: 3,
      at: '12:00',
      kind: 'notice',
      body: '재생기가 90% 할인으로 올라와 몇 시간 동안 팔렸어요.',
    },
    {
      line: 1,
      daysAgo: 2,
      at: '18:00',
      kind: 'statement',
      speaker: '입점 업체',
      body: '가격이 잘못 올라갔으니 취소해 달라고 전화했어요. 동의하지 않는다고 답했어요.',
    },
    {
      line: 2,
      daysAgo: 2,
      at: '18:30',
      kind: 'notice',
      speaker: '책나무몰',
      body: '동의하지 않은 주문까지 취소됐다는 문자를 보냈어요.',
    },
    {
      line: 4,
      daysAgo: 1,
      at: '10:00',
      kind: 'silence',
      asOf: true,
      body: '공지사항에 사과나 설명이 없어요.',
    },
    {
      line: 7,
      daysAgo: 1,
      at: '19:00',
      kind: 'statement',
      speaker: '책나무몰',
      body: '사과문을 준비하고 있다고 했어요.',
    },
  ],
  claims: [
    {
      by: '노래하는고래',
      draft: {
        kind: 'cancelled',
        items: [{ name: '음악 재생기 3세대', quantity: 1, amount: 29_900 }],
        paymentMethod: 'card_once',
        cardIssuer: '다온카드',
        story: '전화로 동의하지 않는다고 했는데 30분 뒤에 취소됐어요.',
        details: {
          cancelledAt: '18:30',
          relief: 'delivery',
          answers: { consent: 'no', channel: 'sms', reason: 'price', calledAt: '18:00', listedPrice: 29_900 },
        },
      },
      days: { orderedOn: 3, paidOn: 3, cancelledOn: 2, knownOn: 2 },
    },
    {
      by: '선물포장중',
      draft: {
        kind: 'cancelled',
        items: [{ name: '음악 재생기 3세대', quantity: 2, amount: 59_800 }],
        paymentMethod: 'easy_pay',
        story: '메일 한 통으로 취소를 알렸어요.',
        details: { relief: 'apology', answers: { consent: 'not_asked', channel: 'email', reason: 'price' } },
      },
      days: { orderedOn: 3, paidOn: 3, cancelledOn: 2, knownOn: 2 },
    },
  ],
  state: { state: 'normal', daysAgo: 3, source: '쇼핑몰은 계속 영업하고 있어요' },
  advice: {
    step: 'object_cancel',
    body: '취소 문자에 답장으로 “동의하지 않습니다”를 남기고, 통화한 시각을 연락 기록에 적어 주세요.',
  },
  done: [
    ['노래하는고래', 'object_cancel'],
    ['노래하는고래', 'keep_screens'],
    ['퇴근길라디오', 'keep_screens'],
  ],
}
