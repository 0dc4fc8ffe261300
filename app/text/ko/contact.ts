import type {
  ContactChannel,
  ContactDirection,
  ContactOutcome,
  ContactReply,
  ContactTone,
} from '#app/shapes/contact.ts'
import { grouped, people } from '#app/text/format.ts'

export const contactWords = {
  channels: {
    phone: '전화',
    sms: '문자',
    mail: '메일',
    kakao: '카카오톡',
    platform: '플랫폼 메시지',
    visit: '방문',
  } satisfies Record<ContactChannel, string>,
  directions: { out: '내가 연락함', in: '업체가 연락함' } satisfies Record<ContactDirection, string>,
  outcomes: {
    answered: '답을 받음',
    unanswered: '답 없음',
    waiting: '답을 기다림',
  } satisfies Record<ContactOutcome, string>,
  replies: {
    agreed: '동의했어요',
    refused: '거절했어요',
    none: '답하지 않았어요',
  } satisfies Record<ContactReply, string>,
  called: '업체가 연락함',
} as const

export const contactsPage = {
  title: '연락 기록',
  note: '업체에 연락한 일과 답이 없었던 일을 모아요',
  lead: '업체에 연락할 때마다 남겨 두면, 답이 없었다는 사실이 증거가 돼요. 적은 내용은 나만 볼 수 있어요.',
  forClaim: (receiptNo: number) => `접수번호 ${receiptNo}의 연락만 보고 있어요.`,
  allContacts: '모든 연락 보기',
  quick: '방금 한 연락',
  quickLead: '지금 시각으로 바로 남겨요.',
  way: '어떤 방법으로',
  no: '답 없음',
  yes: '답을 받음',
  full: '날짜와 내용까지 적기',
  templates: '보낼 글 고르기',
  list: '내 연락',
  empty: '아직 남긴 연락이 없어요. 업체에 연락한 뒤 위에서 눌러 주세요.',
  open: '고치기',
  settle: '답이 왔나요?',
  settleYes: '왔어요',
  settleNo: '오지 않았어요',
  evidence: (title: string) => `증거: ${title}`,
  claim: (receiptNo: number) => `접수번호 ${receiptNo}`,
  reply: (what: string) => `내 답: ${what}`,
  done: {
    logged: '남겼어요. 자세한 내용은 기록을 열어 더 적을 수 있어요.',
    amended: '고쳤어요. 처음 적은 내용도 그대로 남아 있어요.',
    settled: '결과를 남겼어요.',
    sent: '보낸 것으로 남겼어요. 답이 오거나 오지 않으면 여기에서 알려 주세요.',
    removed: '지웠어요.',
  } as Record<string, string>,
} as const

export const contactSummaryText = {
  title: '무응답',
  count: (times: number) => `${grouped(times)}회`,
  silent: '답이 없었던 연락',
  ways: '경로',
  waysCount: (ways: number) => `${ways}개`,
  first: '처음',
  last: '마지막',
  heard: '마지막으로 답이 온 때',
  waiting: (times: number) => `답을 기다리는 연락이 ${grouped(times)}건 있어요.`,
  enough: '2개 이상 경로로 연락했어요. 법원과 기관은 여러 경로로 연락한 기록을 봐요.',
  oneWay: (way: string) =>
    `지금은 ${way} 하나뿐이에요. 글이 남는 문자나 메일로도 한 번 더 연락해 두면 더 든든해요.`,
  none: '아직 답이 없었던 연락이 없어요.',
} as const

/** What the whole case tried together. */
export const contactTotalText = {
  title: '함께한 연락',
  inside: (who: number, tries: number, answered: number) =>
    `${people(who)}이 ${grouped(tries)}번 연락, 응답 ${grouped(answered)}번`,
  none: '아직 연락을 남긴 참여자가 없어요.',
  people: '연락한 사람',
  tries: '연락',
  answered: '응답',
  times: (count: number) => `${grouped(count)}번`,
  hidden: '5명 미만이라 가림',
  note: '참여자들이 남긴 연락 기록을 센 것이에요.',
} as const

export const contactForm = {
  newTitle: '연락 남기기',
  editTitle: '연락 고치기',
  editLead: '고치면 새 판이 생기고, 처음 적은 내용은 그대로 남아요.',
  direction: '누가 먼저 연락했나요',
  channel: '어떤 방법으로 했나요',
  outcome: '답이 있었나요',
  outcomeHint: '업체가 먼저 연락했다면 고르지 않아도 돼요.',
  happenedOn: '언제',
  happenedTime: '몇 시',
  timeHint: '모르면 비워 두세요.',
  whom: '상대',
  whomHint: '맡은 일로 적어 주세요. 예: 고객센터 상담원. 사람 이름은 적지 않아요.',
  gist: '나눈 이야기',
  gistHint: '들은 말을 그대로, 짧게 적어 주세요.',
  reply: '업체의 요청에 나는',
  replyHint: '취소해 달라는 것처럼 업체가 부탁한 일이 있었을 때 골라 주세요.',
  noReply: '부탁받은 일이 없어요',
  evidence: '이어 둘 증거',
  noEvidence: '없음',
  claim: '어느 신고의 일인가요',
  noClaim: '정하지 않음',
  save: '남기기',
  amend: '고쳐서 남기기',
  history: '고친 내역',
  version: (no: number) => `${no}번째`,
  remove: '이 연락 지우기',
  removeLead: '목록과 합계에서 빠져요. 지웠다는 사실은 기록 원장에 남아요.',
  removeSure: '지우기',
} as const

export const sendPage = {
  title: '보낼 글',
  lead: '복사해서 문자나 메일로 보내고, 보냈으면 눌러 주세요. 연락 기록에 바로 남아요.',
  claim: '어느 신고로 쓸까요',
  noClaim: '신고 없이 쓰기',
  choose: '이 신고로 바꾸기',
  fill: '대괄호[ ] 안은 보내기 전에 직접 채워 주세요.',
  tones: { polite: '정중하게', firm: '단호하게' } satisfies Record<ContactTone, string>,
  copy: '글 복사',
  text: (tone: string) => `${tone} 쓴 글`,
  sentBy: '무엇으로 보냈나요',
  sent: '보냈어요',
  gist: (tone: string) => `“${tone}” 글을 보냈어요.`,
} as const
