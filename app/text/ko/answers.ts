import { ANSWERS_MAX, KEYWORDS_MAX } from '#app/shapes/host-answer.ts'

/** Keyword answers and the welcome: the hosts' page, and what the asker is offered. */
export const answersPage = {
  title: '자주 묻는 질문과 첫 인사',
  lede: '같은 질문에 같은 답을 되풀이하지 않게, 답을 한 번 적어 두세요.',
  way: '자주 묻는 질문',
  wayNote: '낱말로 찾는 답, 첫 인사',
  add: '새 답변',
  change: '답변 고치기',
  keywords: '찾을 낱말',
  keywordsHint: `쉼표로 나누어 ${KEYWORDS_MAX}개까지. 예: 환불, 취소. 이 낱말이 들어간 글을 쓰는 분에게만 답을 보여 드려요.`,
  question: '질문',
  questionHint: '예: 환불은 언제 되나요?',
  answer: '답',
  answerHint: '확인한 사실과 다음 할 일을 적어 주세요. 누구나 볼 수 있어요.',
  save: '답변 저장',
  saved: '저장했어요. 지금부터 새 답변이 보여요.',
  cancel: '새 답변 쓰기',
  list: (count: number) => `둔 답변 ${count}개 (${ANSWERS_MAX}개까지)`,
  empty: '아직 둔 답변이 없어요. 자주 나오는 질문부터 하나 적어 보세요.',
  edit: '고치기',
  remove: '지우기',
  removeAsk: '이 답변을 지울까요?',
  removeHint: '대화에 올린 카드는 “지운 답변이에요”로 보여요.',
  removed: '답변을 지웠어요.',
  welcome: '첫 인사',
  welcomeText: '처음 들어온 분에게 보여 줄 말',
  welcomeHint: '들어올 때 한 번만 보여요. 비우면 보여 주지 않아요.',
  welcomeSave: '첫 인사 저장',
  welcomeSaved: '첫 인사를 저장했어요.',
} as const

/** What the asker is offered while writing, and what its card says once it is gone. */
export const answerOffer = {
  ask: '이 답이 도움이 될까요?',
  askChosen: '이 답을 대화에 올릴까요?',
  post: '올리기',
  posted: '답변을 대화에 올렸어요.',
  close: '괜찮아요',
  more: (count: number) => `다른 답변 ${count}개`,
  gone: '운영진이 지운 답변이에요.',
} as const
