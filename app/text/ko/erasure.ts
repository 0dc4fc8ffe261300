/** What stands where the name of somebody who was erased stood. */
export const goneName = '떠난 사람'

type Counts = { messages: number; pictures: number; claims: number }

export const erasurePage = {
  title: '글과 이름을 지우고 나가기',
  lede: '이 방에서 나가면서, 내가 남긴 것을 지워요. 되돌릴 수 없어요.',
  accountTitle: '계정과 모든 기록 지우기',
  accountLede: '참여한 모든 사건방에서 나가면서, 내가 남긴 것과 계정을 지워요. 되돌릴 수 없어요.',
  way: '글과 이름을 지우고 나가기',
  wayNote: '내 글, 사진, 신고 내용까지 지워요',
  accountWay: '계정과 모든 기록 지우기',
  accountWayNote: '모든 방에서 나가고 글과 이름을 지워요',
  rooms: '지울 방',
  roomNote: ({ messages, pictures, claims }: Counts, figure: (count: number) => string) =>
    `글 ${figure(messages)}개 · 사진 ${figure(pictures)}장 · 신고 ${figure(claims)}건`,
  noRooms: '참여한 방이 없어요. 계정만 지워요.',
  goes: '지워지는 것',
  goesList: [
    '쓴 글과 사진, 고치거나 지우기 전의 글. 다른 분의 답장에 인용된 것도 함께 지워져요.',
    '닉네임. 남는 자리에는 ‘떠난 사람’이라고 나와요. 나를 @로 부른 이름도 바뀌어요.',
    '피해신고의 이름, 휴대전화, 이메일, 주문번호, 사연, 물건 이름. 신고는 철회돼서 합계와 명단에서 빠져요.',
    '준 반응, 보관한 증거, 확인되지 않은 사건 일지, 가져온 카카오톡 파일, 알림 설정, 받아 둔 파일.',
  ],
  goesAccount: '이메일, 비밀번호, 복구 코드, 로그인한 모든 기기.',
  stays: '남는 것과 그 이유',
  staysList: [
    '글이 있던 자리와 시각, 신고의 접수번호·금액·날짜: 다른 분들의 번호와 합계가 어긋나지 않아야 해서요.',
    '내가 올린 공지, 투표, 일정, 자주 묻는 질문, 운영진이 확인한 사건 일지: 모두가 기대고 있는 방의 기록이라서요. 이름은 지워져요.',
    '기록 원장의 번호와 해시값: 누가 몰래 끼워 넣지 않았다는 증명이라서요. 글이나 이름은 들어 있지 않아요.',
    '다른 분이 자기 글에 직접 적은 말과, 기관에 이미 낸 서류나 누가 저장해 둔 화면: 여기서 지울 수 없어요.',
  ],
  copiesFirst: '지우기 전에 내 자료를 먼저 받아 둘 수 있어요.',
  copies: '내 자료 받기',
  host: '방장은 부방장에게, 부방장이 없으면 계정이 있는 참여자 중 가장 먼저 들어온 분에게 넘어가요.',
  confirm: '마지막으로 확인해 주세요',
  confirmLabel: '지운 것은 누구도 되살릴 수 없어요',
  password: '비밀번호',
  sure: '무엇이 지워지고 남는지 읽었어요',
  yes: '지우고 나가기',
  accountYes: '계정과 기록 지우기',
  no: '그대로 있기',
} as const

export const erasedPage = {
  title: '지웠어요',
  lede: '글과 이름을 지웠어요. 양이 많으면 모두 사라지기까지 조금 더 걸릴 수 있어요.',
  home: '처음 화면으로',
} as const
