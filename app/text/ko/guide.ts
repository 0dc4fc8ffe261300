import { people } from '#app/text/format.ts'
import type { GuideStage, GuideState } from '../../shapes/guide.ts'

/** 대응 가이드: the page, its forms and its public steps. */
export const guidePage = {
  title: '대응 가이드',
  titleOf: (room: string) => `대응 가이드 · ${room}`,
  way: '대응 가이드',
  wayNote: '지금 무엇을 할지 세 단계로 알려 드려요',
  lede: '확인하고, 묻고, 돌려받는 순서예요. 내 신고와 이 사건에 맞춰 골랐어요.',
  ledeUnclaimed: '확인하고, 묻고, 돌려받는 순서예요. 피해신고를 내면 내 결제 수단과 기한에 맞춰져요.',
  fileFirst: '피해신고 내고 맞춤으로 보기',
  which: '어느 신고로 볼까요',
  receipt: (no: string) => `접수번호 ${no}`,
  stages: { 1: '1단계 구매 내역 확인', 2: '2단계 여러 경로로 문의', 3: '3단계 환불과 기관' } satisfies Record<
    GuideStage,
    string
  >,
  states: {
    open: '업체는 영업 중인 것으로 보여요.',
    closing: '업체가 영업 종료를 알렸어요.',
    unreachable: '업체와 연락이 닿지 않아요.',
    insolvent: '업체가 회생·파산 절차 중이에요.',
  } satisfies Record<GuideState, string>,
  progress: (done: number, of: number) => `${of}가지 가운데 ${done}가지 했어요`,
  crowd: (stage: GuideStage, count: number) => `${people(count)}이 ${stage}단계를 시작했어요`,
  crowdStep: (count: number) => `${people(count)}이 했어요`,
  done: '했어요',
  doneOn: (day: string) => `${day}에 했어요`,
  why: '왜 하나요',
  where: '어디에서',
  ready: '준비할 것',
  has: '있어요',
  lacks: '없어요',
  letters: '보낼 글',
  toLetter: (title: string) => `${title} 쓰기`,
  until: '기한',
  advice: '운영진이 덧붙인 말',
  adviceBy: (who: string, when: string) => `${who} · ${when}`,
  adviceOnce: '전에 덧붙였던 말',
  adviceGone: '내렸어요',
  pages: {
    captures: '본 화면 남기기',
    contacts: '연락 기록 남기기',
    evidence: '내 증거에 올리기',
    respondents: '상대방 보기',
    filings: '함께 내기 보기',
    deadlines: '내 기한 보기',
  },
  others: (count: number) => `지금은 해당 없는 길 ${count}가지`,
  basis: (basis: string, checked: string) => `근거 ${basis} · 확인 ${checked}`,
  call: (phone: string) => `전화 ${phone}`,
  share: '이 단계 알리기',
} as const

/** 했어요. */
export const stepForm = {
  open: '했어요로 표시하기',
  receipt: (name: string) => `${name} (있으면)`,
  receiptDefault: '접수번호',
  hint: '접수번호는 잠가 두고 나에게만 보여 줘요.',
  save: '했어요',
  change: (name: string) => `${name} 적거나 고치기`,
  show: (name: string) => `${name} 보기`,
  undo: '안 한 것으로 되돌리기',
  saved: '했어요로 표시했어요.',
  undone: '안 한 것으로 되돌렸어요.',
  mine: (name: string, number: string) => `${name}: ${number}`,
} as const

/** What the staff pins to a step. */
export const adviceForm = {
  open: '이 단계에 덧붙이기',
  label: '이 사건 참여자에게 할 말',
  hint: '예: 카드사 접수 창구, 기관의 사건 담당 번호. 비우고 저장하면 내려가요. 고친 기록은 남아요.',
  save: '덧붙이기',
  saved: '덧붙인 말을 저장했어요.',
} as const

/** A step as anybody may see it. */
export const publicStep = {
  title: (step: string) => step,
  ofCase: (shop: string) => `${shop} 피해 대응 가이드`,
  all: '내 상황에 맞춘 순서 보기',
  enter: '사건방에서 함께하기',
  card: '대응 가이드',
  share: (shop: string, step: string) => `${shop} 피해자라면: ${step}`,
} as const
