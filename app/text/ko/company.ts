import type { OrderAnswer, VoiceMeans } from '../../shapes/voice.ts'

/** What a company answered about an order; each stands before who said it. */
export const orderAnswerNames: Record<OrderAnswer, { label: string; note: string }> = {
  ships: { label: '직접 배송 가능', note: '이 주문을 업체가 직접 보낼 수 있어요' },
  ships_not: { label: '직접 배송 불가', note: '이 주문은 보낼 수 없어요' },
  unsettled: { label: '이 주문 정산 못 받음', note: '쇼핑몰에서 이 주문의 대금을 받지 못했어요' },
  refunded: { label: '환불함', note: '이 주문의 돈을 돌려드렸어요' },
  unknown: { label: '모르는 주문', note: '우리 쪽 기록에 없는 주문이에요' },
}

export const voiceMeansNames: Record<VoiceMeans, string> = {
  phone: '전화로 불러 줌',
  mail: '이메일로 보냄',
  post: '우편으로 보냄',
  visit: '직접 건넴',
}

/** 업체: where the host lets a company speak. */
export const voicesPage = {
  title: '업체 확인',
  lede: '업체가 스스로 말할 수 있게 해요. 업체는 대화, 피해신고, 증거를 볼 수 없고, 누가 신고했는지도 알 수 없어요.',
  way: '업체 확인',
  wayNote: '업체가 직접 답하게 해요',
  make: '확인 번호 만들기',
  respondent: '어느 업체인가요',
  respondentHint: '상대방 페이지에서 확인됐고 사업자등록번호가 있는 곳만 나와요.',
  none: '사업자등록번호가 있는 확인된 상대방이 아직 없어요. 상대방 페이지에서 먼저 적어 주세요.',
  means: '어떻게 보낼 건가요',
  sentTo: '어디로 보낼 건가요',
  sentToHint:
    '다른 곳에서 알던 업체의 연락처로 보내 주세요. 예: 사업자 정보에 적힌 02-000-0000. 업체라며 먼저 연락해 온 곳은 안 돼요.',
  submit: '확인 번호 만들기',
  made: '만들었어요. 아래 주소를 그 연락처로 보내 주세요.',
  list: '만든 확인',
  empty: '아직 없어요.',
  states: { waiting: '기다리는 중', expired: '기간 끝남', speaking: '확인됨', revoked: '그만둠' },
  by: (who: string, at: string) => `${who}님이 ${at}에 확인 시작`,
  verified: (at: string) => `${at}에 업체가 사업자등록번호를 맞게 적음`,
  link: '업체에 보낼 주소',
  revoke: '그만두게 하기',
  done: '바꿨어요.',
} as const

/** 업체의 말: what members read. */
export const statementWords = {
  title: '업체의 말',
  lede: '방장이 확인한 업체가 쓴 글이에요. 대화와 섞이지 않아요.',
  badge: '업체',
  none: '업체가 쓴 글이 아직 없어요.',
  edited: '수정됨',
  editedAt: (at: string) => `${at}에 수정됨`,
  withdrawn: '업체가 거두어들인 글',
  earlier: (count: number) => `고치기 전 글 ${count}개`,
  answers: '업체의 답',
  answersLede: '이 주문번호에 업체가 답했어요. 업체는 누가 신고했는지 몰라요.',
  newest: '가장 새로운 답',
} as const

/** The company's way in, and its own page. */
export const companyPage = {
  takeTitle: (respondent: string) => `${respondent} 확인`,
  takeLede: (shop: string) => `${shop} 사건방에서 업체로 글을 쓸 수 있게 돼요.`,
  takeWhat: '글과 주문별 답만 쓸 수 있어요. 참여자의 대화, 피해신고, 증거는 볼 수 없어요.',
  number: '사업자등록번호',
  numberHint: '예: 123-45-67890',
  take: '업체로 확인하기',
  needsAccount: '업체 계정은 이메일과 비밀번호가 있어야 해요. 먼저 계정을 만들거나 로그인해 주세요.',
  signUp: '계정 만들기',
  logIn: '로그인',
  open: '업체 화면 열기',
  title: (respondent: string) => `${respondent} · 업체`,
  lede: (shop: string) =>
    `${shop} 사건방의 참여자가 보는 글이에요. 고치면 ‘수정됨’이 붙고 고치기 전 글도 보여요.`,
  say: '글 쓰기',
  body: '할 말',
  bodyHint: '전화번호 같은 개인정보는 가려져요.',
  publish: '글 올리기',
  amend: '고치기',
  amendSave: '고친 글 올리기',
  withdraw: '거두어들이기',
  answer: '주문별로 답하기',
  answerLede: '그 주문을 신고한 사람에게만 보여요. 누가 신고했는지는 알려 드리지 않아요.',
  orders: '주문번호',
  ordersHint: '한 줄에 하나씩, 200개까지 적어 주세요.',
  which: '답',
  note: '덧붙일 말',
  send: '답 보내기',
  mine: '쓴 글',
  answered: '보낸 답',
  ordersOf: (count: string) => `주문 ${count}건`,
  none: '아직 없어요.',
  dones: {
    said: '글을 올렸어요.',
    amended: '고친 글을 올렸어요.',
    withdrawn: '거두어들였어요.',
    answered: '답을 보냈어요.',
  },
} as const
