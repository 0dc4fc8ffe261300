/** Sentences every page shares: the frame, the form parts, error pages. */
export const shell = {
  name: '모아',
  tagline: '혼자 싸우지 않게, 피해를 한곳에 모아요',
  skip: '본문으로 바로 가기',
  home: '모아 첫 화면',
  back: '뒤로',
  close: '닫기',
  more: '더보기',
  busy: '처리하고 있어요',
  loading: '불러오고 있어요',
  required: '꼭 적어 주세요',
  optional: '선택',
  here: (count: string) => `지금 ${count}`,
  hereAria: (count: string) => `지금 ${count}이 함께 보고 있어요`,
  mainMenu: '주요 화면',
  sidePanel: '사건 요약',
  unread: (count: string) => `새 글 ${count}개`,
} as const

export const words = {
  info: '안내',
  done: '완료',
  waiting: '확인 필요',
  danger: '주의',
  buyer: '구매자',
  seller: '판매자',
  both: '구매자·판매자',
  helper: '도움주는 사람',
  observer: '관찰자',
  lawyer: '변호사',
  press: '언론',
  agency: '소비자기관',
  host: '방장',
} as const

export const formText = {
  fixThese: (count: string) => `${count}곳을 고쳐 주세요`,
  kept: '쓰던 내용은 그대로 있어요.',
  wonUnit: '원',
  dateHint: '예: 2024-08-17',
  pickDate: '달력에서 고르기',
  unreadableDate: '날짜를 이렇게 적어 주세요. 예: 20240817',
} as const

export const shareText = {
  copy: '복사하기',
  copied: '복사했어요',
  copyFailed: '복사하지 못했어요. 아래 글을 길게 눌러 복사해 주세요.',
  share: '공유하기',
  linkCopied: '링크를 복사했어요. 대화방에 붙여 넣어 주세요.',
  qr: (what: string) => `${what} QR 코드`,
} as const

export const lookText = {
  title: '화면 보기',
  theme: '밝기',
  system: '기기 설정대로',
  light: '밝게',
  dark: '어둡게',
  text: '글씨 크기',
  normal: '보통',
  big: '큰 글씨',
} as const

/** What an error page says, by kind. `safe` tells what did not get lost, `next` what to do. */
export const problems = {
  notFound: {
    title: '찾는 화면이 없어요',
    what: '주소가 바뀌었거나, 이 사건방의 참여자만 볼 수 있는 화면이에요.',
    next: '받은 링크를 다시 눌러 보거나, 방장에게 새 링크를 부탁해 주세요.',
  },
  forbidden: {
    title: '이 화면은 볼 수 없어요',
    what: '지금 역할로는 열 수 없는 화면이에요.',
    next: '필요한 화면이라면 방장에게 권한을 부탁해 주세요.',
  },
  tooMany: {
    title: '잠시 쉬었다 해 주세요',
    what: '짧은 시간에 요청이 많아서 잠깐 멈췄어요.',
    next: '1분쯤 뒤에 다시 해 주세요. 쓰던 내용은 그대로 있어요.',
  },
  broken: {
    title: '저희 쪽에 문제가 생겼어요',
    what: '방금 한 일이 끝까지 처리되지 않았을 수 있어요. 이미 저장된 글과 신고는 그대로 있어요.',
    next: '잠시 뒤에 다시 열어 주세요. 계속되면 아래 번호를 방장에게 알려 주세요.',
  },
  offline: {
    title: '연결이 끊겼어요',
    what: '인터넷 연결을 확인해 주세요. 쓰던 내용은 그대로 있어요.',
    next: '연결되면 다시 열어 주세요.',
  },
  number: (id: string) => `오류 번호 ${id}`,
  again: '다시 열기',
  home: '첫 화면으로',
} as const
