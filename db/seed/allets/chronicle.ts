import type { CaseState } from '#app/shapes/case-state.ts'
import type { FactKind, Outcome, WarningSign } from '#app/shapes/fact.ts'
import type { OtherRoomKind } from '#app/shapes/other-room.ts'
import type { RespondentRole } from '#app/shapes/respondent.ts'

// The demo case by the clock. Days and figures that were in the press are as they were; who said what, the firms beside
// the shop and the words are invented.

/** Firms of the story by the names the entries below give them. */
export const respondents: readonly { as: string; role: RespondentRole; name: string; hours?: string }[] = [
  { as: 'shop', role: 'shop', name: '(주)가상홈리빙', hours: '평일 10:00~17:00' },
  { as: 'pg', role: 'pg', name: '가상페이먼츠' },
  { as: 'courier', role: 'courier', name: '가상설치물류' },
]

export const blames = [
  {
    ...{ by: 'shop', of: 'pg', saidOn: '2024-08-19', saidIn: '고객센터 답장 메일' },
    quote: '카드 취소는 결제대행사에서 처리하고 있습니다.',
  },
  {
    ...{ by: 'pg', of: 'shop', saidOn: '2024-08-20', saidIn: '결제대행사 상담 전화' },
    quote: '쇼핑몰이 취소 요청을 보내지 않아 진행할 수 없습니다.',
  },
  {
    ...{ by: 'courier', of: 'shop', saidOn: '2024-08-22', saidIn: '설치 예약 상담' },
    quote: '쇼핑몰이 배송비를 보내지 않아 출고를 멈췄습니다.',
  },
] as const

export type ChronicleEntry = {
  /** A name others refer to. */
  as?: string
  on: string
  at?: string
  kind: FactKind
  sign?: WarningSign
  says: string
  /** A firm of the story, and in which role its person spoke. */
  speaker?: string
  role?: string
  due?: string
  outcome?: Outcome
  asOf?: true
  /** The host confirmed it unless somebody only says so, or it was put right. */
  state?: 'claimed' | 'disputed' | 'corrected'
  /** Another entry that cannot be so as well. */
  differs?: string
}

export const chronicle: readonly ChronicleEntry[] = [
  {
    ...{ on: '2024-07-22', kind: 'sign', sign: 'deep_discount' },
    says: '거의 모든 가구에 쓸 수 있는 할인 쿠폰이 한 주에 세 번 나왔어요. 평소에는 한 달에 한 번이었어요.',
  },
  {
    ...{ on: '2024-08-01', kind: 'sign', sign: 'late_settlement' },
    says: '입점 판매자 두 곳의 7월 정산금이 알려 준 날보다 사흘 늦게 들어왔어요.',
  },
  {
    ...{ on: '2024-08-09', kind: 'sign', sign: 'late_delivery' },
    says: '주문하고 2주가 지난 소파와 식탁의 배송 날짜가 두 번째로 미뤄졌다는 문자가 왔어요.',
    speaker: 'courier',
  },
  {
    ...{ on: '2024-08-13', at: '14:20', kind: 'sign', sign: 'no_answer' },
    says: '고객센터 전화가 오전부터 연결되지 않고, 상담 글에는 자동 답장만 왔어요.',
  },
  {
    ...{ as: 'unpaid', on: '2024-08-16', at: '18:00', kind: 'broken' },
    says: '정산일인 이날 저녁까지 판매자에게 들어온 정산금이 없었어요.',
    speaker: 'shop',
  },
  {
    ...{ on: '2024-08-16', at: '20:10', kind: 'promise', due: '2024-08-23', outcome: 'broken' },
    says: '취소한 주문의 환불은 순서대로 알려 주겠다고 공지에 덧붙였어요.',
    ...{ speaker: 'shop', role: '공지' },
  },
  {
    ...{ on: '2024-08-17', at: '09:00', kind: 'silence', asOf: true, state: 'claimed' },
    says: '누리집 공지에 환불 날짜가 없고, 고객센터 전화는 연결되지 않아요.',
  },
  {
    ...{ on: '2024-08-17', at: '13:00', kind: 'ours' },
    says: '구매자와 판매자가 카카오톡 1호점을 열었고, 저녁에 자리가 차서 2호점을 열었어요.',
  },
  {
    ...{ on: '2024-08-19', at: '11:30', kind: 'statement', speaker: 'shop', role: '고객센터 답장 메일' },
    says: '카드 취소는 결제대행사에서 처리하고 있다고 답했어요.',
  },
  {
    ...{ on: '2024-08-20', at: '10:15', kind: 'statement', speaker: 'pg', role: '상담 전화' },
    says: '쇼핑몰이 취소 요청을 보내지 않아 진행할 수 없다고 했어요.',
  },
  {
    ...{ on: '2024-08-20', at: '16:00', kind: 'agency' },
    says: '1372 소비자상담센터가 카드 할부는 카드사에 항변서를 보내고, 피해구제에는 결제 자료를 붙이라고 안내했어요.',
  },
  {
    ...{ on: '2024-08-21', at: '20:00', kind: 'ours' },
    says: '온라인으로 모여 첫 접수를 했어요. 주문 화면과 결제 내역을 같은 순서로 붙였어요.',
  },
  {
    ...{ as: 'many', on: '2024-08-22', kind: 'press', state: 'disputed' },
    says: '경찰에 접수된 신고가 이미 200건을 넘었다는 글이 돌았어요.',
  },
  {
    ...{ on: '2024-08-23', kind: 'police', differs: 'many' },
    says: '이날까지 전국에서 접수된 신고가 103건이고, 한 경찰서가 맡아 수사한다는 소식이 나왔어요.',
  },
  {
    ...{ on: '2024-08-24', at: '10:00', kind: 'broken', speaker: 'shop' },
    says: '환불을 알려 주겠다고 한 지 한 주가 지났지만 알림을 받은 사람이 없었어요.',
  },
  {
    ...{
      on: '2024-08-26',
      at: '15:40',
      kind: 'promise',
      due: '2024-08-31',
      speaker: 'courier',
      role: '설치 예약 담당',
    },
    says: '이미 창고에 있는 물건은 배송비를 내면 이달 안에 보내 주겠다고 했어요.',
    outcome: 'kept',
  },
  {
    ...{ on: '2024-08-30', at: '17:00', kind: 'kept', speaker: 'courier' },
    says: '배송비를 낸 세 집에 침대와 식탁이 도착했어요.',
  },
  {
    ...{ on: '2024-08-31', at: '23:50', kind: 'notice', speaker: 'shop' },
    says: '쇼핑몰 첫 화면이 닫히고 서비스가 끝났다는 안내만 남았어요.',
  },
  {
    ...{ on: '2024-09-02', at: '10:00', kind: 'sign', sign: 'site_down' },
    says: '주문 내역을 볼 수 있던 화면도 열리지 않아요.',
    asOf: true,
  },
  {
    ...{ on: '2024-09-10', kind: 'ours', state: 'corrected' },
    says: '카드사에 낸 항변서는 모두 27건이에요. 앞서 31건이라고 적은 것을 겹친 건을 빼고 고쳤어요.',
  },
  {
    ...{ on: '2025-12-31', kind: 'press', asOf: true },
    says: '2025년에 경찰이 판매대금 약 262억 원에 관한 사건을 불구속으로 검찰에 넘겼다는 보도가 있었어요. 유무죄는 정해지지 않았어요.',
  },
]

export const states: readonly { state: CaseState; since: string; nextOn?: string; source: string }[] = [
  { state: 'delayed', since: '2024-08-09', source: '배송과 정산이 늦어진다는 문자' },
  { state: 'closing', since: '2024-08-16', nextOn: '2024-08-31', source: '누리집 공지' },
  { state: 'investigation', since: '2024-08-23', source: '한 경찰서가 맡았다는 보도' },
]

export const otherRooms: readonly {
  kind: OtherRoomKind
  name: string
  url: string
  headcount: number
  isPublic: boolean
}[] = [
  {
    ...{ kind: 'kakao', name: '카카오톡 1호점', headcount: 1482, isPublic: false },
    url: 'https://open.kakao.com/o/example1',
  },
  {
    ...{ kind: 'kakao', name: '카카오톡 2호점 (판매자)', headcount: 317, isPublic: false },
    url: 'https://open.kakao.com/o/example2',
  },
  {
    kind: 'cafe',
    name: '피해자 모임 카페',
    url: 'https://cafe.example.com/allets',
    headcount: 2240,
    isPublic: true,
  },
]
