import type { CopyMatch, DocumentKind } from '#app/shapes/document.ts'
import { people } from '#app/text/format.ts'

export const documentKindNames: Record<DocumentKind, string> = {
  mail: '메일',
  sms: '문자',
  kakao: '카카오톡',
  notice: '공지',
  paper: '우편물',
}

export const documentsPage = {
  title: '함께 받은 자료',
  note: '업체가 여럿에게 보낸 메일과 공지를 한 번만 올려요',
  lead: '업체가 여럿에게 보낸 자료는 한 번만 올리고, 받은 사람이 “나도 받았어요”를 눌러요. 몇 명이 받았는지가 자료에 남아요.',
  empty: '아직 올린 자료가 없어요.',
  add: '자료 올리기',
  received: (count: number) => `${people(count)}이 받았어요`,
  days: (first: string, last: string) =>
    first === last ? `${first}에 받음` : `${first}부터 ${last}까지 받음`,
  sender: (who: string) => `보낸 곳: ${who}`,
  by: (who: string) => `${who}님이 올림`,
  hash: '지문(SHA-256)',
  noHash: '올린 사람이 지문을 남기지 않았어요.',
  same: (count: number) => `같은 사본 ${people(count)}`,
  other: (count: number) => `다른 사본 ${people(count)}`,
  me: '나도 받았어요',
  mine: (on: string) => `나도 ${on}에 받았어요.`,
  match: {
    same: '내 사본의 지문이 이 자료와 같아요.',
    other: '내 사본의 지문이 이 자료와 달라요. 내용이 조금 다르거나 저장한 방법이 다를 수 있어요.',
    unknown: '',
  } satisfies Record<CopyMatch, string>,
  change: '받은 날과 지문 고치기',
  save: '이대로 남기기',
  receivedOn: '내가 받은 날',
  back: '받았다는 말 거두기',
  remove: '자료 빼기',
  done: {
    added: '올렸어요.',
    there: '이미 올라온 자료예요. 받은 사람으로 더했어요.',
    received: '받았다고 남겼어요.',
    back: '거뒀어요.',
    removed: '뺐어요.',
  } as Record<string, string>,
} as const

export const documentForm = {
  title: '자료 올리기',
  lead: '이 방의 참여자가 모두 봐요. 나만 받은 자료나 개인정보가 든 자료는 올리지 마세요.',
  kind: '무엇으로 받았나요',
  name: '어떤 자료인가요',
  nameHint: '예: 일괄 취소 안내 메일',
  sender: '보낸 곳',
  senderHint: '예: 고객센터, help@shop.example.com',
  sentOn: '받은 날',
  evidence: '내 증거와 잇기',
  noEvidence: '없음',
  save: '올리기',
} as const

export const ownHashText = {
  label: '내 사본의 지문(SHA-256)',
  hint: '파일을 고르면 이 기기에서 지문만 계산해요. 파일은 올라가지 않아요.',
  pick: '내 파일 고르기',
  busy: '지문을 계산하고 있어요.',
  done: (name: string) => `${name}의 지문이에요.`,
  failed: '이 파일은 읽지 못했어요. 다른 파일을 골라 주세요.',
} as const
