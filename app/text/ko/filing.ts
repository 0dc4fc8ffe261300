import type { ClaimSide } from '#app/shapes/case.ts'
import type {
  DestinationGroup,
  FieldKey,
  FilingDiff,
  FilingFormat,
  FilingView,
  Fit,
} from '#app/shapes/filing.ts'
import { grouped, items, people, won } from '#app/text/format.ts'

/** What a version changed of the one before. */
export function diffWords({ added, dropped, amounts, restated }: FilingDiff): string {
  return `추가 ${grouped(added)}, 빠짐 ${grouped(dropped)}, 금액 변경 ${grouped(amounts)}, 내용 변경 ${grouped(restated)}`
}

/** The list of filings, and the way there. */
export const filings = {
  title: '함께 내기',
  lede: '신고를 한 번 내 두면, 내고 싶은 곳마다 골라서 함께 낼 수 있어요.',
  way: '함께 내기',
  wayNote: '소비자원·경찰·법원·변호사에 모아서 내기',
  empty: '아직 모으고 있는 곳이 없어요. 운영진이 열면 여기에서 참여할 수 있어요.',
  open: '취합 열기',
  states: { open: '참여 받는 중', closed: '참여 마감', frozen: '확정' } satisfies Record<
    FilingView['state'],
    string
  >,
  until: (when: string) => `${when}까지`,
  counts: (heads: number, amount: number) => `${people(heads)} · ${won(amount)}`,
  sides: { buyer: '구매자', seller: '판매자' } satisfies Record<ClaimSide, string>,
} as const

export const filingForm = {
  title: '취합 열기',
  lede: '어디에 낼지 정하면 참여자마다 따로 동의를 받아요. 연 뒤에는 내용을 바꿀 수 없어요.',
  destination: '어디에 낼까요',
  side: '누구의 신고를 모을까요',
  name: '이름',
  nameHint: '예: 집단분쟁조정 1차',
  recipient: '받는 곳',
  recipientHint: '동의문에 그대로 나와요. 기관이나 사무소 이름을 정확히 적어 주세요.',
  words: '참여자에게 할 말',
  wordsHint: '준비할 것, 일정처럼 알아야 할 것을 적어 주세요.',
  closesOn: '참여 마감일',
  closesAt: '참여 마감 시각',
  closesAtHint: '비우면 그날 밤 11시 59분이에요. 한국시간이에요.',
  submit: '취합 열기',
} as const

/** Heads of the ways one chooses among when opening a filing. */
export const destinationGroupName: Record<DestinationGroup, string> = {
  mediation: '상담·조정',
  payment: '카드사를 통해 되찾기',
  report: '신고·고소',
  court: '법원·내용증명',
  advice: '변호사 상담',
}

export const fits: Record<Fit, string> = { likely: '가능성 있음', check: '확인 필요', no: '해당 없음' }

/** One filing: what it is, one's own claims before it, and what officers do. */
export const filingPage = {
  by: (who: string, when: string) => `${who}님이 ${when}에 열었어요`,
  recipient: '받는 곳',
  until: '참여 마감',
  progress: '지금까지',
  joined: '참여',
  joinedNote: (claims: number) => `신고 ${items(claims)}`,
  complete: '빠짐없는 신고',
  completeNote: (claims: number) => `${items(claims)} 가운데`,
  amount: '남은 금액',
  counted: (count: number, least: number) => `요건 ${people(least)} 가운데 ${people(count)}이 채웠어요`,
  countedNote: '합의했거나, 다른 조정이나 소송을 낸 분, 모두 돌려받은 분은 세지 않아요.',
  countedClose: (least: number) =>
    `취하하거나 환불받는 분이 생기면 ${people(least)} 아래로 내려갈 수 있어요.`,
  own: '내 신고',
  noClaims: '낼 수 있는 내 신고가 없어요. 피해신고를 먼저 내 주세요.',
  makeClaim: '피해신고 내기',
  receipt: (no: number) => `접수번호 ${grouped(no)}`,
  otherSide: (side: string) => `이 취합은 ${side} 신고를 모아요.`,
  basis: (basis: string) => `근거: ${basis}`,
  missing: '이 칸이 비어 있어요',
  fill: '지금 채우기',
  join: '참여하기',
  which: '어느 신고로 참여할까요',
  consent: '동의',
  questions: '해당하는 것이 있으면 골라 주세요',
  questionsHint: '없으면 비워 두세요. 명단에 함께 적혀요.',
  typedName: '이름',
  typedNameHint: '신고에 적은 이름을 그대로 적어 주세요. 서명을 대신해요.',
  guardianName: '보호자 이름',
  guardianNameHint: '만 19세 미만이면 신고에 적은 보호자 이름을 적어 주세요.',
  guardian: '보호자 동의',
  guardianAgrees: '보호자예요. 위 내용을 읽었고 동의해요.',
  carryOn: '다음 신고에도 참여하기',
  carryOnNote: (count: number) =>
    `앞선 신고에 낸 내 신고 ${items(count)}을 그대로 이어서 낼 수 있어요. 받는 곳이 달라서 새로 동의해야 해요. 아래 버튼을 누르면 이 내용에 동의하고 참여해요.`,
  next: '이어서 다음 신고 열기',
  opensAfter: '앞선 신고를 이어요. 그때 참여한 분에게 한 번에 참여할 수 있다고 알려요.',
  joinedAt: (when: string) => `${when}에 동의하고 참여했어요`,
  follows: '확정하기 전까지 신고를 고치면 명단에도 그대로 반영돼요.',
  leave: '참여 취소',
  leaveAsk: '이 취합에서 뺄까요?',
  leaveHint: '동의가 취소되고 명단에서 빠져요. 마감 전이면 다시 참여할 수 있어요.',
  pinned: '확정한 명단에 들어 있어요.',
  closed: '참여 마감이 지났어요. 이미 참여한 신고는 확정할 때까지 취소할 수 있어요.',
  frozen: '명단을 확정했어요. 지금은 참여하거나 취소할 수 없어요.',
  steps: '내는 방법',
  dates: '알아 둘 날짜',
  files: '파일로 낼 때',
  fileLimit: (size: string) => `한 파일은 ${size}까지로 나눠서 준비해요.`,
  byHand: '낼 때 직접 적는 칸',
  versions: '확정한 명단',
  version: (version: number) => `제${grouped(version)}판`,
  frozenBy: (who: string, when: string) => `${who}님이 ${when}에 확정`,
  hash: '확정 지문 보기',
  hashWhat: '명단이 그 뒤에 바뀌지 않았는지 견주어 볼 수 있는 값이에요 (SHA-256).',
  dones: {
    opened: '취합을 열었어요.',
    joined: '참여했어요. 확정하기 전까지 취소할 수 있어요.',
    left: '참여를 취소했어요.',
    frozen: '명단을 확정했어요.',
    released: '확인했어요. 이제 명단을 만들 수 있어요.',
    reopened: '다시 열었어요. 다음 확정이 새 판이 돼요.',
  },
} as const

export const filingDesk = {
  title: '운영진이 할 일',
  freeze: '명단 확정하기',
  freezeAsk: '지금 참여한 신고로 명단을 확정할까요?',
  freezeHint:
    '지금 신고 내용과 동의가 한 판으로 굳어요. 바꿀 수 없고, 고치려면 다시 열어 다음 판을 만들어요. 확정한 동안은 참여도 취소도 할 수 없어요.',
  incomplete: (count: number) => `빈칸이 있는 신고가 ${items(count)} 있어요. 빈칸인 채로 들어가요.`,
  second: '다른 운영진의 확인이 필요해요',
  secondHint: '이름이 들어가거나 50명이 넘는 명단은 확정하지 않은 다른 운영진이 확인해야 만들 수 있어요.',
  releasedBy: (who: string, when: string) => `${who}님이 ${when}에 확인했어요`,
  release: '확인했어요',
  releaseAsk: (version: string, heads: number, amount: number) =>
    `${version}의 ${people(heads)}, 남은 금액 ${won(amount)}이 맞는지, 받는 곳에 내도 되는지 확인해 주세요.`,
  reopen: '다시 열기',
  reopenAsk: '새 판을 만들려고 다시 열까요?',
  reopenHint: '확정한 판은 그대로 남아요. 새로 정한 때까지 참여와 취소를 다시 받아요.',
  lists: '명단 만들기',
  listsHint: '누가 언제 왜 받았는지 기록에 남고, 받는 링크는 10분 뒤에 사라져요.',
  formats: {
    zip: {
      label: '제출 꾸러미 (.zip)',
      note: '명단(엑셀, CSV, PDF, JSON), 동의서, 증거 원본과 증거설명서, 바뀌지 않았다는 증명을 한데 묶어요.',
    },
    xlsx: { label: '엑셀 (.xlsx)', note: '표지, 명단, 품목, 동의, 합계가 함께 있어요.' },
    csv: { label: 'CSV', note: '명단만 담아요. 다른 프로그램에 옮겨 담을 때 써요.' },
    csv_cp949: {
      label: 'CSV (CP949)',
      note: '한글이 깨져 보이는 예전 프로그램에 써요. 없는 글자는 [U+1F600]처럼 번호로 적고, 몇 자인지 마지막 줄에 알려 드려요.',
    },
    pdf: {
      label: 'PDF',
      note: '인쇄해서 내는 명단이에요. 표지, 명단, 합계, 품목, 동의 목록이 한 파일에 있어요.',
    },
    docx: {
      label: '신청서 (.docx)',
      note: '기관에 내는 서식을 채운 문서예요. 워드나 한글에서 빈칸을 마저 적어 주세요.',
    },
    hwpx: {
      label: '신청서 (.hwpx)',
      note: '같은 문서를 한글에서 열어요. 법원 전자소송에는 한글에서 PDF로 저장해 내 주세요.',
    },
    consents: { label: '동의서 (PDF)', note: '한 사람씩 무엇에 언제 동의했는지 한 쪽씩 담아요.' },
    json: { label: 'JSON', note: '변호사나 기관의 프로그램이 읽을 때 써요.' },
  } satisfies Record<FilingFormat, { label: string; note: string }>,
  format: '파일 형식',
  versionOf: '어느 판',
  masked: '이름과 연락처를 가린 사본',
  maskedNote: '방 안에서 나눌 때 써요. 김*지, 010-****-0000처럼 가리고, 있었던 일은 빼요.',
  filePassword: '엑셀을 열 때 묻는 비밀번호',
  filePasswordHint:
    '엑셀에만 걸 수 있어요. 열 글자 넘게 정하고 받는 분에게 따로 알려 주세요. 저장하지 않아서 잊으면 다시 만들어야 해요.',
  reason: '받는 까닭',
  reasonHint: '예: 소비자원에 신청서와 함께 제출. 기록에 남아요.',
  password: '비밀번호',
  passwordHint: '다른 사람이 받아 가지 못하게 한 번 더 확인해요.',
  make: '명단 만들기',
  made: '만든 명단',
  accountNeeded: '명단을 받으려면 이메일과 비밀번호가 있는 계정이 필요해요.',
  makeAccount: '계정 만들기',
  cardTitle: (format: string, version: number, masked: boolean) =>
    [format, `제${grouped(version)}판`, ...(masked ? ['가린 사본'] : [])].join(' · '),
} as const

/** A missing column as one reads it on the page. */
export const fieldNames: Partial<Record<FieldKey, string>> = {
  email: '이메일',
  address: '주소',
  account: '환급받을 계좌',
  businessNumber: '사업자등록번호',
  orderNumber: '주문번호',
  eventOn: '날짜',
  paidOn: '결제일',
  payment: '결제수단',
  cardIssuer: '카드사',
  installments: '할부개월',
  story: '있었던 일',
  relief: '바라는 것',
  merchant: '결제대행사나 판매자',
  dueOn: '정산예정일',
  noticeOn: '요구한 날',
  contract: '계약 형태',
}
