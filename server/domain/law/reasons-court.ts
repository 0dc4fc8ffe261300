import type { LawRoute } from '#app/shapes/law.ts'
import type { ClaimFacts } from './claim-facts.ts'
import { inTime, isInsolvent, isSeller, nothingLeft, type RouteReason, said, saidNo } from './reason.ts'

/** Won up to which a claim is a small one when it is filed (소액사건심판규칙 제1조의2). */
export const SMALL_CLAIM_MAX_WON = 30_000_000
/** What speaks for and against courts, and the police. */
export const courtReasons = {
  insolvency: [
    nothingLeft,
    {
      id: 'insolvent',
      tells: 'note',
      basis: ['insolvency', '제148조, 제447조'],
      when: (facts) => (isInsolvent(facts) ? true : null),
      needs: [{ anchor: 'opening' }],
    },
    {
      id: 'filing_open',
      tells: 'possible',
      basis: ['insolvency', '제148조, 제447조'],
      when: (facts, today) => isInsolvent(facts) && filingOpen(facts, today),
      needs: [{ anchor: 'filing_until' }],
    },
    {
      id: 'filing_late',
      tells: 'check',
      basis: ['insolvency', '제152조'],
      when: (facts, today) => isInsolvent(facts) && filingOpen(facts, today) === false,
    },
    {
      id: 'listed_is_filed',
      tells: 'note',
      basis: ['insolvency', '제151조'],
      when: ({ dates }) => dates.opening !== undefined,
    },
    {
      id: 'goods_before_petition',
      tells: 'note',
      basis: ['insolvency', '제179조 제1항 제8호의2'],
      when: (facts) => isSeller(facts) && facts.dates.petition !== undefined,
    },
  ],
  payment_order: [
    nothingLeft,
    { id: 'order_unreachable', tells: 'no', basis: ['civilProcedure', '제462조'], when: saidNo('reachable') },
    {
      id: 'order_reachable',
      tells: 'possible',
      basis: ['civilProcedure', '제462조'],
      when: said('reachable', true),
      needs: [{ question: 'reachable' }],
    },
    { id: 'court_insolvent', tells: 'check', basis: ['insolvency', '제148조, 제447조'], when: isInsolvent },
  ],
  small_claims: [
    nothingLeft,
    {
      id: 'too_large',
      tells: 'no',
      basis: ['smallClaimsRule', '제1조의2'],
      when: ({ remaining }) => remaining > SMALL_CLAIM_MAX_WON,
    },
    {
      id: 'small_enough',
      tells: 'possible',
      basis: ['smallClaimsRule', '제1조의2'],
      when: ({ remaining }) => remaining > 0 && remaining <= SMALL_CLAIM_MAX_WON,
    },
    { id: 'no_splitting', tells: 'note', basis: ['smallClaims', '제5조의2'], when: () => true },
    { id: 'added_up', tells: 'note', basis: ['civilProcedure', '제27조 제1항'], when: () => true },
    { id: 'court_insolvent', tells: 'check', basis: ['insolvency', '제148조, 제447조'], when: isInsolvent },
  ],
  criminal: [
    {
      id: 'criminal_facts',
      tells: 'possible',
      basis: ['criminal', '제347조'],
      when: said('unable_at_order', true),
      needs: [{ question: 'unable_at_order' }],
    },
    {
      id: 'criminal_no_facts',
      tells: 'check',
      basis: ['criminal', '제347조'],
      when: saidNo('unable_at_order'),
    },
    { id: 'criminal_truth', tells: 'note', basis: ['criminal', '제156조'], when: () => true },
  ],
} satisfies Partial<Record<LawRoute, readonly RouteReason[]>>

function filingOpen(facts: ClaimFacts, today: string): boolean | null {
  const rule = facts.dates.bankruptcy === undefined ? 'filing' : 'bankruptcy_filing'
  return inTime(rule, facts, today)
}
