import { people } from '#app/text/format.ts'
import { withJosa } from '#app/text/josa.ts'

/** Polls: their list, their form, the box one votes in, and the result as a file. */
export const polls = {
  title: '투표',
  lede: '함께 정할 일을 물어요. 한 사람이 한 표예요.',
  way: '투표',
  wayNote: '열린 투표와 지난 결과',
  empty: '아직 투표가 없어요. 함께 정할 일이 있으면 물어보세요.',
  make: '투표 만들기',
  open: '열린 투표',
  closed: '마감한 투표',
  kinds: {
    one: '하나만 고르기',
    many: '여러 개 고르기',
    anonymous: '익명',
    named: '누가 골랐는지 보여요',
  },
  by: (who: string, when: string) => `${who} · ${when}`,
  until: (when: string) => `${when} 마감`,
  noEnd: '마감 시각 없음',
  isClosed: '마감',
  voters: (count: number) => `${people(count)} 참여`,
  share: (votes: number, percent: number) => `${votes}표 · ${percent}%`,
  chosen: '내가 고름',
  vote: '투표하기',
  change: '바꾸기',
  takeBack: '투표 취소',
  voted: '투표했어요. 마감 전까지 바꿀 수 있어요.',
  takenBack: '투표를 취소했어요.',
  lookingOn: '결과만 볼 수 있어요.',
  failed: '투표하지 못했어요. 잠시 뒤에 다시 해 주세요.',
  page: '투표 화면에서 보기',
} as const

export const pollForm = {
  title: '투표 만들기',
  lede: '대화에 카드로 올라가요. 질문과 항목은 올린 뒤에 바꿀 수 없어요.',
  question: '무엇을 물을까요',
  questionHint: '예: 소비자원과 경찰 중 어디에 먼저 낼까요?',
  options: '항목',
  optionsHint: '두 개부터 20개까지. 빈칸은 빼고 올려요.',
  option: (no: number) => `항목 ${no}`,
  more: '항목 더하기',
  channel: '어느 대화에서',
  settings: '어떻게 고를까요',
  multiple: '여러 개를 고를 수 있어요',
  anonymous: '익명으로 받아요',
  anonymousNote: '누가 무엇을 골랐는지 아무에게도 보이지 않고, 마감하면 그 기록도 지워요.',
  until: '마감',
  closesOn: '마감 날짜',
  closesAt: '마감 시각',
  closesHint: '비우면 직접 마감할 때까지 열려 있어요.',
  closesAtHint: '비우면 그날 밤 11시 59분이에요.',
  submit: '투표 올리기',
} as const

export const pollPage = {
  result: '결과 표',
  columns: { option: '항목', votes: '표', share: '비율' },
  closeNow: '지금 마감하기',
  closeAsk: '투표를 지금 마감할까요?',
  closeHint: '마감하면 더 투표하거나 바꿀 수 없어요. 되돌릴 수 없어요.',
  who: '누가 골랐나요',
  whoOf: (label: string) => `${withJosa(`‘${label}’`, '을/를')} 고른 사람`,
  votersOf: (label: string, votes: number) => `${label} ${people(votes)}`,
  nobody: '아직 없어요.',
  next: '다음 사람',
  download: '결과 받기 (CSV)',
  downloadPeople: '고른 사람까지 받기 (CSV)',
  dones: {
    opened: '투표를 올렸어요.',
    voted: polls.voted,
    taken: polls.takenBack,
    closed: '투표를 마감했어요.',
  },
} as const

/** What stands in the file of a result. */
export const pollFile = {
  name: (question: string) => `투표결과_${question}`,
  columns: { no: '번호', option: '항목', votes: '표', nickname: '닉네임', at: '투표 시각' },
} as const
