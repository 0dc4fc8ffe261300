import type { ClaimSide } from '#app/shapes/case.ts'
import { seoulDate } from '#app/shapes/civil-date.ts'
import type { ExportFormat, ExportShape, ExportState } from '#app/shapes/export.ts'
import { fullMoment, grouped, won, wonHero } from '#app/text/format.ts'
import { claimKindName } from './claim-kinds.ts'

/** The page where the host asks for the list and fetches it. */
export const exportText = {
  title: '명단 받기',
  lead: '지금까지 접수된 피해신고를 한 장의 표로 정리해 드려요. 소비자원이나 경찰에 낼 때, 변호사와 상의할 때 쓸 수 있어요.',
  inside: {
    title: '명단에 들어가는 것',
    points: [
      '접수번호, 닉네임, 주문번호, 날짜, 품목, 금액처럼 신고에 적힌 내용이 들어가요.',
      '이름, 전화번호, 이메일은 들어가지 않아요. 본인만 볼 수 있게 따로 잠겨 있어요.',
      '철회한 신고는 빼고, 구매자와 판매자는 따로 더해요.',
    ],
  },
  promise: '누가 언제 왜 받았는지 기록에 남고, 받는 링크는 10분 뒤에 사라져요.',
  form: {
    title: '새 명단',
    format: '파일 형식',
    formats: {
      xlsx: { label: '엑셀 (.xlsx)', note: '표지와 합계가 함께 있어서 그대로 내기 좋아요.' },
      csv: { label: 'CSV', note: '다른 프로그램에 옮겨 담을 때 써요. 한쪽만 고를 수 있어요.' },
    } satisfies Record<ExportFormat, { label: string; note: string }>,
    formatNames: { xlsx: '엑셀', csv: 'CSV', pdf: 'PDF', txt: '텍스트', zip: 'ZIP', json: 'JSON' },
    shape: '한 줄에 담을 것',
    shapes: {
      claims: { label: '신고 한 건', note: '신고 한 건이 한 줄이에요.' },
      items: { label: '품목 하나', note: '산 물건이나 정산 항목 하나가 한 줄이에요.' },
    } satisfies Record<ExportShape, { label: string; note: string }>,
    side: '누구의 신고',
    sides: { both: '구매자와 판매자', buyer: '구매자만', seller: '판매자만' },
    sideHint: '엑셀에서 둘 다 고르면 시트를 나눠 담아요.',
    reason: '받는 까닭',
    reasonHint: '예: 소비자원 집단분쟁조정 신청에 첨부. 표지에 그대로 적혀요.',
    password: '비밀번호',
    passwordHint: '다른 사람이 받아 가지 못하게 한 번 더 확인해요.',
    send: '명단 만들기',
  },
  past: {
    title: '받은 명단',
    empty: '아직 만든 명단이 없어요. 형식을 고르고 만들어 보세요.',
    download: '파일 받기',
    by: (name: string, when: string) => `${name}님이 ${when}에 요청`,
    size: (rows: number, size: string) => `${grouped(rows)}줄 · ${size}`,
    left: (minutes: number, seconds: number) =>
      minutes > 0 ? `${minutes}분 ${seconds}초 뒤에 사라져요` : `${seconds}초 뒤에 사라져요`,
    until: (when: string) => `${when}까지 받을 수 있어요`,
    othersOnly: '요청한 사람만 받을 수 있어요.',
    hash: '파일 지문 보기',
    hashWhat: '파일이 그 뒤에 바뀌지 않았는지 견주어 볼 수 있는 값이에요 (SHA-256).',
    reload: '조금 뒤에 이 화면을 새로 열면 파일을 받을 수 있어요.',
  },
  states: {
    waiting: '차례를 기다려요',
    building: '만들고 있어요',
    ready: '받을 수 있어요',
    failed: '만들지 못했어요',
    expired: '사라졌어요',
  } satisfies Record<ExportState, string>,
  stateHelp: {
    failed: '신고 내용은 그대로 있어요. 다시 만들어 주세요.',
    expired: '필요하면 다시 만들어 주세요. 까닭과 비밀번호를 새로 적으면 돼요.',
  },
  progress: (done: number, total: number) => `${grouped(total)}줄 중 ${grouped(done)}줄`,
  progressLabel: '명단을 만드는 정도',
  noAccount:
    '명단을 받으려면 이메일과 비밀번호가 있는 계정이 필요해요. 지금 만들어도 글과 신고는 그대로 이어져요.',
  makeAccount: '계정 만들기',
} as const

/** What stands in the file itself. */
export const listText = {
  sheets: { cover: '표지' },
  /** `shop` without what file systems refuse; `at` gives the KST date. */
  fileName: (shop: string, side: ClaimSide | null, at: Date) =>
    [
      shop || '사건',
      '피해명단',
      ...(side ? [listText.sideWord[side]] : []),
      seoulDate(at).replaceAll('-', ''),
    ].join('_'),
  sideWord: { buyer: '구매자', seller: '판매자' } satisfies Record<ClaimSide, string>,
  total: (shape: ExportShape, rows: number) => `합계 ${grouped(rows)}${shape === 'claims' ? '건' : '줄'}`,
  kinds: claimKindName,
  states: { submitted: '접수', withdrawn: '철회' },
  payments: {
    card_once: '카드 일시불',
    card_installment: '카드 할부',
    transfer: '계좌이체',
    virtual_account: '가상계좌',
    easy_pay: '간편결제',
    voucher: '상품권',
    phone: '휴대폰 결제',
  },
  cycles: {
    daily: '매일',
    weekly: '매주',
    biweekly: '격주',
    monthly: '매월',
    after_confirm: '구매확정 뒤',
    other: '기타',
  },
  columns: {
    receiptNo: '접수번호',
    side: '구분',
    kind: '유형',
    state: '상태',
    nickname: '닉네임',
    orderNumber: '주문번호',
    orderedOn: '주문일',
    paidOn: '결제일',
    payment: '결제수단',
    cardIssuer: '카드사',
    installments: '할부개월',
    cycle: '정산주기',
    dueOn: '정산예정일',
    items: '품목 요약',
    itemNo: '품목번호',
    item: '품목',
    quantity: '수량',
    itemAmount: '품목 금액',
    principal: '총액',
    refunded: '환불·수령액',
    remaining: '남은 금액',
    sameOrder: '같은 주문번호 수',
    submittedAt: '제출일시',
    version: '버전',
  },
  more: (first: string, others: number) => (others > 0 ? `${first} 외 ${grouped(others)}건` : first),
  cover: {
    title: (shop: string) => `${shop} 피해신고 취합 명단`,
    case: '사건',
    operator: '운영사',
    businessNumber: '사업자등록번호',
    at: '기준시각',
    kst: (at: string) => `${fullMoment(at)} (한국시간)`,
    shape: '한 줄에 담은 것',
    filter: '담은 범위',
    filterBoth: '접수 상태인 구매자·판매자 신고 전부 (시트를 나눔)',
    filterSide: (side: string) => `접수 상태인 ${side} 신고 전부`,
    counts: (side: string) => `${side} 신고`,
    countsValue: (people: number, claims: number) => `${grouped(people)}명 · ${grouped(claims)}건`,
    remaining: (side: string) => `${side} 남은 금액`,
    remainingValue: (amount: number) =>
      won(amount) === wonHero(amount) ? won(amount) : `${won(amount)} (${wonHero(amount)})`,
    by: '요청한 사람',
    byHost: (nickname: string) => `${nickname} (방장)`,
    reason: '받은 까닭',
    ledger: '기록 원장',
    ledgerValue: (seq: number) => `${grouped(seq)}번째 기록까지`,
    ledgerHash: '원장 해시 (SHA-256)',
    notes: '알아 두실 것',
    noteSides: '구매자와 판매자의 금액은 서로 겹칠 수 있어서 더하지 않았어요.',
    noteStated: '금액과 날짜는 신고한 사람이 적은 그대로이고, 확인된 사실이 아닐 수 있어요.',
    noteItems: '총액, 환불·수령액, 남은 금액은 신고마다 첫 줄에만 적었어요. 그래야 합계가 겹치지 않아요.',
    notePrivacy:
      '개인정보: 이름·전화번호·이메일은 담지 않았어요. 닉네임과 주문번호도 사람을 알아볼 단서가 되니 필요한 곳에만 내고, 다 쓰면 지워 주세요.',
    noteLaw: '이 문서는 법률 자문이 아닙니다.',
  },
} as const
