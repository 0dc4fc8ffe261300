/** 조짐: what was seen before shops closed. */
export const signsPage = {
  title: '쇼핑몰이 문 닫기 전의 조짐',
  way: '조짐 모아 보기',
  lede: '모아의 사건 일지에 적히고 운영진이 확인한 조짐만 세었어요.',
  notGuilt:
    '조짐이 있다고 문을 닫는 것은 아니고, 누구의 잘못을 뜻하지도 않아요. 앞서 무엇이 보였는지만 세어 둔 숫자예요.',
  foreseen: (closed: string, foreseen: string) =>
    `문을 닫거나 법원에 간 사건 ${closed} 가운데 ${foreseen}은 그 전에 조짐이 적혀 있었어요.`,
  counted: '어떤 조짐이 먼저 보였나',
  sign: '조짐',
  cases: '적힌 사건',
  after: '그 뒤 문 닫음',
  days: '사이',
  daysOf: (days: string) => `가운데 값 ${days}일`,
  none: '확인된 조짐이 아직 없어요.',
  newest: '최근에 확인된 조짐',
  source: (host: string) => `출처 ${host}`,
  noSource: '출처는 사건 일지에서 볼 수 있어요',
  whenSeen: '지금 쓰는 쇼핑몰에서 이런 일이 보이면',
  advice: [
    '급하지 않으면 큰돈을 미리 내지 말고, 낼 때는 신용카드 할부가 다투기 쉬워요.',
    '주문 내역, 상품 화면, 공지를 지금 찍어 두세요. 문을 닫으면 화면도 사라져요.',
    '받지 못한 것이 있으면 먼저 업체에 글로 남는 방법으로 물어보세요.',
  ],
  find: '이 쇼핑몰의 사건이 있는지 찾기',
  ofCase: '미리 보인 조짐',
  ofCaseNote: '운영진이 근거를 보고 확인한 것이에요. 잘못을 뜻하지는 않아요.',
} as const
