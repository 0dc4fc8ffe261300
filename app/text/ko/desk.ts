import { grouped, items } from '#app/text/format.ts'
import { withJosa } from '../josa.ts'

/** 내 할 일: what waits for one member, and what is theirs. */
export const deskPage = {
  title: '내 할 일',
  titleOf: (room: string) => `내 할 일 · ${room}`,
  way: '할 일',
  note: '빠진 것, 기한, 요청, 함께 낼 곳을 급한 순서로 봐요',
  tasks: '급한 것부터',
  none: '지금 기다리는 일이 없어요. 새 소식이 오면 여기에 보여 드려요.',
  rest: (count: number) => `${grouped(count)}가지 더 보기`,
  claims: '내 신고',
  receipt: (no: number) => `접수번호 ${grouped(no)}`,
  filled: (done: number, of: number) => `내용 ${done}/${of}`,
  papers: (there: number, of: number) => `자료 ${there}/${of}`,
  another: '피해신고 더 내기',
  joined: '참여한 곳',
  joinedState: { open: '모으는 중', frozen: '확정' },
  more: '내 것 모두 보기',
  consents: '내 글을 써도 되는지',
  consentsNote: '동의했거나 거절한 것을 바꿀 수 있어요',
  looks: '내 정보를 본 기록',
  looksNote: '누가 언제 무슨 까닭으로 봤는지 남아 있어요',
} as const

/** One thing to do each: what, and why now. */
export const taskText = {
  file: { title: '피해신고 내기', note: '네 가지만 적으면 접수번호가 나와요' },
  answer: {
    title: (count: number) => `내 글을 써도 되는지 답하기 ${items(count)}`,
    note: '다른 참여자가 기다리고 있어요',
  },
  deadline: { ofCase: '이 사건 모두' },
  asked: { title: '운영진이 요구한 것 보완하기' },
  join: { title: (title: string) => `${title}에 참여하기`, note: '함께 내기 · 참여 마감' },
  complete: {
    title: (missing: number) => `신고에 빠진 ${grouped(missing)}가지 채우기`,
  },
  evidence: { title: (papers: string) => `${papers} 올리기` },
  /** Papers named before the rest is only counted. */
  papersAndMore: (first: string, more: number) => `${first} 등 ${more + 1}가지`,
} as const

/** 내 정보를 본 기록. */
export const looksPage = {
  title: '내 정보를 본 기록',
  lede: '운영진이 내 신고나 증거를 열거나 내 신고가 든 명단을 만들면 까닭과 함께 여기에 남아요. 지울 수 없어요.',
  empty: '아직 아무도 내 신고나 증거를 열거나 내 신고가 든 명단을 만들지 않았어요.',
  kinds: {
    claim: (what: string) => `접수번호 ${what} 신고를 열어 봤어요`,
    saved: (what: string) => (what ? `증거 ‘${what}’의 원본을 내려받았어요` : '증거의 원본을 내려받았어요'),
    evidence: (what: string) =>
      what ? `증거 ${withJosa(`‘${what}’`, '을/를')} 열어 봤어요` : '증거를 열어 봤어요',
    list: () => '내 신고가 든 명단을 만들었어요',
    filing: (what: string) => `‘${what}’의 명단을 만들었어요`,
    receiver: (what: string) => `‘${what}’의 명단을 열었어요`,
  },
  masked: '이름과 연락처는 가린 명단이에요',
  by: (who: string, when: string) => `${who} · ${when}`,
  why: (why: string) => `까닭: ${why}`,
  sealed: '이름·연락처를 여는 일은 모두 기록 원장에도 남아요.',
  ledger: '기록 원장 보기',
} as const
