/** The texts the rules stand on: name as cited, and the day the text that was read came into force; null if not looked up. */
export const laws = {
  consumer: { name: '소비자기본법', inForce: '2026-09-11' },
  consumerDecree: { name: '소비자기본법 시행령', inForce: null },
  ecommerce: { name: '전자상거래법', inForce: '2026-07-21' },
  ecommerceDecree: { name: '전자상거래법 시행령', inForce: '2025-02-14' },
  instalment: { name: '할부거래법', inForce: '2024-08-07' },
  instalmentDecree: { name: '할부거래법 시행령', inForce: '2023-09-22' },
  largeRetail: { name: '대규모유통업법', inForce: '2025-01-21' },
  fairTrade: { name: '공정거래법', inForce: null },
  civil: { name: '민법', inForce: '2026-03-17' },
  commercial: { name: '상법', inForce: '2026-03-06' },
  civilProcedure: { name: '민사소송법', inForce: '2026-03-17' },
  smallClaims: { name: '소액사건심판법', inForce: null },
  smallClaimsRule: { name: '소액사건심판규칙', inForce: null },
  insolvency: { name: '채무자회생법', inForce: '2025-06-21' },
  cardBusiness: { name: '여신전문금융업법', inForce: null },
  network: { name: '정보통신망법', inForce: '2026-10-01' },
  criminal: { name: '형법', inForce: '2026-09-13' },
  cardTerms: { name: '카드 브랜드 규칙', inForce: null },
  paypalTerms: { name: '페이팔 이용약관', inForce: null },
  aliexpressTerms: { name: '알리익스프레스 이용약관', inForce: null },
  practice: { name: '기관 실무', inForce: null },
} as const satisfies Record<string, { name: string; inForce: string | null }>
export type LawId = keyof typeof laws

/** A law and its articles; '' where terms have none. */
export type Basis = readonly [law: LawId, articles: string]

/** When all of it was last held against its sources. */
export const LAW_CHECKED_ON = '2026-11-22'

/** `전자상거래법 제17조 제1항` */
export function citationOf([law, articles]: Basis): string {
  return articles ? `${laws[law].name} ${articles}` : laws[law].name
}

/** A basis as people see it: the citation, since when the text read is in force, and when it was read. */
export type BasisView = { citation: string; inForce: string | null; checkedOn: string }

export function basisView(basis: Basis): BasisView {
  return { citation: citationOf(basis), inForce: laws[basis[0]].inForce, checkedOn: LAW_CHECKED_ON }
}
