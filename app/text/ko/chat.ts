import type { ChannelKind } from '#app/shapes/case.ts'
import type { PersonalKind } from '#app/shapes/personal-data.ts'

/** The names of the channels. */
export const channelNames: Record<ChannelKind, string> = {
  all: '전체',
  buyer: '구매자',
  seller: '판매자',
  staff: '운영진',
}

/** What is covered in what one writes. */
export const personalNames: Record<PersonalKind, string> = {
  resident: '주민등록번호',
  card: '카드번호',
  account: '계좌번호',
  phone: '전화번호',
  email: '이메일 주소',
}

/** Who reads along, said where somebody is about to write. */
export const channelReaders: Record<ChannelKind, string> = {
  all: '이 방의 모든 참여자가 보는 대화예요',
  buyer: '구매자와 운영진만 보는 대화예요',
  seller: '판매자와 운영진만 보는 대화예요',
  staff: '방장과 부방장만 보는 대화예요',
}

export const roles = { host: '방장', cohost: '부방장' } as const

export const chat = {
  title: (channel: string, room: string) => `${channel} 대화 · ${room}`,
  channels: '채널',
  list: (channel: string) => `${channel} 대화`,
  empty: (readers: string) => `${readers}. 먼저 인사를 남겨 보세요. 닉네임만 보여요.`,
  readTo: '여기까지 읽었어요',
  first: '대화의 시작이에요',
  toNewest: '최신 대화로',
  newBelow: (count: string) => `새 글 ${count}개`,
  unreadFrom: '안 읽은 글부터 보기',
  typing: (count: string) => `${count}이 쓰고 있어요`,
  edited: '수정됨',
  quoteGone: '지금은 볼 수 없는 글이에요',
  more: '더 보기',
  less: '접기',
  mine: '내 글',
  said: (who: string) => `${who}의 글`,
  answers: (who: string) => `${who}에게 답장`,
  quoteGo: '원래 글로 가기',
  linkLeads: (host: string) => `(${host})`,
  jumpFailed: '그 글을 찾지 못했어요',
} as const

export const bubbleMenu = {
  open: (who: string) => `${who}의 글 메뉴`,
  openMine: '내 글 메뉴',
} as const

export const composer = {
  label: '메시지',
  placeholder: (channel: string) => `${channel} 대화에 글 남기기`,
  send: '보내기',
  save: '고쳐서 저장',
  cancel: '취소',
  replying: (who: string) => `${who}에게 답장하는 중`,
  editing: '글을 고치는 중',
  covers: (what: string) => `${what}가 보여서 가리고 보낼게요`,
  left: (count: string) => `${count}자 남았어요`,
  over: (count: string) => `${count}자 넘었어요`,
  keys: '엔터로 보내고, 시프트와 엔터로 줄을 바꿔요',
  editFailed: '고치지 못했어요. 쓰던 내용은 그대로 있어요.',
} as const

export const sending = {
  sending: '보내는 중',
  waiting: '연결되면 보낼게요',
  sent: '보냈어요',
  failed: '보내지 못했어요',
  again: '다시 보내기',
  drop: '삭제',
} as const

export const connection = {
  reconnecting: '연결이 끊겼어요. 다시 연결하는 중…',
  offline: '인터넷이 끊겼어요. 쓴 글은 연결되면 보낼게요.',
} as const

export const announcing = {
  message: (who: string, words: string) => `${who}: ${words}`,
  several: (count: string) => `새 글 ${count}개가 왔어요`,
} as const

export const panel = {
  totals: '모인 피해',
  people: '참여자',
  buyers: '구매자 피해',
  sellers: '판매자 피해',
  claims: (people: string, claims: string) => `${people} · 신고 ${claims}`,
  none: '아직 없어요',
  asOf: (moment: string) => `${moment} 기준`,
  next: '다음 할 일',
  claimMine: '내 피해 신고하기',
  claimHint: '실명은 제출할 때만 써요. 다른 참여자에게 보이지 않아요.',
  helper: '대화와 자료 찾기로 함께해 주세요.',
  share: '함께할 사람 부르기',
  shareHint: '같은 일을 겪은 분에게 들어오는 링크를 보내 주세요.',
  shareGo: '링크와 QR 보기',
} as const

export const ways = {
  closing: '영업 종료',
  theCase: '사건',
  room: '대화',
  claims: '내 신고',
  more: '더보기',
} as const
