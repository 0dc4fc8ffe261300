import type { GoneReason } from '#app/shapes/live.ts'

/** What one may do with a message. */
export const actionWords = {
  title: '이 글로 할 수 있는 일',
  menuFailed: '지금은 메뉴를 열 수 없어요. 연결되면 다시 눌러 주세요.',
  selected: (count: string) => `글 ${count}개를 골랐어요`,
  reply: '답장',
  copy: '복사',
  copied: '글을 복사했어요',
  copyFailed: '복사하지 못했어요. 글을 길게 눌러 골라 주세요.',
  copyLink: '글 링크 복사',
  linkCopied: '링크를 복사했어요. 이 방의 참여자만 열 수 있어요.',
  linkFailed: (link: string) => `링크를 복사하지 못했어요: ${link}`,
  select: '여러 글 고르기',
  edit: '수정',
  remove: '삭제',
  removeAsk: '이 글을 지울까요?',
  removeHint: '모두에게 “삭제된 메시지예요”로 보여요. 되돌릴 수 없어요.',
  removeYes: '글 지우기',
  removeFailed: '지우지 못했어요. 잠시 뒤에 다시 해 주세요.',
  keep: '그대로 두기',
} as const

/** Choosing several messages. */
export const selecting = {
  bar: '고른 글로 할 수 있는 일',
  count: (count: string) => `${count}개 골랐어요`,
  end: '그만 고르기',
  pick: (who: string) => `${who}의 글 고르기`,
  pickMine: '내 글 고르기',
  most: (count: string) => `한 번에 ${count}개까지 고를 수 있어요`,
  none: '글을 눌러 골라 주세요',
  act: '고른 글로…',
} as const

/** What stands in the place of words that are out of sight. */
export const goneMessage = {
  deleted: '삭제된 메시지예요',
  hidden: '운영진이 가린 글이에요',
  hiddenFor: (why: string) => `운영진이 가린 글이에요 · ${why}`,
  held: '운영진이 확인하면 보이는 글이에요',
  heldMine: '확인 중이에요. 방장이 보면 보여요.',
  erased: '지워진 글이에요',
} as const

/** Why a message was hidden, in a word. */
export const goneWhys: Record<GoneReason, string> = {
  personal: '개인정보',
  fraud: '사기 주의',
  abuse: '욕설·비방',
  spam: '도배·광고',
  false: '사실과 다름',
  reports: '여러 사람의 신고',
  new_member: '새 참여자의 글',
  recruit: '수임·모금 글',
  other: '그 밖의 이유',
}
