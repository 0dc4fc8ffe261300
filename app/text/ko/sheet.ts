import type { ClaimSide } from '#app/shapes/case.ts'
import type { SheetField, SheetState } from '#app/shapes/sheet.ts'
import { grouped, items } from '#app/text/format.ts'

// Lists that a group kept before it came here: bringing them, and taking over what they say.

export const sheetsPage = {
  title: '모아 둔 명단 가져오기',
  way: '명단 가져오기',
  wayNote: '구글 설문이나 엑셀에 모은 피해 내용을 옮겨요',
  lede: '구글 설문 응답이나 엑셀 명단을 올리면 피해신고로 옮길 수 있어요. 가져온 내용은 본인이 링크로 확인하고 동의한 뒤에야 신고가 돼요.',
  form: {
    title: '파일 올리기',
    side: '누구의 명단인가요',
    sides: {
      buyer: { label: '구매자', note: '환불·배송 피해' },
      seller: { label: '판매자', note: '정산·재고 피해' },
    } satisfies Record<ClaimSide, { label: string; note: string }>,
    file: '명단 파일',
    fileHint:
      '구글 시트나 엑셀에서 받은 csv, xlsx 파일이에요. xlsx는 첫 번째 시트를 읽어요. 100MB, 20만 줄까지 올릴 수 있어요.',
    send: '올리기',
  },
  list: '올린 명단',
  empty: '아직 올린 명단이 없어요.',
  see: '자세히',
  by: (who: string, when: string) => `${who} · ${when}`,
  promise: {
    title: '이렇게 지켜요',
    points: [
      '이름과 연락처는 암호로 잠가 두고, 명단을 올린 사람과 본인만 봐요.',
      '본인이 가져가기 전에는 접수번호가 없고 어떤 합계에도 들어가지 않아요.',
      '60일 안에 가져가지 않은 내용은 파일과 함께 지워요. 운영진은 언제든 먼저 지울 수 있어요.',
      '주민등록번호, 생년월일, 주소, 계좌는 옮기지 않아요. 필요하면 본인이 따로 동의하고 적어요.',
      '수식은 계산하지 않고 적힌 그대로 글자로 다뤄요.',
    ],
  },
  states: {
    matching: '열 맞추기',
    checking: '살펴보는 중',
    checked: '가져오기 전',
    bringing: '가져오는 중',
    ready: '가져왔어요',
    failed: '읽지 못함',
    removed: '지웠어요',
  } satisfies Record<SheetState, string>,
  counts: (waiting: number, taken: number) => `기다리는 신고 ${items(waiting)} · 가져간 신고 ${items(taken)}`,
} as const

export const sheetPage = {
  title: '명단 가져오기',
  match: {
    title: '1. 어느 열이 무엇인가요',
    lede: '열 이름을 보고 골라 두었어요. 다른 것은 바꿔 주세요. 이 사건방에서 같은 양식을 또 올리면 그대로 기억해요.',
    kind: '피해 종류가 적히지 않은 줄은',
    kindHint: '열에 피해 종류가 있으면 그것을 먼저 써요.',
    column: (name: string) => `‘${name}’ 열`,
    unnamed: (letter: string) => `이름 없는 ${letter}열`,
    none: '가져오지 않기',
    sample: (words: string) => `예: ${words}`,
    send: '이대로 살펴보기',
    again: '바꾼 대로 다시 살펴보기',
  },
  check: {
    title: '2. 살펴본 결과',
    rows: (rows: number, claims: number) => `${grouped(rows)}줄을 신고 ${items(claims)}으로 읽었어요.`,
    bad: (rows: number) =>
      `${grouped(rows)}줄은 고쳐야 가져올 수 있어요. 파일을 고쳐 다시 올리거나, 이 줄만 빼고 가져올 수 있어요.`,
    none: '고칠 곳이 없어요.',
    problems: (count: number) => `고칠 곳 ${grouped(count)}곳`,
    mild: '이 칸만 비우고 가져와요.',
    hard: '이 줄은 가져오지 않아요.',
    row: '줄',
    column: '열',
    what: '무엇을 고칠까요',
    whole: '줄 전체',
    more: '다음 줄 보기',
    first: '처음부터 보기',
    resident: '주민등록번호가 적힌 칸이 있어요. 그 칸은 옮기지 않고, 가져온 뒤 파일도 바로 지워요.',
    preview: '처음 몇 건은 이렇게 옮겨져요',
    bring: (claims: number) => `신고 ${items(claims)} 가져오기`,
    nothing: '가져올 수 있는 줄이 없어요. 열을 다시 맞추거나 파일을 고쳐 주세요.',
  },
  reading: {
    checking: '명단을 살펴보고 있어요. 화면을 닫아도 계속돼요.',
    bringing: '신고를 옮기고 있어요. 화면을 닫아도 계속돼요.',
    rows: (rows: number) => `${grouped(rows)}줄까지 읽었어요.`,
    progress: '읽은 정도',
    reload: '화면을 새로 열면 어디까지 읽었는지 보여요.',
  },
  ready: {
    title: '가져왔어요',
    fresh: (claims: number, fresh: number) =>
      claims === fresh
        ? `신고 ${items(claims)}이 주인을 기다려요.`
        : `신고 ${items(claims)} 가운데 새로 온 것은 ${items(fresh)}이에요. 나머지는 전에 가져온 것과 같아요.`,
    links: '본인 확인 링크 받기',
    linksWhat:
      '사람마다 하나씩 링크가 적힌 파일이에요. 메일이나 문자로 본인에게만 보내 주세요. 받은 사람은 전화번호 뒤 네 자리를 넣고 내용을 확인한 뒤 가져가요.',
    linksNote: '링크를 받을 때마다 기록에 남아요.',
  },
  hash: '올린 파일의 SHA-256',
  gone: '파일은 지웠어요. 위의 지문으로 같은 파일인지 알 수 있어요.',
  remove: {
    title: '명단 지우기',
    what: '파일과 아직 아무도 가져가지 않은 신고를 지워요. 이미 가져간 신고는 본인의 것이라 남아요.',
    send: '지우기',
  },
  others: '명단의 내용은 올린 사람만 볼 수 있어요.',
} as const

/** What a column can fill, as it is chosen. */
export const sheetFieldName: Record<SheetField, string> = {
  name: '이름',
  phone: '휴대전화',
  email: '이메일',
  kind: '피해 종류',
  orderNumber: '주문번호',
  orderedOn: '주문일',
  paidOn: '결제일',
  itemName: '상품 이름',
  quantity: '수량',
  amount: '낸 금액(못 받은 정산 금액)',
  refunded: '돌려받은 금액',
  paymentMethod: '결제 방법',
  cardIssuer: '카드사',
  installmentMonths: '할부 개월',
  sellerName: '판매자 이름',
  promisedOn: '배송 예정일',
  noticeOn: '취소·환불을 요청한 날',
  trackingNumber: '송장번호',
  approvalNumber: '카드 승인번호',
  settlementCycle: '정산 주기',
  periodFrom: '정산 기간 첫날',
  periodTo: '정산 기간 끝날',
  dueOn: '정산 예정일',
  gross: '판매 금액',
  fee: '수수료',
  deductions: '공제 금액',
  story: '있었던 일(여러 열을 골라도 돼요)',
}

export const sheetLinksText = {
  file: '본인 확인 링크',
  headers: {
    name: '이름',
    phone: '휴대전화',
    email: '이메일',
    claims: '기다리는 신고',
    link: '링크',
    until: '언제까지',
  },
} as const

export const takePage = {
  title: '내 피해 내용 가져가기',
  lede: (shop: string, claims: number) =>
    `${shop} 피해자 모임에서 모은 명단에 내 내용 ${items(claims)}이 있어요. 확인하고 동의하면 내 피해신고가 돼요.`,
  none: '이미 모두 가져갔어요.',
  toClaims: '내 피해신고 보기',
  joinFirst: '먼저 사건방에 들어와 주세요. 이름 대신 닉네임을 써요.',
  digits: '전화번호 뒤 네 자리',
  digitsHint: '명단에 적힌 내 휴대전화 번호예요. 다른 사람이 링크를 열어도 내용을 볼 수 없게 해요.',
  open: '내용 보기',
  found: '내 것만 남기고 체크를 풀어 주세요',
  foundHint: '틀린 곳은 가져간 뒤 ‘보완하기’에서 고칠 수 있어요.',
  order: '주문번호',
  paid: '낸 금액',
  due: '받을 금액',
  gate: '못 받은 물건은 지금 배송 중이 아니에요',
  gateNote: '송장번호가 적히지 않은 것은 쇼핑몰이 번호를 알려 주지 않았어요.',
  isTrue: '위 내용은 사실이에요',
  isTrueNote: '일부러 거짓으로 신고하면 책임을 질 수 있어요.',
  send: '내 신고로 가져가기',
  notMine: '내 것이 아니면 그냥 닫아 주세요. 60일이 지나면 지워져요.',
  taken: (claims: number, same: number) =>
    [
      `피해신고 ${items(claims)}을 접수했어요.`,
      same > 0 && `${items(same)}은 이미 직접 신고한 주문이라 합치지 않았어요.`,
    ]
      .filter(Boolean)
      .join(' '),
} as const
