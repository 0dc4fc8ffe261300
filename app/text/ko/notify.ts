import type { ClaimNews, EvidenceNews, NotificationKind, NotifyLevel } from '#app/shapes/notify.ts'
import { grouped } from '../format.ts'

/** From here on a push counts no further. */
const COUNT_MAX = 99

/** What a push says besides the name of the shop: kinds and numbers, never words or names. */
export const pushWords = {
  personal(mentions: number, replies: number): string {
    const parts = [
      mentions > 0 ? `새 멘션 ${counted(mentions)}` : '',
      replies > 0 ? `내 글에 답장 ${counted(replies)}` : '',
    ]
    return parts.filter(Boolean).join(', ')
  },
  messages: (count: number) => `새 글 ${counted(count)}`,
  notice: '새 공지',
} as const

function counted(count: number): string {
  return count > COUNT_MAX ? `${COUNT_MAX}개 넘음` : `${grouped(count)}개`
}

/** The list of what one was told of. */
export const notificationsPage = {
  title: '알림',
  lede: '나를 부른 글, 내 글에 달린 답장, 공지, 내 신고 소식을 모아 두어요. 90일 동안 보여요.',
  empty: '아직 알림이 없어요. 누가 나를 부르거나 내 글에 답하면 여기에 모여요.',
  seeAll: '모두 읽음으로',
  older: '이전 알림 보기',
  newest: '최신 알림으로',
  unread: '새 알림',
  settings: '무엇을 언제 알릴지는 사건방마다 더보기의 알림 설정에서 정해요.',
  gone: '지금은 볼 수 없는 글이에요',
  wordless: '사진이나 카드가 있는 글이에요',
  where: (shop: string, channel: string) => `${shop} · ${channel}`,
  bell: (count: number) => (count > 0 ? `알림, 새 알림 ${grouped(count)}개` : '알림'),
} as const

export const notificationWhat: Record<NotificationKind, (by: string) => string> = {
  mention: (by) => `${by}님이 나를 불렀어요`,
  reply: (by) => `${by}님이 내 글에 답했어요`,
  notice: (by) => `${by}님이 공지를 올렸어요`,
}

/** What happened to one's own claim. */
export const claimNewsWhat: Record<ClaimNews, string> = {
  claim_asked: '운영진이 보완할 것을 알려 왔어요',
  claim_moved: '내 피해신고의 상태가 바뀌었어요',
  claim_answered: '업체가 내 주문에 답했어요',
  claim_merging: '운영진이 내 신고를 다른 신고와 합치려고 해요',
}

/** What happened to one's own evidence, and what to do about it. */
export const evidenceNewsWhat: Record<EvidenceNews, string> = {
  evidence_infected: '내 증거에서 바이러스를 찾아 격리했어요',
}
export const evidenceNewsAdvice: Record<EvidenceNews, string> = {
  evidence_infected: '아무도 열 수 없어요. 기기에 있는 파일도 백신으로 확인해 주세요.',
}

/** What a push says of one's claims besides the name of the shop. */
export const claimNewsPush = {
  asked: (claims: number) => `피해신고 ${counted(claims)}에 답할 것이 있어요`,
  moved: (claims: number) => `피해신고 ${counted(claims)}의 상태가 바뀌었어요`,
} as const

/** The wishes of a member in one room. */
export const notifySettingsPage = {
  title: '알림 설정',
  lede: '이 사건방에서 무엇을 언제 알려 드릴지 정해요.',
  saved: '알림 설정을 저장했어요.',
  thisDevice: '이 기기',
  which: '어떤 글을 알릴까요',
  whichHint: '“멘션과 공지만”은 나를 부른 글, 내 글에 달린 답장, 공지를 알려요.',
  channel: (name: string) => `${name} 대화`,
  save: '설정 저장',
  quiet: '조용한 시간',
  quietOn: '조용한 시간에는 알림 보내지 않기',
  quietNote: '그동안 온 것은 조용한 시간이 끝나면 한 번에 알려 드려요.',
  quietFrom: '시작',
  quietTo: '끝',
  digest: '이메일 요약',
  digestOn: '하루 한 번 이메일로 요약 받기',
  digestNote: '안 읽은 글의 수와 사건방 이름만 적어요. 글 내용은 보내지 않아요.',
  digestNoEmail: '이메일이 있는 계정에서 받을 수 있어요.',
  digestNoServer: '이 서버에는 메일 보내기가 준비되어 있지 않아요.',
  signUp: '계정 만들기',
  more: '알림 설정',
  moreNote: '채널별 알림, 조용한 시간, 이 기기',
} as const

export const levelNames: Record<NotifyLevel, string> = {
  everything: '모든 글',
  personal: '멘션과 공지만',
  nothing: '없음',
}

/** Pushes to the device in hand. */
export const devicePush = {
  what: '앱을 닫아 두어도 알려 드려요. 글 내용은 보내지 않고, 사건방 이름과 새 글의 수만 보여요.',
  on: '이 기기에서 알림을 받고 있어요.',
  off: '이 기기에서는 알림을 받지 않아요.',
  turnOn: '이 기기로 알림 받기',
  turnOff: '이 기기의 알림 끄기',
  others: (count: number) => `다른 기기 ${grouped(count)}대에서도 받고 있어요.`,
  turnedOn: '이제 이 기기로 알림을 보내요.',
  turnedOff: '이 기기로는 더 보내지 않아요.',
  failed: '알림을 켜지 못했어요. 연결을 확인하고 다시 눌러 주세요.',
  denied:
    '이 브라우저에서 모아의 알림이 막혀 있어요. 브라우저의 사이트 설정에서 알림을 허용한 뒤 다시 눌러 주세요.',
  inApp:
    '카카오톡 같은 앱 안의 브라우저에서는 알림을 받을 수 없어요. 메뉴에서 “다른 브라우저로 열기”를 눌러 주세요.',
  iPhone:
    '아이폰에서는 공유 버튼을 누르고 “홈 화면에 추가”를 한 뒤, 홈 화면의 모아에서 켤 수 있어요. (iOS 16.4부터)',
  unable:
    '이 브라우저는 알림을 받을 수 없어요. 크롬, 삼성 인터넷, 사파리, 파이어폭스의 새 버전에서 열어 주세요.',
  insecure: '주소가 https로 시작하는 곳에서만 알림을 받을 수 있어요.',
} as const

/** The hour as people say it: 오후 9시. */
export function hourName(hour: number): string {
  if (hour === 0) return '밤 12시'
  if (hour === 12) return '낮 12시'
  return hour < 12 ? `오전 ${hour}시` : `오후 ${hour - 12}시`
}
