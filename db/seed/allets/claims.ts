import {
  type BuyerClaim,
  type ClaimDraft,
  type ClaimIdentity,
  type ClaimItem,
  isBuyerClaim,
  principalOf,
  type SellerClaim,
} from '#app/shapes/claim.ts'
import { consentVersion } from '#app/text/ko/consent.ts'
import { buyerWords, cards, goods, payments, sellerWords, wares } from './goods.ts'
import { buyerKindAt, buyerOf, sellerOf } from './kinds.ts'
import { hostNickname, lateComer, newcomers } from './people.ts'
import { between, pick, randomFrom, uuid } from './random.ts'

/** Who files what, in this order; every draft is complete. */
export type FiledClaim = { by: string; draft: ClaimDraft }

type Random = () => number
/** Any fixed number; another one tells the same story with other amounts. */
const SEED = 20240816
/** People of each side who have filed by now; the others are still looking for their papers. */
const FILED = { buyers: 49, sellers: 18 }

/** 70 claims: 51 of buyers (two people have two) and 19 of sellers; one member stands on both sides. */
export function demoClaims(): FiledClaim[] {
  const random = randomFrom(SEED)
  const of = (side: string) => newcomers.filter((one) => one[1] === side).map(([nickname]) => nickname)
  const buyers = [hostNickname, ...of('buyer'), lateComer.instead]
  const filing = buyers.slice(0, FILED.buyers - NAMED_BUYERS.length)
  const buyersFiling = [...filing.filter((name) => !NAMED_BUYERS.includes(name)), ...NAMED_BUYERS]
  const sellers = [...of('seller').slice(0, FILED.sellers - 2), '도매하는사람', '오래된목수']
  const filed: FiledClaim[] = [
    ...buyersFiling.map((by) => ({ by, draft: buyerClaim(random) })),
    { by: '반반살림', draft: buyerClaim(random) },
    { by: '전주비빔', draft: buyerClaim(random) },
    ...sellers.map((by) => ({ by, draft: sellerClaim(random) })),
    { by: '반반살림', draft: sellerClaim(random) },
  ]
  return filed.map(special)
}

/** The claim of `amender` as it is put right later: part of the money had come back already. */
export function amended(draft: ClaimDraft): ClaimDraft {
  const refunded = Math.floor(principalOf(draft.items) / 3000) * 1000
  return { ...draft, clientId: uuid(randomFrom(SEED + 1)), refunded }
}

/** Who changes their mind, and who has money back and takes the claim out. */
export const amender = '노란장화'
export const withdrawer = { by: '소나기', why: '카드사에서 결제를 취소해 주어 모두 돌려받았어요.' } as const
const NAMED_BUYERS: readonly string[] = [amender, withdrawer.by, '은하수여행']

/** Amounts that a real list has, too: a whole household, and a wholesaler's season. */
function special(one: FiledClaim): FiledClaim {
  const { by, draft } = one
  if (by === '은하수여행' && isBuyerClaim(draft)) {
    return {
      by,
      draft: { ...draft, items: household, refunded: 0, paymentMethod: 'card_installment', ...half },
    }
  }
  if (by === '도매하는사람') return { by, draft: { ...draft, items: season, refunded: 0 } }
  return one
}

const half = { cardIssuer: '다온카드', installmentMonths: 6 }
const household: ClaimItem[] = [
  { name: '신혼 가전 묶음 (냉장고·세탁기·건조기·TV)', quantity: 1, amount: 14_900_000 },
  { name: '원목 침대 + 킹 매트리스', quantity: 1, amount: 5_480_000 },
  { name: '4인 식탁 세트', quantity: 1, amount: 2_370_000 },
  { name: '패브릭 소파 3인', quantity: 1, amount: 4_600_000 },
]
const season: ClaimItem[] = [
  { name: '7월 판매분 정산금', quantity: 1, amount: 846_210_000 },
  { name: '8월 1~15일 판매분 정산금', quantity: 1, amount: 438_350_000 },
]

function buyerClaim(random: Random): BuyerClaim {
  const day = between(random, 8, 45)
  const paymentMethod = pick(random, payments)
  const isCard = paymentMethod === 'card_once' || paymentMethod === 'card_installment'
  const items = someGoods(random)
  return buyerOf({
    clientId: uuid(random),
    kind: buyerKindAt(random()),
    orderNumber: orderNumber(random, day),
    orderedOn: dateOf(day),
    paidOn: dateOf(day),
    paymentMethod,
    cardIssuer: isCard ? pick(random, cards) : '',
    installmentMonths: paymentMethod === 'card_installment' ? pick(random, [3, 6, 10, 12]) : null,
    items,
    refunded: random() < 0.12 ? Math.floor(principalOf(items) / 4000) * 1000 : 0,
    story: pick(random, buyerWords),
    identity: identity(random),
    consentVersion,
  })
}

function sellerClaim(random: Random): SellerClaim {
  const cycle = pick(random, ['monthly', 'monthly', 'biweekly', 'after_confirm'] as const)
  const months = random() < 0.5 ? ['7월 판매분 정산금'] : ['7월 판매분 정산금', '8월 1~15일 판매분 정산금']
  const ware = pick(random, wares)
  return sellerOf({
    clientId: uuid(random),
    kind: sellerKindOf(months.length, cycle),
    settlementCycle: cycle,
    dueOn: '2024-08-16',
    items: months.map((month) => ({
      name: `${month} (${ware})`,
      quantity: 1,
      amount: between(random, 1_200, 58_000) * 1000 + between(random, 0, 99) * 10,
    })),
    refunded: random() < 0.15 ? 500_000 : 0,
    story: pick(random, sellerWords),
    identity: identity(random),
    consentVersion,
  })
}

/** Most wait for their settlement; some for their goods, or for what they paid back themselves. */
function sellerKindOf(months: number, cycle: string): SellerClaim['kind'] {
  if (cycle === 'after_confirm') return 'double_refund'
  return cycle === 'biweekly' && months === 1 ? 'stock' : 'settlement'
}

function someGoods(random: Random): ClaimItem[] {
  const count = pick(random, [1, 1, 1, 2, 2, 3])
  const chosen = new Map<string, ClaimItem>()
  while (chosen.size < count) {
    const [name, price] = pick(random, goods)
    const quantity = price < 100_000 ? between(random, 1, 3) : 1
    chosen.set(name, { name, quantity, amount: price * quantity })
  }
  return [...chosen.values()]
}

/** Days are counted from 1 July 2024; the notice came on day 46. */
function dateOf(day: number): string {
  return new Date(Date.UTC(2024, 6, day)).toISOString().slice(0, 10)
}

/** Leading zeros, as many shops write them: a list that takes them for numbers would lose them. */
function orderNumber(random: Random, day: number): string {
  const serial = String(between(random, 1, 9_999)).padStart(5, '0')
  return `00${dateOf(day).slice(5).replace('-', '')}-${serial}`
}

function identity(random: Random): ClaimIdentity {
  const name = pick(random, ['가온', '나래', '다솜', '라온', '마루', '보람', '소담', '아람', '이든', '하람'])
  const family = pick(random, ['김', '이', '박', '최', '정', '강', '조', '윤'])
  const number = String(between(random, 1, 9_999)).padStart(4, '0')
  const email = random() < 0.5 ? `person${number}@example.com` : ''
  return { name: `${family}${name}`, phone: `0100000${number}`, email }
}
