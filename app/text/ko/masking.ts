import type { PersonalKind } from '#app/shapes/personal-data.ts'

/** Where names, numbers and faces of a picture are covered. */
export const maskPage = {
  title: '사진 가리기',
  lead: '이름, 번호, 주소, 얼굴을 덮어 주세요. 원본은 그대로 봉인돼 있고, 다른 사람은 가린 사본만 봐요.',
  needsScript: '사진을 가리려면 브라우저의 자바스크립트를 켜 주세요. 원본은 나만 볼 수 있게 그대로 있어요.',
  loading: '사진을 불러오고 있어요.',
  noPicture: '사진을 불러오지 못했어요. 화면을 새로 열어 주세요.',
  stage: '가릴 사진',
  hint: '한 손가락으로 그리고, 두 손가락으로 키우거나 옮겨요. 네모는 끌어서 옮기고 모서리로 크기를 바꿔요.',
  keys: '화살표 키로 옮기고, Shift와 화살표로 크기를 바꾸고, Delete로 지워요.',
  tools: '가리는 도구',
  box: '네모',
  brush: '붓',
  hand: '옮겨 보기',
  acts: '되돌리기와 확대',
  undo: '되돌리기',
  redo: '다시 하기',
  nearer: '크게 보기',
  farther: '작게 보기',
  addBox: '네모 더하기',
  removeBox: '고른 네모 지우기',
  boxAt: (no: number) => `가린 네모 ${no}`,
  count: (count: number) => (count === 0 ? '아직 가린 곳이 없어요.' : `${count}곳을 가렸어요.`),
  full: '가린 곳이 너무 많아요. 네모로 크게 묶어 주세요.',
  toRoom: '방 사람들에게 가린 사본 보여 주기',
  toRoomNote: '제목과 가린 사진만 보여요. 언제든 거둘 수 있어요.',
  save: '가린 사본 저장',
  saveBare: '가릴 곳 없이 사본 저장',
  undecided: (count: number) => `가리지 않은 번호가 ${count}개 있어요`,
  undecidedAsk:
    '찾은 곳을 아직 가리지도, 아니라고 하지도 않았어요. 이대로 보여 주면 방 사람들이 그 번호를 볼 수 있어요.',
  undecidedYes: '그래도 공유',
  undecidedNo: '돌아가기',
  notSent: '보내지 못했어요. 가린 곳은 이 기기에 남아 있어요. 다시 눌러 주세요.',
  notDrawn: '이 기기에서 사본을 그리지 못했어요. 다른 앱을 닫고 다시 눌러 주세요.',
} as const

/** Looking for what should be covered. */
export const findingText = {
  find: '자동으로 찾기',
  here: '주민번호, 카드, 계좌, 전화, 이메일로 보이는 곳을 이 기기에서 찾아요. 사진은 어디로도 보내지 않고, 읽은 글은 번호를 뺀 뒤 봉인해 내가 찾을 때만 써요.',
  reading: (percent: number) => `이 기기에서 글자를 읽고 있어요. ${percent}%`,
  failed: '이 기기에서는 자동으로 찾지 못했어요. 직접 가려 주세요.',
  none: '더 찾은 곳이 없어요. 이름, 주소, 얼굴은 직접 가려 주세요.',
  found: (count: number) => `${count}곳을 찾았어요. 맞는지 보고 가려 주세요.`,
  coverAll: (count: number) => `${count}곳 모두 가리기`,
  cover: '가리기',
  leave: '아니에요',
  place: (no: number, kind: string) => `${no}. ${kind}`,
  kinds: {
    resident: '주민등록번호로 보여요',
    card: '카드번호로 보여요',
    account: '계좌번호로 보여요',
    phone: '전화번호로 보여요',
    email: '이메일로 보여요',
  } satisfies Record<PersonalKind, string>,
} as const

/** A file's masked copy on the page of its piece. */
export const maskCard = {
  mask: '가리기',
  again: '다시 가리기',
  made: (version: number, when: string) => `가린 사본 ${version}번째 · ${when}`,
  masked: (name: string) => `${name}의 가린 사본`,
  saved: '가린 사본을 저장했어요. 원본은 그대로예요.',
  original: '원본 보기',
  shown: '방에 보여요',
  hidden: '방에 보이지 않아요',
  show: '방에 보여 주기',
  unshow: '방에서 거두기',
  undecided: (count: number) =>
    `이 사본을 만들 때 찾은 번호 ${count}개를 가리지 않았어요. 보여 주면 방 사람들이 볼 수 있어요.`,
  showSure: '그래도 방에 보여 주기',
} as const

/** What members show each other. */
export const roomPictures = {
  title: '함께 보는 증거',
  note: '참여자들이 가려서 보여 주는 사진이에요',
  lead: '참여자가 이름과 번호를 가리고 보여 주는 사본이에요. 원본은 올린 사람과, 까닭을 남긴 운영진만 봐요.',
  empty: '아직 보여 주는 사진이 없어요. 내 증거에서 사진을 가린 뒤 방에 보여 줄 수 있어요.',
  by: (who: string, when: string) => `${who} · ${when}`,
  own: '내가 보여 주는 사진',
} as const
