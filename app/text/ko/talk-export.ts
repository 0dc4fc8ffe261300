import { seoulDate } from '#app/shapes/civil-date.ts'
import type { TalkFormat } from '#app/shapes/export.ts'
import type { GoneKind } from '#app/shapes/live.ts'
import { day, fullMoment, grouped } from '#app/text/format.ts'

/** The page where a member takes the conversation and their own data along. */
export const copiesText = {
  title: '내려받기',
  lead: '이 방의 대화와 내 자료를 파일로 가져갈 수 있어요. 방이 닫혀도 내 손에 남아요.',
  talk: {
    title: '대화 기록',
    lead: '내가 볼 수 있는 채널의 글을 글 번호와 함께 담아요. 대화 기록으로 내기 좋아요.',
    channel: '채널',
    format: '파일 형식',
    formats: {
      pdf: { label: 'PDF', note: '쪽 번호와 글 번호가 있어서 그대로 내기 좋아요. 한 번에 2만 개까지예요.' },
      txt: { label: '텍스트 (.txt)', note: '어디서나 열려요.' },
      csv: { label: 'CSV', note: '엑셀에서 골라 보고 셈할 때 써요.' },
    } satisfies Record<TalkFormat, { label: string; note: string }>,
    from: '이 날부터',
    to: '이 날까지',
    days: '비워 두면 처음부터 끝까지예요.',
    send: '대화 기록 만들기',
  },
  own: {
    title: '내 자료 전부',
    lead: '내가 쓴 글, 낸 신고와 지난 버전, 이름·연락처, 올린 사진 원본을 하나로 묶어요 (JSON과 파일, ZIP).',
    careful: '이름과 연락처가 들어 있으니 나만 쓰는 기기에서 받아 주세요.',
    send: '내 자료 만들기',
  },
  past: { title: '받은 파일', empty: '아직 만든 파일이 없어요.' },
  kinds: { talk: '대화 기록', own: '내 자료' },
  days: (from: string | null, to: string | null) =>
    from === null && to === null
      ? '처음부터 끝까지'
      : `${from ? day(from) : '처음'} – ${to ? day(to) : '끝'}`,
  stateHelp: {
    failed: '대화와 자료는 그대로 있어요. 다시 만들어 주세요.',
    expired: '필요하면 다시 만들어 주세요.',
    cancelled: '만들던 것은 지웠어요. 필요하면 다시 만들어 주세요.',
  },
  size: (rows: number, size: string) => `${grouped(rows)}개 · ${size}`,
} as const

/** What stands in the file of a conversation. */
export const talkText = {
  fileName: (shop: string, channel: string, at: Date) =>
    [shop || '사건', '대화기록', channel, seoulDate(at).replaceAll('-', '')].join('_'),
  title: (shop: string) => `${shop} 대화 기록`,
  channel: (name: string) => `${name} 채널`,
  cover: {
    case: '사건',
    channel: '채널',
    days: '담은 날',
    count: '글 수',
    countValue: (count: number) => `${grouped(count)}개`,
    at: '기준시각',
    atValue: (at: string) => `${fullMoment(at)} (한국시간)`,
    by: '내려받은 사람',
    notes: '알아 두실 것',
    noteNumbers: '글 번호는 방에 저장된 차례이고 바뀌지 않아요. 지우거나 가린 글도 번호는 남아요.',
    noteNames: '이름 자리에는 방에서 쓰는 닉네임만 있어요.',
    noteStated: '글은 쓴 사람의 말 그대로이고 확인된 사실이 아닐 수 있어요. 이 문서는 법률 자문이 아닙니다.',
  },
  head: ['번호', '시각', '닉네임', '내용'],
  columns: {
    no: '번호',
    channel: '채널',
    at: '일시',
    nickname: '닉네임',
    side: '구분',
    body: '내용',
    state: '상태',
    replyTo: '답장한 글',
    files: '사진 수',
    hashes: '사진 SHA-256',
    id: '글 ID',
  },
  gone: {
    deleted: '쓴 사람이 지운 글',
    hidden: '운영진이 가린 글',
    held: '확인을 기다리는 글',
    erased: '탈퇴하며 지운 글',
  } satisfies Record<GoneKind, string>,
  edited: '수정됨',
  replies: (no: number) => `#${grouped(no)}에 답장`,
  pictures: (count: number) => `사진 ${grouped(count)}장`,
} as const

/** What stands around one's own data. */
export const ownText = {
  fileName: (shop: string, at: Date) =>
    [shop || '사건', '내자료', seoulDate(at).replaceAll('-', '')].join('_'),
  dataName: '내자료.json',
  kakaoName: (no: number, ending: string) => `카카오톡/대화_${String(no).padStart(4, '0')}${ending}`,
  evidenceName: (no: number, name: string) =>
    `증거/${String(no).padStart(4, '0')}_${name.replaceAll(/[/\\]/g, '_')}`,
  maskName: (no: number, name: string) =>
    `가린 사본/${String(no).padStart(4, '0')}_${name.replaceAll(/[/\\]/g, '_').replace(/\.[^.]*$/, '')}.webp`,
  pictureName: (no: number, ending: string) => `사진/사진_${String(no).padStart(4, '0')}.${ending}`,
} as const
