import type { CaseState } from '#app/shapes/case-state.ts'

export const stateWords: Record<CaseState, { label: string; note: string }> = {
  normal: { label: '정상', note: '주문·배송·환불이 되고 있어요' },
  delayed: { label: '지연', note: '배송이나 환불이 늦어지고 있어요' },
  silent: { label: '연락두절', note: '전화·메일·채팅에 답이 없어요' },
  closing: { label: '영업종료 공지', note: '문을 닫는다고 알렸어요' },
  rehabilitation: { label: '회생', note: '법원에 회생을 신청했거나 절차가 열렸어요' },
  bankruptcy: { label: '파산', note: '파산을 신청했거나 선고됐어요' },
  investigation: { label: '수사중', note: '수사기관이 수사하고 있어요. 다른 상태와 함께 보여요' },
}

export const statePage = {
  title: '사건의 상태',
  note: '지금 어떤 상태인지, 언제부터인지 적어요',
  lede: '쇼핑몰이 지금 어떤 상태인지 날짜와 출처를 적어 주세요. 공개 페이지와 대응 안내가 이 상태를 따라가요.',
  now: '지금',
  none: '아직 적은 상태가 없어요.',
  add: '새 상태 적기',
  state: '어떤 상태인가요',
  since: '언제부터',
  sinceHint: '공지일, 신청일, 결정일처럼 확인된 날을 적어 주세요.',
  nextOn: '앞으로 올 날',
  nextOnHint: '영업종료일, 채권신고 마감일처럼 이 상태가 가리키는 날. 공개 페이지에 D-day로 보여요.',
  source: '어디서 확인했나요',
  sourceHint: '예: 8월 16일 누리집 공지, 서울회생법원 공고. 사람 이름은 빼 주세요.',
  url: '출처 주소',
  save: '상태 남기기',
  saved: '상태를 남겼어요.',
  history: '지난 상태',
  end: '끝났다고 적기',
  endedOn: '끝난 날',
  remove: '잘못 적어 빼기',
  sinceText: (day: string) => `${day}부터`,
  untilText: (from: string, to: string) => `${from}부터 ${to}까지`,
  forDays: (days: string) => `${days}째`,
  /** What to call the day a state names, before its count: one that passed is not to come. Both `YYYY-MM-DD`. */
  dayNamed: (on: string, today: string) => (on < today ? '정해진 날' : '앞으로 올 날'),
  from: '출처',
} as const
