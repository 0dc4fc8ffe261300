import { grouped } from '../format.ts'
import { withJosa } from '../josa.ts'

/** What claims have in common, as the name of it. */
export const sameName = {
  order: '주문번호',
  approval: '승인번호',
  account: '계좌번호',
  phone: '휴대전화',
  email: '이메일',
  business: '사업자등록번호',
} as const

/** Why a claim was withdrawn in favour of another, as it stands in its last version. */
export const mergedWhy = (no: string, why: string) =>
  `${withJosa(`접수번호 ${no}`, '와/과')} 같은 청구라서 합쳤어요. ${why}`

/** What seems to be one claim, before officers. */
export const duplicatesPage = {
  title: '같은 신고 찾기',
  note: '주문번호나 계좌가 같은 신고를 합치거나 다른 건으로 둬요',
  lede: '같은 것이 적힌 신고를 모았어요. 번호 자체는 보이지 않아요. 합치기 전에 신고한 사람에게 알리고 7일을 기다려요.',
  empty: '같은 것이 적힌 신고가 없어요. 새로 들어온 신고도 바로 살펴봐요.',
  same: (names: string) => `${withJosa(names, '이/가')} 같아요`,
  count: (count: number) => `${grouped(count)}건`,
  more: (count: number) => `이 밖에 ${grouped(count)}건이 더 있어요. 먼저 이 신고들을 정하면 이어서 보여요.`,
  receipt: (no: string) => `접수번호 ${no}`,
  merge: '같은 청구예요',
  claim: '접을 신고',
  into: '남길 신고',
  why: '까닭',
  whyHint: '신고한 사람에게 보여요. 예: 같은 주문을 두 번 내셨어요',
  mergeSend: '합치자고 알리기',
  apart: '다른 건이에요',
  pending: '합치기를 기다리는 신고',
  line: (no: string, into: string) => `접수번호 ${no} → ${into}`,
  until: (date: string) => `${date}까지 이의가 없으면 합쳐요`,
  objected: '이의가 있어요',
  drop: '합치지 않기',
  keepApart: '다른 건으로 두기',
  dones: {
    apart: '다른 건으로 기억해 뒀어요.',
    merging: '합치자고 알렸어요. 이의가 없으면 7일 뒤에 합쳐요.',
    dropped: '합치지 않기로 했어요.',
  },
} as const

/** The same, for whoever's claim it is. */
export const mergeCard = {
  title: (into: string) => `${withJosa(`접수번호 ${into}`, '와/과')} 같은 청구인가요?`,
  lede: (by: string, into: string) =>
    `${by}님이 이 신고와 ${withJosa(`접수번호 ${into}`, '이/가')} 같은 청구라고 봤어요. 합치면 이 신고는 접고 ${withJosa(`접수번호 ${into}`, '이/가')} 남아요.`,
  until: (date: string) => `${date}까지 답이 없으면 합쳐요.`,
  why: (why: string) => `까닭: ${why}`,
  objection: '왜 다른 건인가요',
  objectionHint: '예: 같은 날 두 번 주문했어요',
  object: '다른 건이에요',
  agree: '같은 청구예요, 합칠게요',
  objected: '다른 건이라고 답했어요. 운영진이 다시 볼 때까지 신고는 그대로예요.',
  done: (into: string) => `접수번호 ${into}에 합쳤어요.`,
  answered: '답을 남겼어요.',
} as const
