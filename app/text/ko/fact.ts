import type { FactState } from '#app/shapes/fact.ts'
import { grouped } from '#app/text/format.ts'

/** What messages can be made into, in their menu. */
export const keepWords = { fact: '일지에 넣기', evidence: '증거로 보관', claim: '이 글로 신고 쓰기' } as const

/** The page where messages are taken over. */
export const keepPage = {
  factTitle: '일지에 넣기',
  factLead: '이 글에 적힌 일을 사건 일지 한 줄로 남겨요. 일지는 이 방의 모든 참여자가 봐요.',
  evidenceTitle: '증거로 보관',
  evidenceLead: '이 글을 지금 그대로, 지문(SHA-256)과 함께 내 증거에 보관해요. 나만 볼 수 있어요.',
  messages: (count: number) => `고른 글 ${grouped(count)}개`,
  othersAsked: '다른 사람의 글은 쓴 사람이 허락하면 담겨요. 그 사람의 더보기 화면에서 물어볼게요.',
  body: '무슨 일이 있었나요',
  bodyHint: '본 사실만 짧게 적어 주세요. 사람 이름과 연락처는 빼 주세요.',
  on: '언제',
  time: '몇 시',
  timeHint: '예: 15:04. 모르면 비워 두세요.',
  keepFact: '일지에 넣기',
  title: '무엇인가요',
  titleHint: '예: 환불 거절 안내',
  shows: '무엇을 보여 주나요',
  keepEvidence: '증거로 보관',
  back: '대화로 돌아가기',
} as const

/** Messages shown where they are taken over, and where they were. */
export const citedWords = {
  label: '바탕이 된 글',
  place: (channel: string, no: number) => `${channel} 대화 ${grouped(no)}번째 글`,
  go: '대화에서 보기',
  mine: '내 글',
  asked: '쓴 사람의 허락을 기다려요',
  refused: '쓴 사람이 허락하지 않았어요',
  gone: '쓴 사람이 지운 글이에요',
  hash: '지문',
} as const

export const factsPage = {
  title: '사건 일지',
  note: '있었던 일을 때와 바탕 글과 함께 봐요',
  lead: '있었던 일을 일어난 차례로 모았어요. 확인됨은 방장이 근거를 보고 표시한 것이에요.',
  empty: '아직 일지가 없어요. 바로 적거나, 대화에서 글을 길게 눌러 “일지에 넣기”를 골라 보세요.',
  toRoom: '대화로 가기',
  states: {
    claimed: '주장',
    confirmed: '확인됨',
    disputed: '반박됨',
    corrected: '정정',
  } satisfies Record<FactState, string>,
  by: (who: string) => `${who}님이 넣음`,
  law: '적힌 내용은 참여자가 올린 것이고 법률 자문이 아닙니다.',
} as const

export const consentsPage = {
  title: '내 글 쓰기 허락',
  note: '내 글을 옮겨도 되는지 물어본 것에 답해요',
  lead: '다른 참여자가 내 글을 옮겨 담고 싶어 해요. 허락하지 않으면 담기지 않고, 나중에 바꿀 수 있어요.',
  empty: '물어본 것이 없어요.',
  into: { fact: '사건 일지에', evidence: '자기 증거에', claim: '자기 신고에' },
  asks: (who: string, into: string) => `${who}님이 ${into} 담고 싶어 해요`,
  fact: (words: string) => `일지 내용: ${words}`,
  yes: '허락하기',
  no: '허락하지 않기',
  given: '허락했어요',
  refused: '허락하지 않았어요',
} as const
