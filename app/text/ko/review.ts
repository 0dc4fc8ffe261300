import type { ClaimStage, LiveStage, PlainAct, StepAct } from '#app/shapes/claim-stage.ts'
import { grouped } from '../format.ts'

/** Where a claim stands. */
export const claimStageName: Record<ClaimStage, string> = {
  submitted: '제출',
  deficient: '보완요구',
  checked: '확인',
  accepted: '접수됨',
  partly: '해결(일부)',
  solved: '해결',
  withdrawn: '철회',
}

/** What that means for whoever filed it, and what comes next. */
export const claimStageNote: Record<LiveStage, string> = {
  submitted: '운영진이 볼 차례예요. 기다리는 동안에도 고칠 수 있어요.',
  deficient: '아래에 적힌 것을 보완하면 돼요. 다 못 해도 아는 만큼 답해 주세요.',
  checked: '운영진이 내용을 확인했어요. 고치면 다시 확인해요.',
  accepted: '운영진이 이 신고를 접수했어요. 고치면 다시 확인해요.',
  partly: '일부가 해결됐다고 표시했어요. 남은 금액은 그대로 세어요.',
  solved: '해결됐다고 표시했어요. 아니라면 다시 열 수 있어요.',
}

/** What somebody did, as a line of the record. */
export const stepName: Record<StepAct, string> = {
  ask: '보완을 요구했어요',
  answer: '보완해서 다시 냈어요',
  check: '내용을 확인했어요',
  accept: '접수했어요',
  solve_partly: '일부 해결됐다고 표시했어요',
  solve: '해결됐다고 표시했어요',
  reopen: '다시 열었어요',
  amend: '내용을 고쳐서 다시 확인을 기다려요',
}

export const actName: Record<PlainAct, string> = {
  check: '확인했어요',
  accept: '접수하기',
  solve_partly: '일부 해결',
  solve: '해결',
  reopen: '다시 열기',
}

/** The officers' queue. */
export const queuePage = {
  title: '신고 검토',
  note: '들어온 신고를 보고, 보완을 요구하고, 확인해요',
  lede: '들어온 차례대로 보여요. 열어 볼 때는 까닭을 적고, 신고한 사람에게 그 기록이 보여요.',
  stage: '상태',
  side: '쪽',
  kind: '무슨 일',
  whole: '완성',
  wholeYes: '다 적은 신고',
  wholeNo: '덜 적은 신고',
  all: '모두',
  q: '찾기',
  qHint: '접수번호, 닉네임의 앞부분, 주문번호',
  filter: '골라 보기',
  filters: '골라 보기',
  clear: '모두 보기',
  none: '맞는 신고가 없어요.',
  empty: '아직 들어온 신고가 없어요. 들어오면 여기에 차례대로 모여요.',
  next: '다음 신고 보기',
  first: '처음으로',
  receipt: '접수번호',
  who: '신고한 사람',
  remaining: '남은 금액',
  missing: '빠진 것',
  changed: '마지막 변경',
  open: '열기',
  isWhole: '다 적음',
  lacks: (count: number) => `${grouped(count)}가지`,
  uncounted: '세는 중',
  due: (date: string) => `${date}까지`,
  count: (name: string, count: number) => `${name} ${grouped(count)}`,
} as const

/** One claim before an officer. */
export const reviewPage = {
  title: (no: string) => `접수번호 ${no} 검토`,
  own: '내가 낸 신고예요.',
  by: (nickname: string) => `${nickname}님의 신고`,
  closed: '이름과 연락처는 운영진에게도 보이지 않아요.',
  evidence: '함께 낸 증거',
  noEvidence: '이 신고에 묶은 증거가 아직 없어요.',
  acts: '처리하기',
  words: '까닭이나 메모',
  wordsHint: '신고한 사람에게 보여요. 해결과 다시 열기에는 꼭 적어 주세요.',
  ask: '보완 요구하기',
  askHint: '빠진 것마다 무엇을 해 달라는지 한 문장으로 적어 주세요. 빈칸은 보내지 않아요.',
  dueOn: '언제까지',
  dueHint: '예: 2024-08-30',
  other: (no: number) => `그 밖에 ${no}`,
  thingHint: '예: 주문 내역을 캡처해서 올려 주세요',
  askSend: '보완 요구 보내기',
  done: {
    asked: '보완을 요구했어요. 신고한 사람에게 알렸어요.',
    moved: '상태를 바꿨어요. 신고한 사람에게 알렸어요.',
  },
} as const

/** Where a claim stands, for whoever filed it. */
export const stagePage = {
  title: '처리 상태',
  since: (moment: string) => `${moment}부터`,
  askedBy: (name: string) => `${name}님이 요구했어요.`,
  dueOn: (date: string) => `${date}까지 보완해 주세요.`,
  answerHint: '글로 답하거나, 신고를 고친 뒤 여기에서 다시 내 주세요.',
  answerSend: '보완해서 다시 내기',
  edit: '신고 고치러 가기',
  answered: '보완한 내용을 다시 냈어요. 운영진이 볼 차례예요.',
  settled: '표시했어요.',
  said: (answer: string) => `답: ${answer}`,
  record: '처리 기록',
  settle: '해결됐나요?',
  settleHint: '돈을 돌려받거나 물건을 받았으면 표시해 주세요.',
  settleWords: '어떻게 해결됐나요',
  settleWordsHint: '예: 8월 30일에 전액 환불받았어요',
} as const

/** What two versions say differently. */
export const changesText = {
  none: '적은 내용은 앞의 판과 같아요. 이름과 연락처만 바뀌었을 수 있어요.',
  was: '앞의 판',
  now: '이 판',
  nothing: '(적지 않음)',
  whole: '이 판 전체 보기',
  first: '처음 낸 내용이에요.',
} as const
