import type { OrderIntent } from '../../shapes/order.ts'
import { withJosa } from '../josa.ts'
import { labelPage } from './labels.ts'

/** Acts on a message and on a person: what each is called, what it will do, what it has done. */
export const orderActs = {
  why: '까닭',
  whyPublic: '까닭은 모두에게 보여요.',

  report: {
    title: '이 글을 운영진에게 신고할까요?',
    what: '운영진이 보고 정해요. 누가 신고했는지는 글쓴이에게도 운영진에게도 보이지 않아요.',
    words: '더 할 말',
    wordsHint: '무엇이 문제인지 운영진만 읽어요. 전화번호나 계좌번호는 적지 마세요.',
    yes: '신고하기',
    done: '신고했어요. 운영진이 정하면 ‘글 신고와 가려진 글’에서 알려 드려요.',
    before: '이 글은 이미 신고했어요. 운영진이 정하면 알려 드려요.',
  },
  hide: {
    title: '이 글을 가릴까요?',
    what: '모두에게 “운영진이 가린 글이에요”와 까닭만 보여요. 글은 지워지지 않고, 언제든 다시 보이게 할 수 있어요.',
    yes: '가리기',
    done: '가렸어요. 누가 왜 가렸는지 운영 기록에 남았어요.',
    undo: '다시 보이기',
  },
  show: { yes: '다시 보이기', done: '다시 보이게 했어요. 운영 기록에 남았어요.' },
  release: {
    what: '놓아주면 모두가 바로 읽을 수 있어요.',
    yes: '놓아주기',
  },
  keep: { yes: '그대로 두기', done: '신고를 보고 그대로 두었어요. 신고한 분에게도 알려요.' },
  refuse: { yes: '계속 가려 두기', done: '계속 가려 두기로 했어요. 쓴 분에게 알려요.' },
  appeal: {
    title: '다시 봐 달라고 할까요?',
    what: '운영진이 한 번 더 봐요. 한 글에 한 번만 할 수 있어요.',
    yes: '다시 봐 달라고 하기',
    done: '운영진에게 다시 봐 달라고 했어요. 정하면 여기에서 알려 드려요.',
  },
  mute: {
    title: (who: string) => `${who}님을 잠시 조용히 할까요?`,
    what: '정한 시간 동안 글을 쓸 수 없어요. 읽기와 신고는 그대로 돼요. 시간이 지나면 저절로 풀려요.',
    length: '얼마 동안',
    yes: '조용히',
    done: '잠시 조용히 하게 했어요.',
    undo: '바로 풀기',
  },
  unmute: { yes: '바로 풀기', done: '다시 쓸 수 있게 했어요.' },
  remove: {
    title: (who: string) => `${withJosa(`${who}님`, '을/를')} 내보낼까요?`,
    what: '방에서 바로 나가게 돼요. 낸 신고와 쓴 글은 지워지지 않아요.',
    back: '다시 들어올 수 있게 두기',
    backNote: '고르지 않으면 풀어 줄 때까지 다시 들어올 수 없어요.',
    yes: '내보내기',
    done: '내보냈어요.',
    undo: '다시 들어올 수 있게 하기',
  },
  readmit: { yes: '다시 들어올 수 있게 하기', done: '이제 링크로 다시 들어올 수 있어요.' },
  appoint: {
    title: '부방장으로 세우기',
    what: '글을 가리고, 사람을 내보내고, 공지를 올릴 수 있게 돼요. 명단은 방장만 받을 수 있어요.',
    yes: '부방장으로 세우기',
    done: '부방장이 되었어요.',
  },
  dismiss: { yes: '부방장에서 내리기', done: '다시 참여자가 되었어요.' },
  handOver: {
    title: '방 넘기기',
    what: '이 분이 방장이 되고, 나는 부방장으로 남아요. 내가 되돌릴 수 없어요.',
    needsAccount: '이메일과 비밀번호가 있는 참여자에게만 방을 넘길 수 있어요.',
    password: '내 비밀번호',
    yes: '방 넘기기',
    done: '방을 넘겼어요. 이제 부방장이에요.',
  },
  close: '닫기',
  some: (failed: string, all: string) => `${all}개 가운데 ${failed}개는 하지 못했어요.`,
  down: '보내지 못했어요. 인터넷을 확인하고 다시 눌러 주세요.',
} as const

/** Lengths of a silence by their minutes. */
export const muteSpanNames: Record<10 | 60 | 1440 | 4320, string> = {
  10: '10분',
  60: '1시간',
  1440: '하루',
  4320: '3일',
}

/** What a page says was done, by the intent of its form. */
export const doneWords: Partial<Record<OrderIntent, string>> = {
  report: orderActs.report.done,
  hide: orderActs.hide.done,
  show: orderActs.show.done,
  keep: orderActs.keep.done,
  refuse: orderActs.refuse.done,
  appeal: orderActs.appeal.done,
  mute: orderActs.mute.done,
  unmute: orderActs.unmute.done,
  remove: orderActs.remove.done,
  readmit: orderActs.readmit.done,
  appoint: orderActs.appoint.done,
  dismiss: orderActs.dismiss.done,
  handOver: orderActs.handOver.done,
  label: labelPage.done,
  grant: labelPage.granted,
  slow: '느린 모드를 켰어요. 대화에 알렸어요.',
  unslow: '느린 모드를 껐어요.',
  close: '이제 운영진만 쓸 수 있어요. 대화에 알렸어요.',
  open: '이제 모두 쓸 수 있어요.',
}

/** One message by itself. */
export const reviewPage = {
  title: '글 살펴보기',
  gone: '지금은 볼 수 없는 글이에요.',
  deleted: '쓴 사람이 지운 글이에요. 더 할 일은 없어요.',
  toMessage: '대화에서 보기',
  held: '확인을 기다리는 글이에요',
  hidden: (why: string) => `가려진 글이에요 · ${why}`,
  mine: '내 글이에요. 운영진과 나만 볼 수 있어요.',
  appealOpen: '다시 봐 달라고 했어요. 운영진이 정하면 여기에서 알려 드려요.',
  appealKept: '운영진이 다시 보고 계속 가려 두기로 했어요.',
  appealAsked: '쓴 사람이 다시 봐 달라고 했어요.',
  theMember: (who: string) => `${who}님 관리`,
  picture: (nth: string) => `${nth}번째 사진`,
} as const

/** One member, for the staff. */
export const memberPage = {
  manage: '관리',
  manageWho: (who: string) => `${who}님 관리`,
  lede: '여기에서 한 일은 운영 기록에 남아 모두가 볼 수 있어요.',
  muted: (until: string) => `${until}까지 조용히`,
  until: (until: string) => `${until}까지`,
  left: '방에서 나간 사람이에요.',
  sentOut: '내보냈어요. 링크로 다시 들어올 수 있어요.',
  removed: '내보냈어요. 풀어 줄 때까지 다시 들어올 수 없어요.',
  above: '방장이나 같은 운영진에게는 할 수 있는 일이 없어요.',
  order: '대화의 질서',
  office: '맡은 일',
} as const
