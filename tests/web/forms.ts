import { randomUUID } from 'node:crypto'
import { RULES_VERSION } from '#app/shapes/rules-version.ts'
import { SORA_PASSWORD } from '#tests/people.ts'
import { pushAddress } from '#tests/push.ts'

/**
 * A form as a page sends it: where to, by whom (nobody when absent), filled in rightly, and its texts by name. `covers`:
 * personal data in its texts is covered and the rest kept, where other forms refuse it.
 */
export type Form = {
  path: string
  who?: 'sora' | 'minji' | 'taeho'
  fields: Record<string, string>
  texts: string[]
  covers?: true
}

export const claimFields = (): Record<string, string> => ({
  clientId: randomUUID(),
  kind: 'refund',
  orderNumber: `AL-${randomUUID().slice(0, 8)}`,
  orderedOn: '2024-08-10',
  paidOn: '',
  paymentMethod: 'card_once',
  cardIssuer: '국민카드',
  installmentMonths: '',
  'items[0].name': '여름 이불',
  'items[0].quantity': '1',
  'items[0].amount': '129000',
  refunded: '0',
  story: '취소했는데 돌려받지 못했어요',
  'identity.name': '김민지',
  'identity.phone': '010-0000-1234',
  'identity.email': 'minji@example.com',
  consentVersion: '2026-11-22',
})

const claimTexts = ['orderNumber', 'cardIssuer', 'items[0].name', 'story', 'identity.name', 'identity.email']

export const caseFields = (): Record<string, string> => ({
  shopName: `나쁜상점 ${randomUUID().slice(0, 8)}`,
  operatorName: '',
  businessNumber: '',
  troubles: 'closed',
  noticeOn: '',
  closesOn: '2024-08-31',
  noticeText: '',
  noticeUrl: '',
  admits: 'buyer',
  openJoin: 'on',
})
const caseTexts = ['shopName', 'operatorName', 'noticeText', 'noticeUrl']
export const entry = () => ({
  nickname: `든든 ${randomUUID().slice(0, 6)}`,
  side: 'buyer',
  rules: RULES_VERSION,
})

export const caseStateFields = () => ({
  ...{ id: randomUUID(), state: 'closing', since: '2024-08-16', nextOn: '2024-08-31' },
  ...{ source: '누리집 공지', url: 'https://shop.example.com/notice' },
})

export const factFields = () => ({
  ...{ id: randomUUID(), kind: 'promise', body: '이번 주에 돌려주겠다고 했어요', happenedOn: '2024-08-16' },
  ...{ happenedTime: '10:00', speaker: '고객센터', speakerRole: '상담원', dueOn: '2024-08-20' },
  ...{ dueTime: '', url: 'https://news.example.com/1' },
})

const filingStep = () => ({
  ...{ id: randomUUID(), version: '1', kind: 'decided', onDay: '2024-09-02', receiptNo: '2024-0000-1' },
  ...{ words: '조정이 성립됐어요', dueOn: '', verdict: 'part', amount: '1000000', refused: '3, 7' },
  handler: '김담당',
})

const halfWritten = () =>
  JSON.stringify({ fields: { story: '취소했는데' }, items: [], refunds: [], offers: [] })

export const hostAnswer = () => ({
  intent: 'save',
  id: randomUUID(),
  keywords: '배송, 송장',
  question: '물건은 언제 오나요?',
  answer: '쇼핑몰이 아직 답하지 않았어요.',
})

export const newOtherRoom = () => ({
  ...{
    intent: 'save',
    id: randomUUID(),
    kind: 'cafe',
    name: '피해자 카페',
    url: 'https://cafe.example.com/a',
  },
  ...{ headcount: '230', countedOn: '2024-08-20', kakaoRoomId: '', isPublic: 'on' },
})

export const newRespondent = () => ({
  intent: 'propose',
  id: randomUUID(),
  role: 'shop',
  name: `인터스텔라 ${randomUUID().slice(0, 8)}`,
  businessNumber: '',
  mailOrderNumber: '2024-서울강남-01234',
  phone: '02-000-0000',
  address: '',
  web: '',
  hours: '평일 10시~17시',
  source: '쇼핑몰 아래쪽',
})

export const letterFields = () => ({
  tone: 'polite',
  senderName: '김민지',
  senderAddress: '서울특별시 마포구 예시로 12',
  senderPhone: '010-0000-1234',
  receiverName: '주식회사 인터스텔라',
  receiverHead: '',
  receiverAddress: '',
  askedOn: '2024-08-17',
  payBy: '2024-08-30',
  writtenOn: '2024-08-20',
  unpaid: '',
  paidTimes: '',
  cardNumber: '',
  course: '8월 17일에 취소를 눌렀습니다.',
  account: '',
  enclosed: '주문 내역 1부',
})
const letterTexts = [
  'senderName',
  'senderAddress',
  'receiverName',
  'course',
  'account',
  'enclosed',
  'cardNumber',
]
export const contactFields = () => ({
  ...{ id: randomUUID(), direction: 'out', channel: 'phone', outcome: 'unanswered' },
  ...{ happenedOn: '2024-08-16', happenedTime: '10:00', whom: '고객센터', gist: '신호만 갔어요' },
  ...{ reply: '', evidenceId: '', claimId: '' },
})
export const quickContact = () => ({ id: randomUUID(), channel: 'phone', outcome: 'unanswered', claimId: '' })
export const sentContact = () => ({ id: randomUUID(), channel: 'mail', tone: 'firm', claimId: '' })
export const captureFields = () => ({
  ...{ id: randomUUID(), url: 'https://shop.example.com/notice/31', seenOn: '2024-08-16', seenAt: '10:00' },
  ...{ sha256: 'a1'.repeat(32), evidenceId: '' },
})
export const documentFields = () => ({
  ...{ id: randomUUID(), kind: 'mail', title: '일괄 취소 안내', sender: '고객센터' },
  ...{ sentOn: '2024-08-16', sha256: '', evidenceId: '' },
})

/** What a member wishes to hear of. */
export const wishes = () => ({ all: 'everything', quiet: 'on', quietFrom: '22', quietTo: '7' })
export const newNotice = () => ({
  id: randomUUID(),
  channel: 'all',
  title: '접수 안내',
  body: '이번 주까지 함께 내요.',
  pins: 'on',
  publishOn: '',
  publishAt: '',
})

export const newPoll = () => ({
  id: randomUUID(),
  channel: 'all',
  question: '어디에 먼저 낼까요?',
  'options[0]': '소비자원',
  'options[1]': '경찰',
  closesOn: '',
  closesAt: '',
})

export const eventFields = () => ({
  title: '접수 마감',
  startsOn: '2026-12-03',
  startsAt: '14:30',
  endsOn: '',
  endsAt: '',
  place: '한국소비자원',
  link: '',
  note: '신분증을 챙겨 주세요',
})

/** A filing to be opened. */
export const newFiling = () => ({
  id: randomUUID(),
  destination: 'lawyer',
  side: 'buyer',
  title: '변호사 상담',
  recipient: '법률구조공단 서울지부',
  words: '이번 주까지 참여해 주세요',
  closesOn: new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10),
  closesAt: '18:00',
})

/** A step of a filing, written down. */
export const newStep = () => ({
  ...{ intent: 'step', id: randomUUID(), version: '1', kind: 'handed_in', onDay: '2024-09-01' },
  ...{ receiptNo: '2024-집단-0001', words: '접수증을 받았어요', handler: '한예시 조정관', refused: '' },
})

export const newEvent = () => ({ id: randomUUID(), channel: 'all', ...eventFields() })

/** The room the forms are of, its open link, and a claim and a message of Minji's in it. */
export type FormPlace = {
  slug: string
  code: string
  claim: string
  message: string
  kakaoRoom: string
  evidence: string
  filing: string
}

/** Every form with the fields that hold what a person writes. */
export const forms: Record<string, (place: FormPlace) => Form> = {
  open: () => ({
    path: '/open',
    who: 'sora',
    fields: { ...caseFields(), ...entry() },
    texts: [...caseTexts, 'nickname'],
  }),
  'edit the case': (place) => ({
    path: `/c/${place.slug}/host/edit`,
    who: 'sora',
    fields: caseFields(),
    texts: caseTexts,
  }),
  'join by link': (place) => ({ path: `/j/${place.code}`, fields: entry(), texts: ['nickname'] }),
  'join by the open door': (place) => ({
    path: `/c/${place.slug}/join`,
    fields: entry(),
    texts: ['nickname'],
  }),
  'write in the room': (place) => ({
    path: `/c/${place.slug}/room/all`,
    who: 'minji',
    fields: { intent: 'post', clientId: randomUUID(), body: '말', replyTo: '' },
    texts: ['body'],
    covers: true,
  }),
  'edit a message': (place) => ({
    path: `/c/${place.slug}/room/all/messages`,
    who: 'minji',
    fields: { intent: 'edit', messageId: place.message, body: '말' },
    texts: ['body'],
    covers: true,
  }),
  'file a claim': (place) => ({
    path: `/c/${place.slug}/claims/new`,
    who: 'minji',
    fields: claimFields(),
    texts: claimTexts,
  }),
  'ask for a settlement': (place) => ({
    path: `/c/${place.slug}/claims/new`,
    who: 'taeho',
    fields: { ...claimFields(), kind: 'settlement', settlementCycle: 'monthly', dueOn: '2024-08-16' },
    texts: ['items[0].name', 'story', 'identity.name', 'identity.email'],
  }),
  'amend a claim': (place) => ({
    path: `/c/${place.slug}/claims/${place.claim}/edit`,
    who: 'minji',
    fields: { ...claimFields(), version: '1' },
    texts: claimTexts,
  }),
  'say the days of a claim': (place) => ({
    path: `/c/${place.slug}/claims/${place.claim}/law`,
    who: 'minji',
    fields: { demand: '2026-11-02', abroad: 'no', sued: 'unknown' },
    texts: [],
  }),
  'write the days of a case': (place) => ({
    path: `/c/${place.slug}/host/dates`,
    who: 'sora',
    fields: { petition: '2026-11-02', filing_until: '2026-12-18' },
    texts: [],
  }),
  'write a notice': (place) => ({
    path: `/c/${place.slug}/notices/new`,
    who: 'sora',
    fields: newNotice(),
    texts: ['title', 'body'],
  }),
  'open a poll': (place) => ({
    path: `/c/${place.slug}/polls/new`,
    who: 'sora',
    fields: newPoll(),
    texts: ['question', 'options[0]'],
  }),
  'add to the schedule': (place) => ({
    path: `/c/${place.slug}/schedule/new`,
    who: 'sora',
    fields: newEvent(),
    texts: ['title', 'place', 'note'],
  }),
  'open a filing': (place) => ({
    path: `/c/${place.slug}/filings/new`,
    who: 'sora',
    fields: newFiling(),
    texts: ['title', 'recipient', 'words'],
  }),
  // Of a filing that is not there: what is written is looked at before it is looked for.
  'write down a step of a filing': (place) => ({
    path: `/c/${place.slug}/filings/${randomUUID()}/progress`,
    who: 'sora',
    fields: filingStep(),
    texts: ['receiptNo', 'words', 'handler'],
  }),
  'keep what is half written': (place) => ({
    path: `/c/${place.slug}/claims/unsent`,
    who: 'minji',
    fields: { form: `new buyer ${randomUUID()}`, base: '0', values: halfWritten() },
    texts: [],
  }),
  'let somebody outside read a list': (place) => ({
    path: `/c/${place.slug}/filings/${place.filing}/receivers`,
    who: 'sora',
    fields: {
      ...{
        id: randomUUID(),
        version: '1',
        name: '김변호',
        office: '법무법인 예시',
        days: '30',
        masked: 'on',
      },
      ...{ reason: '소송을 준비해요', password: SORA_PASSWORD },
    },
    texts: ['name', 'office', 'reason'],
  }),
  'ask for everybody’s word': (place) => ({
    path: `/c/${place.slug}/filings/${place.filing}/representatives`,
    who: 'sora',
    fields: {
      ...{ intent: 'ask', id: randomUUID(), act: 'accept' },
      words: '조정안을 받아들여요',
      dueOn: '',
    },
    texts: ['words'],
  }),
  'say that a step is done': (place) => ({
    path: `/c/${place.slug}/guide`,
    who: 'minji',
    fields: { step: 'relief', receipt: '2026-12345' },
    texts: ['receipt'],
  }),
  'pin advice to a step': (place) => ({
    path: `/c/${place.slug}/guide`,
    who: 'sora',
    fields: { intent: 'advise', step: 'relief', version: '0', body: '사건번호를 함께 적어 주세요' },
    texts: ['body'],
  }),
  'keep an answer': (place) => ({
    path: `/c/${place.slug}/host/answers`,
    who: 'sora',
    fields: hostAnswer(),
    texts: ['keywords', 'question', 'answer'],
  }),
  'write the welcome': (place) => ({
    path: `/c/${place.slug}/host/answers`,
    who: 'sora',
    fields: { intent: 'welcome', body: '어서 오세요' },
    texts: ['body'],
  }),
  'report a message': (place) => ({
    path: `/c/${place.slug}/order`,
    who: 'taeho',
    fields: { intent: 'report', messageId: place.message, why: 'other', words: '말이 심해요' },
    texts: ['words'],
  }),
  'log a contact': (place) => ({
    path: `/c/${place.slug}/contacts/new`,
    who: 'minji',
    fields: contactFields(),
    texts: ['whom', 'gist'],
  }),
  'log a contact in one go': (place) => ({
    path: `/c/${place.slug}/contacts`,
    who: 'minji',
    fields: quickContact(),
    texts: [],
  }),
  'propose a document': (place) => ({
    path: `/c/${place.slug}/documents/new`,
    who: 'minji',
    fields: documentFields(),
    texts: ['title', 'sender'],
  }),
  'keep a page one saw': (place) => ({
    path: `/c/${place.slug}/captures`,
    who: 'minji',
    fields: captureFields(),
    texts: [],
  }),
  'judge a fact': (place) => ({
    path: `/c/${place.slug}/facts/${randomUUID()}`,
    who: 'sora',
    fields: { intent: 'judge', factId: randomUUID(), state: 'confirmed', why: '공지를 봤어요' },
    texts: [],
  }),
  'say how the case stands': (place) => ({
    path: `/c/${place.slug}/host/state`,
    who: 'sora',
    fields: caseStateFields(),
    texts: ['source'],
  }),
  'put something into the timeline': (place) => ({
    path: `/c/${place.slug}/facts/new`,
    who: 'minji',
    fields: factFields(),
    texts: ['body', 'speaker', 'speakerRole'],
  }),
  'say what evidence is': (place) => ({
    path: `/c/${place.slug}/evidence/${place.evidence}`,
    who: 'minji',
    fields: { intent: 'describe', title: '영수증', kind: 'receipt', madeBy: '카드사', shows: '냈어요' },
    texts: ['title', 'madeBy', 'shows'],
  }),
  'say why evidence is looked at': (place) => ({
    path: `/c/${place.slug}/evidence/${place.evidence}`,
    who: 'sora',
    fields: { intent: 'reason', reason: '빠진 자료 확인' },
    texts: ['reason'],
  }),
  'say why a claim is looked at': (place) => ({
    path: `/c/${place.slug}/host/claims/${place.claim}`,
    who: 'sora',
    fields: { intent: 'reason', reason: '취합 접수 확인' },
    texts: ['reason'],
  }),
  'ask a claimant': (place) => ({
    path: `/c/${place.slug}/host/claims/${place.claim}`,
    who: 'sora',
    fields: {
      intent: 'ask',
      version: '1',
      dueOn: '2099-12-31',
      field1: 'orderedOn',
      thing1: '날짜를 적어 주세요',
    },
    texts: ['thing1'],
  }),
  'propose a merge': (place) => ({
    path: `/c/${place.slug}/host/duplicates`,
    who: 'sora',
    fields: { intent: 'merge', claimId: place.claim, intoId: randomUUID(), why: '같은 주문이에요' },
    texts: ['why'],
  }),
  'answer a merge': (place) => ({
    path: `/c/${place.slug}/claims/${place.claim}`,
    who: 'minji',
    fields: { intent: 'merge', say: 'object', objection: '두 번 주문했어요' },
    texts: ['objection'],
  }),
  'answer an officer': (place) => ({
    path: `/c/${place.slug}/claims/${place.claim}`,
    who: 'minji',
    fields: { intent: 'answer', step: '1', answer1: '8월 10일이에요' },
    texts: ['answer1'],
  }),
  'judge a claim': (place) => ({
    path: `/c/${place.slug}/host/claims/${place.claim}`,
    who: 'sora',
    fields: { intent: 'move', version: '1', act: 'check', words: '내역을 봤어요' },
    texts: ['words'],
  }),
  'settle a claim': (place) => ({
    path: `/c/${place.slug}/claims/${place.claim}`,
    who: 'minji',
    fields: { intent: 'settle', act: 'solve_partly', words: '일부만 받았어요' },
    texts: ['words'],
  }),
  'say why the list of exhibits is looked at': (place) => ({
    path: `/c/${place.slug}/host/exhibits`,
    who: 'sora',
    fields: { intent: 'reason', reason: '소장에 붙일 목록 준비' },
    texts: ['reason'],
  }),
  'say whose a KakaoTalk name is': (place) => ({
    path: `/c/${place.slug}/kakao/talk?room=${place.kakaoRoom}`,
    who: 'minji',
    fields: { intent: 'name', ownName: '나리' },
    texts: ['ownName'],
  }),
  'ask for the conversation': (place) => ({
    path: `/c/${place.slug}/more/copies`,
    who: 'minji',
    fields: { intent: 'talk', channel: 'all', format: 'txt', fromOn: '2024-08-16', toOn: '' },
    texts: [],
  }),
  'call a list off': (place) => ({
    path: `/c/${place.slug}/host/exports`,
    who: 'sora',
    fields: { intent: 'cancel', exportId: randomUUID() },
    texts: [],
  }),
  'ask for a list': (place) => ({
    path: `/c/${place.slug}/host/exports`,
    who: 'sora',
    fields: {
      format: 'csv',
      shape: 'claims',
      side: 'buyer',
      reason: '소비자원에 내려고 해요',
      password: SORA_PASSWORD,
    },
    texts: ['reason'],
  }),
  'sign up': () => ({
    path: '/signup',
    fields: { email: `${randomUUID()}@example.com`, newPassword: SORA_PASSWORD },
    texts: ['email'],
  }),
  'wish what to hear of': (place) => ({
    path: `/c/${place.slug}/more/notifications`,
    who: 'minji',
    fields: wishes(),
    texts: [],
  }),
  'have a device pushed to': (place) => ({
    path: `/c/${place.slug}/more/notifications`,
    who: 'minji',
    fields: { intent: 'subscribe', ...pushAddress() },
    texts: [],
  }),
  'list another room': (place) => ({
    path: `/c/${place.slug}/rooms`,
    who: 'sora',
    fields: newOtherRoom(),
    texts: ['name'],
  }),
  'put a respondent forward': (place) => ({
    path: `/c/${place.slug}/respondents`,
    who: 'minji',
    fields: newRespondent(),
    texts: ['name', 'phone', 'address', 'hours', 'source'],
  }),
  'let a company speak': (place) => ({
    path: `/c/${place.slug}/host/voices`,
    who: 'sora',
    fields: { id: randomUUID(), respondentId: randomUUID(), means: 'phone', sentTo: '02-000-0000' },
    texts: ['sentTo'],
  }),
  'note who blamed whom': (place) => ({
    path: `/c/${place.slug}/respondents`,
    who: 'minji',
    fields: {
      ...{ intent: 'blame', id: randomUUID(), speakerId: randomUUID(), blamedId: randomUUID() },
      ...{ quote: '결제대행사에 물어보세요', saidOn: '2024-08-17', saidIn: '고객센터 전화', url: '' },
    },
    texts: ['quote', 'saidIn'],
  }),
  'fill in a letter': (place) => ({
    path: `/c/${place.slug}/claims/${place.claim}/letters/refund`,
    who: 'minji',
    fields: letterFields(),
    texts: letterTexts,
  }),
  // Last: afterwards the claim is withdrawn.
  'withdraw a claim': (place) => ({
    path: `/c/${place.slug}/claims/${place.claim}/withdraw`,
    who: 'minji',
    fields: { why: '환불을 받았어요' },
    texts: ['why'],
  }),
}
