import type { ClaimFacts } from '#server/domain/law/claim-facts.ts'

/** A buyer's claim of which nothing more is known than its order, with changes. */
export function buyerFacts(changes: Partial<ClaimFacts> = {}): ClaimFacts {
  return {
    side: 'buyer',
    supplied: null,
    principal: 1_290_000,
    remaining: 1_290_000,
    refunds: [],
    method: 'card_installment',
    instalments: 6,
    dates: { order: '2026-06-01', payment: '2026-06-01' },
    answers: {},
    countable: null,
    ...changes,
  }
}

/** A seller's unpaid settlement, with changes. */
export function sellerFacts(changes: Partial<ClaimFacts> = {}): ClaimFacts {
  return buyerFacts({
    side: 'seller',
    method: null,
    instalments: null,
    dates: { due: '2026-08-16' },
    ...changes,
  })
}

/** Numbers between 0 and 1 that are the same in every run (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
