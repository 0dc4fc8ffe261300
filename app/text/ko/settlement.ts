import type { SettlementField } from '#app/shapes/settlement.ts'
import { day, grouped } from '#app/text/format.ts'

// Filling a seller's claim from their settlement sheet.

export const settlementPage = {
  title: '정산서로 채우기',
  way: '정산서 파일로 채우기',
  lede: '쇼핑몰에서 내려받은 정산 내역을 올리면 줄마다 더해서 원 단위까지 맞춰요. 저장하기 전에 무엇이 어떻게 들어가는지 먼저 보여 드려요.',
  form: {
    title: '정산서 올리기',
    file: '정산서 파일',
    fileHint: '엑셀(xlsx)이나 csv 파일이에요. 5MB, 5,000줄까지 올릴 수 있어요. xlsx는 첫 번째 시트를 읽어요.',
    send: '올리기',
    other: '다른 파일로 바꾸기',
  },
  match: {
    title: '어느 열이 무엇인가요',
    lede: '열 이름을 보고 골라 두었어요. 다르면 바꿔 주세요.',
    send: '바꾼 대로 다시 보기',
  },
  check: {
    title: '이렇게 들어가요',
    lines: (lines: number) => `${grouped(lines)}줄을 읽었어요.`,
    bad: (rows: number) => `${grouped(rows)}줄은 읽지 못해서 빠져요. 파일을 고쳐 다시 올리면 들어가요.`,
    none: '읽을 수 있는 줄이 없어요. 열을 다시 맞추거나 파일을 고쳐 주세요.',
    nothingOwed: '받을 금액에서 받은 금액을 빼면 남는 것이 없어요. 열이 맞는지 봐 주세요.',
    gross: '판매 금액',
    fee: '수수료',
    deductions: '공제',
    amount: '받기로 한 금액',
    paid: '이미 받은 금액',
    unpaid: '못 받은 금액',
    problems: (count: number) => `살펴볼 곳 ${grouped(count)}곳`,
    shown: (count: number) => `앞의 ${grouped(count)}곳만 보여 드려요.`,
    items: '신고의 정산 항목은 이렇게 바뀌어요',
    more: (count: number) => `그 밖에 ${grouped(count)}개`,
    replaces: '지금 적힌 정산 항목과 금액을 이 내용으로 바꿔요. 바꾸기 전 내용은 고친 기록에 남아요.',
    send: '내 신고에 넣기',
    drop: '그만두고 파일 지우기',
    mild: '이 칸만 비우고 넣어요.',
    hard: '이 줄은 빼고 더해요.',
    told: '이 줄은 그대로 넣어요.',
  },
  lines: {
    title: '정산서에서 가져온 줄',
    lede: (lines: number, version: number) => `${grouped(lines)}줄 · 신고의 ${version}번째 내용`,
    more: '다음 줄 보기',
    first: '처음부터 보기',
    due: (date: string) => `정산일 ${day(date)}`,
    paid: (won: string) => `받은 금액 ${won}`,
  },
  promise:
    '파일의 내용은 암호로 잠가 두고, 신고에 넣거나 하루가 지나면 지워요. 넣은 내용은 신고의 다른 내용과 똑같이 지켜요.',
} as const

/** What a column can fill, as it is chosen. */
export const settlementFieldName: Record<SettlementField, string> = {
  orderNumber: '주문번호',
  suppliedOn: '공급일·판매일',
  itemName: '상품 이름',
  gross: '판매 금액',
  fee: '수수료',
  deductions: '공제 금액',
  amount: '정산 금액(받기로 한 금액)',
  paid: '이미 받은 금액',
  dueOn: '정산 예정일',
}

/** What the items are called that lines become. */
export const settlementItem = {
  line: ({
    orderNumber,
    name,
    suppliedOn,
    row,
  }: {
    orderNumber: string
    name: string
    suppliedOn: string | null
    row: number
  }) =>
    [orderNumber, name, suppliedOn && day(suppliedOn)].filter(Boolean).join(' · ') || `정산서 ${row}번째 줄`,
  month: (month: string, lines: number) => {
    const [year, of] = month.split('-')
    return of ? `${year}년 ${Number(of)}월 공급분 ${grouped(lines)}줄` : `날짜 없는 ${grouped(lines)}줄`
  },
  all: (lines: number) => `정산서 ${grouped(lines)}줄`,
} as const
