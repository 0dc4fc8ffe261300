import type { FraudSign } from '../../shapes/fraud.ts'

/** What stands over the composer while the channel has an order of its own. */
export const voiceWords = {
  slow: (pace: string) => `느린 모드예요. ${pace}에 한 번 쓸 수 있어요.`,
  wait: (seconds: string) => `${seconds}초 뒤에 쓸 수 있어요`,
  waits: '차례를 기다려요',
  turn: '지금 쓸 수 있어요',
  staffSlow: '운영진은 그대로 쓸 수 있어요.',
  closed: '지금은 운영진만 쓸 수 있어요. 읽기와 신고는 그대로 돼요.',
  staffClosed: '운영진만 쓸 수 있게 해 두었어요.',
  muted: (until: string, why: string) =>
    `${until}까지 글을 쓸 수 없어요. 까닭: ${why}. 읽기와 신고는 그대로 돼요.`,
  more: '자세히',
  change: '바꾸기',
  freeAgain: '이제 자유롭게 쓸 수 있어요.',
  second: (seconds: number) => (seconds < 60 ? `${seconds}초` : `${Math.round(seconds / 60)}분`),
} as const

/** What to beware of in a message, by what about it looks like a trick. */
export const fraudAdvice: Record<FraudSign, string> = {
  agent: '환불을 대신 받아 준다는 사람은 사기꾼일 때가 많아요.',
  fee: '환불을 받으려고 먼저 돈을 낼 일은 없어요.',
  remote: '앱을 깔거나 원격으로 연결하지 마세요.',
  form: '링크에 이름, 주문번호, 계좌번호를 적지 마세요.',
  qr: 'QR을 찍지 마세요. 돈이 나가거나 정보가 새요.',
  account: '이 계좌로 돈을 보내지 마세요.',
  contact: '방 밖의 연락처로 옮겨서 이야기하지 마세요.',
  secret: '인증번호, 비밀번호, 신분증을 알려 주지 마세요.',
}

export const fraudWords = {
  title: '조심하세요',
  staff: '운영진과 모아는 대화에서 돈이나 앱 설치를 부탁하지 않아요.',
  report: '신고하기',
  before: '사기 글로 보일 수 있어요. 읽는 사람에게 조심하라는 안내가 함께 보여요. 그대로 보낼 수 있어요.',
} as const
