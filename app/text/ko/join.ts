export const joinPage = {
  title: (shop: string) => `${shop} 사건방에 들어가기`,
  lede: '계정 없이 닉네임만으로 들어와요.',
  people: '함께하는 사람',
  few: '이제 막 모이는 중',
  nickname: '닉네임',
  nicknameHint: '실명 말고 닉네임을 써 주세요. 다른 참여자에게는 닉네임만 보여요.',
  side: '나는',
  sideHint: '내 대화 채널과 신고 양식이 여기에 맞춰져요.',
  agree: '들어가면 사건방 규칙을 지키기로 하는 거예요.',
  labelled: '자격이 있는 링크예요',
  enter: '규칙에 동의하고 들어가기',
  tryName: (name: string) => `“${name}”는 아직 비어 있어요.`,
  facts: '사건 자세히 보기',
  protection: '전화번호도 이메일도 묻지 않아요. 이 휴대폰에만 입장 표시를 남겨요.',
} as const

export const welcomeNote = {
  title: '들어왔어요. 닉네임만 보여요.',
  why: '휴대폰을 바꾸거나 브라우저 기록을 지워도 이어 쓰려면 복구 코드를 받아 두세요.',
  make: '복구 코드 받기',
  later: '나중에',
} as const

export const notValidPage = {
  title: '쓸 수 없는 링크예요',
  what: '링크가 바뀌었거나 닫혔을 수 있어요. 주소가 끝까지 복사되었는지도 봐 주세요.',
  next: '링크를 준 분이나 방장에게 새 링크를 부탁해 주세요.',
  home: '쇼핑몰 이름으로 방 찾기',
} as const

export const closedDoorPage = {
  title: '지금은 초대 링크로만 들어올 수 있어요',
  next: '참여 중인 분이나 방장에게 입장 링크를 부탁해 주세요.',
  back: '사건 정보 보기',
} as const
