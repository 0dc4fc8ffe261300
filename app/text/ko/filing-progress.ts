import type { Outcome, Retention, StepKind, StepView, Verdict } from '#app/shapes/filing-progress.ts'
import { grouped, items, won } from '#app/text/format.ts'

/** What follows once a filing was handed in. */
export const progressPage = {
  title: '내 신고의 진행',
  way: '진행 보기',
  stage: '지금',
  own: '내 신고',
  noOwn: '확정한 명단에 내 신고가 없어요. 진행 내용은 참여한 분과 운영진만 볼 수 있어요.',
  ownLine: (no: number, receiptNo: number) => `명단 ${grouped(no)}번 · 접수번호 ${grouped(receiptNo)}`,
  paidOf: (paid: number, remaining: number) => `${won(remaining)} 가운데 ${won(paid)}`,
  steps: '지나온 일',
  noSteps: '아직 낸 기록이 없어요.',
  version: (version: number) => `제${grouped(version)}판`,
  receiptNo: (no: string) => `접수번호 ${no}`,
  due: (when: string) => `${when}까지 답해야 해요`,
  amount: (amount: number) => `인정된 금액 ${won(amount)}`,
  leftOut: (count: number) => `받아들이지 않은 신고 ${items(count)}`,
  by: (who: string) => `${who}님이 적었어요`,
  payouts: '돌아온 돈',
  payoutLine: (amount: number, claims: number) => `${won(amount)} · ${items(claims)}에 나눴어요`,
  retention: '단계마다 남은 신고',
  retentionHint: '참여한 신고가 끝까지 얼마나 이어졌는지 보여요.',
  share: (count: number, of: number) => (of > 0 ? `${Math.floor((count * 100) / of)}%` : '-'),
  carried: (title: string, here: number, from: number) =>
    `앞선 신고 “${title}”의 ${items(from)} 가운데 ${items(here)}이 이어 참여했어요.`,
  dones: {
    kept: '적었어요. 참여한 분에게 알렸어요.',
    taken_back: '적은 것을 거뒀어요.',
    paid_out: '나눈 금액을 확정했어요. 받는 분에게 알렸어요.',
  },
} as const

export const stageNames: Record<'gathering' | 'frozen' | 'paid' | StepKind, string> = {
  gathering: '참여 받는 중',
  frozen: '명단 확정',
  handed_in: '접수',
  request: '보완요구',
  answered: '보완요구에 답함',
  decided: '결정',
  paid: '돈이 돌아옴',
}
export const verdictNames: Record<Verdict, string> = {
  granted: '받아들임',
  part: '일부 받아들임',
  refused: '받아들이지 않음',
  settled: '합의·조정 성립',
}
export const outcomeNames: Record<Outcome, string> = {
  waiting: '기다리는 중',
  paid: '모두 받음',
  part: '일부 받음',
  refused: '받아들여지지 않음',
}
export const retentionNames: Record<keyof Retention, string> = {
  joined: '참여',
  complete: '빠짐없음',
  frozen: '명단 확정',
  handedIn: '접수',
  decided: '결정',
  paid: '돈이 돌아옴',
}

/** The filings of one claim, on its own page and before it is withdrawn. */
export const claimFilings = {
  title: '함께 낸 곳',
  waiting: '아직 확정한 명단에 들어가지 않았어요.',
  leaving: '이 신고가 들어 있는 함께 내기',
  leavesOpen: '철회하면 여기에서 빠져요.',
  leavesPinned: '확정한 명단에는 이름 없이 번호와 금액이 남아요. 이미 냈다면 받은 곳에 따로 알려야 해요.',
} as const

/** What officers write down. */
export const progressDesk = {
  title: '진행 적기',
  note: '적으면 명단에 있는 분에게 알림이 가요. 고칠 수 없고, 잘못 적었으면 거둘 수 있어요.',
  version: '어느 판',
  kind: '무슨 일이 있었나요',
  kinds: {
    handed_in: { label: '냈어요 (접수)', note: '접수번호를 받으면 함께 적어요.' },
    request: { label: '보완을 요구받았어요', note: '언제까지 무엇을 더 내야 하는지 적어요.' },
    answered: { label: '보완요구에 답했어요' },
    decided: { label: '결정이 나왔어요', note: '조정안, 처분, 판결 같은 결과예요.' },
  } satisfies Record<StepKind, { label: string; note?: string }>,
  onDay: '날짜',
  receiptNo: '접수번호',
  words: '알릴 내용',
  wordsHint: '참여한 분이 모두 읽어요. 사람 이름이나 연락처는 적지 마세요.',
  handler: '담당자',
  handlerHint: '이름과 부서, 전화. 잠가 두고 운영진이 볼 때마다 기록해요.',
  dueOn: '답해야 하는 날',
  verdict: '결정',
  amount: '인정된 금액',
  refused: '받아들이지 않은 신고의 연번',
  refusedHint: '예: 3, 7, 12-15. 모두 받아들였으면 비워 두세요.',
  only: '보완요구와 결정에만 적는 칸',
  keep: '적고 알리기',
  takeBack: '거두기',
  takeBackAsk: '잘못 적은 것을 거둘까요?',
  showHandler: '담당자 보기',
  handlerIs: '담당자',
  notice: '공지로 쓰기',
  payout: '돌아온 돈 나누기',
  payoutNote: '남은 금액에 비례해서 1원까지 나누고, 확정하기 전에 보여 드려요.',
  payoutOn: '받은 날',
  payoutAmount: '돌아온 금액',
  plan: '나눈 금액 보기',
  planTitle: '이렇게 나눠요',
  planSum: (amount: number, open: number) => `남은 ${won(open)} 가운데 ${won(amount)}`,
  heads: {
    no: '연번',
    receiptNo: '접수번호',
    remaining: '남은 금액',
    amount: '이번 금액',
    before: '전에 받은 금액',
  },
  confirm: '이대로 확정하기',
  confirmNote: '확정하면 바꿀 수 없어요. 실제 송금은 모아가 하지 않아요.',
} as const

/** A notice begun from a step. */
export function stepNotice(
  { kind, onDay, receiptNo, dueOn, verdict, words }: StepView,
  { title, recipient, day }: { title: string; recipient: string; day: (date: string) => string },
): { title: string; body: string } {
  const lines = [
    `${day(onDay)} · ${recipient}`,
    ...(receiptNo ? [progressPage.receiptNo(receiptNo)] : []),
    ...(verdict ? [verdictNames[verdict]] : []),
    ...(dueOn ? [progressPage.due(day(dueOn))] : []),
    ...(words ? ['', words] : []),
  ]
  return { title: `${title}: ${stageNames[kind]}`, body: lines.join('\n') }
}

/** What one is told of a filing: in the list by its title, in a push without a word of it. */
export const filingNews = {
  title: '함께 낸 신고 소식',
  what: {
    progress: '진행이 있어요',
    payout: '돌아온 돈을 나눴어요',
    missing: '마감 전에 채울 칸이 있어요',
    closing: '참여 마감이 다가와요',
    carry_on: '다음 신고에도 참여할 수 있어요',
    vote: '대표를 뽑고 있어요',
    assent: '동의가 필요한 일이 있어요',
  },
  push: {
    progress: '함께 낸 신고에 새 소식이 있어요.',
    payout: '함께 낸 신고에 새 소식이 있어요.',
    missing: '함께 낼 신고에 채울 칸이 있어요.',
    closing: '함께 내기 참여 마감이 다가와요.',
    carry_on: '다음 신고에도 이어서 참여할 수 있어요.',
    vote: '함께 낸 신고의 대표를 뽑고 있어요.',
    assent: '함께 낸 신고에 답할 것이 있어요.',
  },
} as const
