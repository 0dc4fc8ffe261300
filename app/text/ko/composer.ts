import type { PersonalKind } from '#app/shapes/personal-data.ts'
import { personalNames } from './chat.ts'

/** Pictures of the message that is being written. */
export const trayWords = {
  choose: '사진 고르기',
  camera: '사진 찍기',
  file: (most: number, megabytes: number) => `사진 (${most}장까지, 한 장에 ${megabytes}MB까지)`,
  list: (count: string) => `보낼 사진 ${count}장`,
  one: (number: number) => `사진 ${number}`,
  remove: (number: number) => `사진 ${number} 빼기`,
  retry: (number: number) => `사진 ${number} 다시 올리기`,
  progress: (number: number) => `사진 ${number} 올리는 중`,
  waiting: '기다리는 중',
  failed: '못 올렸어요',
  drop: '여기에 놓으면 사진을 붙여요',
  tooMany: (most: number) => `한 글에 사진은 ${most}장까지예요. 나머지는 다음 글에 붙여 주세요.`,
  whenReady: '사진이 다 올라가면 보낼게요.',
  unsent: '올리지 못한 사진이 있어요. 다시 올리거나 빼고 보내 주세요.',
} as const

/** Names and answers offered while typing. */
export const suggestWords = {
  people: '부를 사람',
  answers: '자주 묻는 질문',
  staff: '운영진 모두에게 알려요',
  count: (count: number) => `고를 것 ${count}개. 위아래 화살표로 옮기고 엔터로 골라요.`,
} as const

/** What stands open in the words, before they are sent. Every name of a kind ends in a vowel. */
export const openly = {
  covered: (open: readonly { kind: PersonalKind; text: string }[]) =>
    `${open.map(({ kind, text }) => `${personalNames[kind]}(${text})`).join(', ')}가 보여요.`,
  choose: '이 대화를 보는 모두에게 보이니, 그냥 보내면 가려요.',
  cover: '가리고 보내기',
  insist: '그대로 보내기',
  coverEdit: '가리고 저장',
  insistEdit: '그대로 저장',
  always: (kinds: readonly PersonalKind[]) =>
    `${kinds.map((kind) => personalNames[kind]).join(', ')}는 언제나 가려요.`,
} as const
