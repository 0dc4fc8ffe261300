import type { FactKind, NameWay, Outcome, WarningSign } from '#app/shapes/fact.ts'
import type { Elapsed, PromiseStanding } from '#app/shapes/timeline.ts'
import { grouped } from '#app/text/format.ts'

/** What kind of thing happened, and what belongs there. */
export const factKindWords: Record<FactKind, { label: string; note: string }> = {
  notice: { label: '공지', note: '업체가 올리거나 보낸 공지' },
  statement: { label: '업체 발언', note: '전화·인터뷰·댓글에서 업체가 한 말' },
  promise: { label: '약속', note: '언제까지 무엇을 하겠다는 말. 때가 지나면 미이행으로 보여요' },
  kept: { label: '이행', note: '업체가 약속이나 의무를 지킨 일' },
  broken: { label: '미이행', note: '지켜지지 않은 일' },
  silence: { label: '침묵 확인', note: '그때까지 공지나 답이 없었다는 기록' },
  agency: { label: '기관 소식', note: '소비자원·공정위·지자체의 발표나 조치' },
  police: { label: '수사', note: '경찰·검찰의 수사' },
  court: { label: '법원', note: '회생·파산·소송의 결정과 기일' },
  press: { label: '언론', note: '보도' },
  ours: { label: '우리의 행동', note: '우리가 함께 한 일' },
  sign: { label: '위험 신호', note: '문 닫기 전에 보이던 조짐' },
  other: { label: '그 밖의 일', note: '' },
}

export const signWords: Record<WarningSign, string> = {
  deep_discount: '할인 급증',
  late_settlement: '정산 지연',
  no_answer: '고객센터 무응답',
  mass_cancel: '대량 취소·품절',
  late_delivery: '배송 지연 급증',
  cash_only: '현금·상품권 유도',
  leaving: '직원·입점사 이탈',
  site_down: '사이트·앱 접속 불가',
}

export const promiseWords = {
  standing: {
    undated: '기한 없는 약속',
    open: '기다리는 중',
    overdue: '미이행',
    kept: '지켜짐',
    broken: '미이행 확인됨',
  } satisfies Record<PromiseStanding, string>,
  due: (when: string) => `${when}까지`,
  overdue: (since: string) => `약속한 때에서 ${since} 지남`,
  unconfirmed: '때가 지났어요. 지켜졌는지 확인해 주세요.',
  push: (count: number) => `지켜졌는지 확인할 약속이 ${grouped(count)}건 있어요`,
  settle: '지켜졌나요',
  outcomes: { kept: '지켜졌어요', broken: '지켜지지 않았어요' } satisfies Record<Outcome, string>,
} as const

export const elapsedText = ({ unit, count }: Elapsed) =>
  `${grouped(count)}${unit === 'hours' ? '시간' : '일'}`

export const timelineWords = {
  add: '일지에 적기',
  print: '인쇄하기',
  storyPublic: '누구나 보는 일지',
  kind: '종류로 골라 보기',
  allKinds: '모두',
  show: '보기',
  noneOfKind: '이 종류의 기록은 아직 없어요.',
  earlier: '앞의 일지 보기',
  later: '가장 최근 일지로',
  now: '지금',
  lastWord: '업체의 마지막 말',
  silent: (time: string) => `${time} 무응답`,
  justSpoke: '업체가 말한 지 하루가 안 됐어요',
  noWord: '업체가 한 말이 아직 일지에 없어요.',
  promises: '확인할 약속',
  dayOnly: '시각 모름',
  asOf: (when: string) => `${when} 현재`,
  asOfDay: '이날 현재',
  public: '누구나 봄',
  inside: '참여자만',
  changed: (when: string) => `${when}에 고침`,
  differs: '서로 다름',
  differsNote: '다른 기록과 서로 달라요.',
  more: '자세히',
  saidBy: (name: string, role: string) => (name && role ? `${name} (${role})` : name || role),
  sources: (count: number) => `근거 ${grouped(count)}개`,
  noSources: '근거 없음',
  askSource: '근거가 있으면 더해 주세요.',
} as const

export const sourceWords = {
  label: '근거',
  kind: { url: '주소', capture: '본 화면', evidence: '증거', message: '대화 글' },
  seen: (when: string) => `${when}에 봄`,
  hash: '지문(SHA-256)',
  gone: '남긴 사람이 지웠어요. 지문만 남아 있어요.',
  looksLike: '진짜 주소를 확인하세요. 비슷하게 생긴 글자가 섞여 있어요.',
  goes: (host: string) => `${host}(으)로 가요`,
  drop: '근거 빼기',
  add: '근거 더하기',
  addLead: '근거로 낸 본 화면의 주소와 증거의 이름은 방의 참여자 모두가 봐요. 파일은 나만 볼 수 있어요.',
  url: '주소',
  urlHint: '기사나 공지의 주소를 그대로 붙여 주세요.',
  captures: '내가 본 화면',
  evidence: '내 증거',
  save: '근거 더하기',
} as const

export const factForm = {
  title: '일지에 적기',
  lead: '있었던 일을 한 줄로 적어 주세요. 방장이 근거를 보고 확인하면 “확인됨”이 돼요.',
  kind: '어떤 일인가요',
  sign: '어떤 조짐인가요',
  noSign: '고르지 않음',
  body: '무슨 일이 있었나요',
  bodyHint: '본 사실만 짧게 적어 주세요. 사람 이름과 연락처는 빼 주세요.',
  on: '언제',
  time: '몇 시',
  timeHint: '예: 15:04. 모르면 비워 두세요.',
  asOf: '그때까지 그랬다는 기록이에요',
  asOfNote: '“6월 12일 오전 10:00 현재 공지 없음”처럼 보여요',
  who: '누가 한 말인가요',
  speakerId: '상대방',
  noSpeaker: '고르지 않음',
  speaker: '말한 곳이나 사람',
  speakerHint: '예: 고객센터 상담원. 개인의 이름은 적지 마세요.',
  speakerRole: '어떤 자격으로',
  speakerRoleHint: '예: 대표, 담당 수사관, 관리인',
  promise: '약속이라면: 언제까지',
  signed: '위험 신호라면: 어떤 조짐',
  dueOn: '언제까지',
  dueTime: '몇 시까지',
  dueHint:
    '어떤 일인지에서 ‘약속’을 골라야 남아요. 때가 지나면 저절로 미이행으로 보이고, 방장에게 확인을 부탁해요.',
  save: '일지에 넣기',
  edit: '고치기',
  editLead: '고치기 전의 내용은 남아서 모두가 볼 수 있어요.',
  why: '왜 고치나요',
  whyHint: '예: 시각을 잘못 적었어요',
  amend: '고쳐서 남기기',
} as const

export const namesWords = {
  label: '사람 이름이 있나요',
  hint: '누구나 보는 글에 개인의 이름을 적으면 사실이어도 명예훼손이 될 수 있어요(형법 제307조, 정보통신망법 제70조).',
  ways: {
    ask: { label: '이름이 있으면 다시 물어보기', note: '' },
    cover: { label: '이름을 가리기', note: '“김○○님”처럼 성만 남겨요' },
    keep: { label: '개인의 이름이 아니에요', note: '회사 이름이나 부르는 말이에요' },
  } satisfies Record<NameWay, { label: string; note: string }>,
} as const

export const factPage = {
  back: '사건 일지로',
  judge: '얼마나 확실한가요',
  why: '이유',
  whyHint: '반박됨과 정정에는 이유가 있어야 해요.',
  judgeSave: '표시하기',
  publish: '누구나 보게 하기',
  publishLead: '사건의 공개 페이지에 보여요. 넣은 사람의 닉네임과 바탕이 된 대화 글은 보이지 않아요.',
  unpublish: '참여자만 보게 하기',
  notJudged: '방장이 확인하거나 정정한 뒤에 누구나 보게 할 수 있어요.',
  differ: '서로 다른 기록',
  differLead: '두 기록이 함께 맞을 수 없으면 표시해 주세요. 둘 다 그대로 보여요.',
  other: '어느 기록과 다른가요',
  choose: '골라 주세요',
  mark: '서로 다르다고 표시',
  unmark: '표시 지우기',
  remove: '일지에서 빼기',
  removeLead: '일지에서 보이지 않게 돼요. 뺐다는 기록은 원장에 남아요.',
  removeSure: '일지에서 빼기',
  history: '지난 기록',
  version: (no: number) => `${grouped(no)}판`,
  rulings: {
    confirmed: '확인됨으로 표시',
    disputed: '반박됨으로 표시',
    corrected: '정정으로 표시',
    kept: '약속이 지켜졌다고 표시',
    broken: '약속이 지켜지지 않았다고 표시',
    published: '누구나 보게 함',
    unpublished: '참여자만 보게 함',
  },
  by: (who: string, when: string) => `${who}님 · ${when}`,
  made: '처음 적음',
  changed: '고침',
} as const

export const storyPage = {
  title: (shop: string) => `${shop} 사건 일지`,
  lead: '방장이 근거를 보고 확인해 누구나 볼 수 있게 한 기록이에요. 닉네임과 대화는 보이지 않아요.',
  empty: '누구나 볼 수 있는 기록이 아직 없어요.',
  of: (shown: number, total: number) => `최근 ${grouped(shown)}건 · 모두 ${grouped(total)}건`,
  all: '일지 모두 보기',
  card: '무슨 일이 있었나',
  one: '사건 일지에서 누구나 볼 수 있는 기록 하나예요.',
  entry: '있었던 일',
  share: '이 기록 공유하기',
  shareOne: '이 기록만 공유',
  whole: '앞뒤 기록과 함께 보기',
  asOf: (when: string) => `${when} 기준`,
  law: '주장은 아직 확인되지 않은 말이에요. 틀린 내용은 사건방 운영진에게 알려 주세요.',
} as const
