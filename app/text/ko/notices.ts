import { people } from '#app/text/format.ts'

/** Notices: their list, their form, the bar of the room and the card in the conversation. */
export const notices = {
  title: '공지',
  lede: '방장과 부방장이 올린 공지예요. 고치거나 내린 것도 기록에 남아요.',
  way: '공지',
  wayNote: '올린 공지와 고친 기록',
  empty: '아직 올린 공지가 없어요. 올라오면 여기에 모여요.',
  write: '공지 쓰기',
  waiting: '예약한 공지',
  published: '올린 공지',
  states: { scheduled: '예약', published: '올림', cancelled: '예약 취소', withdrawn: '내림' },
  /** Who sees it. */
  places: {
    all: '모두에게',
    buyer: '구매자에게',
    seller: '판매자에게',
    staff: '운영진에게',
  },
  pinned: '고정됨',
  by: (who: string, when: string) => `${who} · ${when}`,
  goesOut: (when: string) => `${when}에 올라가요`,
  edited: (when: string) => `${when}에 고침`,
  acks: (count: number) => `확인 ${people(count)}`,
  ack: '확인했어요',
  acked: '확인했어요',
  ackHint: '읽었다는 표시예요. 누가 눌렀는지는 보이지 않고 몇 명인지만 보여요.',
  ackedNow: '확인했다고 표시했어요.',
  open: '공지 보기',
  whole: '전체 보기',
  toTalk: '대화에서 보기',
  taken: '운영진이 내린 공지예요. 내용은 더 보이지 않아요.',
  gone: '없는 공지예요. 지웠거나 볼 수 없는 공지예요.',
} as const

export const noticeForm = {
  title: '공지 쓰기',
  editTitle: '공지 고치기',
  lede: '올리면 대화에 카드로 보이고, 알림을 켠 분들께 알려요.',
  editLede: '고치기 전 글도 누구나 볼 수 있게 남아요.',
  heading: '제목',
  headingHint: '고정하면 대화 맨 위에 이 제목이 보여요.',
  body: '내용',
  bodyHint: '확인한 사실, 날짜, 할 일을 차례로 적어 주세요.',
  channel: '누구에게',
  channels: {
    all: { label: '모두에게', note: '어느 채널에서나 맨 위에 보여요' },
    buyer: { label: '구매자에게', note: '구매자 채널에만 보여요' },
    seller: { label: '판매자에게', note: '판매자 채널에만 보여요' },
    staff: { label: '운영진에게', note: '방장과 부방장에게만 보여요' },
  },
  pins: '대화 맨 위에 고정하기',
  pinsNote: '채널마다 3개까지예요. 새로 고정하면 가장 아래 공지가 내려가요.',
  when: '예약해서 올리기',
  whenNote: '비우면 지금 바로 올라가요. 한국 시각이에요.',
  publishOn: '올릴 날짜',
  publishAt: '올릴 시각',
  publishAtHint: '비우면 오전 9시에 올라가요.',
  submit: '공지 올리기',
  save: '고친 내용 저장',
  from: '대화에 있던 글로 시작했어요. 다듬어서 올려 주세요.',
} as const

export const noticePage = {
  history: '고친 기록',
  version: (version: number) => `${version}번째 글`,
  current: '지금 글',
  edit: '고치기',
  pinTop: '맨 위에 고정',
  up: '위로',
  down: '아래로',
  off: '고정 풀기',
  withdraw: '공지 내리기',
  withdrawAsk: '이 공지를 내릴까요?',
  withdrawHint: '참여자에게 내용이 보이지 않게 돼요. 누가 언제 올렸는지는 남아요.',
  withdrawYes: '내리기',
  move: '예약 시각 바꾸기',
  moveYes: '이 시각으로 예약',
  now: '지금 올리기',
  cancel: '예약 취소',
  dones: {
    published: '공지를 올렸어요.',
    scheduled: '공지를 예약했어요.',
    edited: '고친 내용을 저장했어요.',
    pinned: '고정한 공지를 바꿨어요.',
    withdrawn: '공지를 내렸어요.',
    cancelled: '예약을 취소했어요.',
    ack: notices.ackedNow,
  },
} as const

/** The bar over the conversation. */
export const noticeBar = {
  label: '고정한 공지',
  more: (count: number) => `공지 ${count}개`,
  open: '공지 펼치기',
  all: '공지 모두 보기',
  changed: '고정한 공지가 바뀌었어요',
} as const

/** What one may do with a message to make a notice of it. */
export const noticeAction = { label: '공지로 올리기' } as const

export const welcome = {
  title: '이 방에 온 걸 환영해요',
  by: '운영진이 남긴 첫 인사예요.',
  done: '읽었어요',
  soFar: '지금까지 보기',
} as const
