import type { ClaimSide } from '#app/shapes/case.ts'
import type { PaymentMethod } from '#app/shapes/claim.ts'
import type { Anchor, LawQuestion } from '#app/shapes/law.ts'

/** What the rules look at: one claim with the dates of its case. What nobody said is absent, never guessed. */
export type ClaimFacts = {
  side: ClaimSide
  /** Whether the goods arrived; null when the claim does not tell. */
  supplied: boolean | null
  /** Whole won. */
  principal: number
  remaining: number
  /** What came back, where the day is known; the rest of what was refunded is in `remaining` already. */
  refunds: readonly { on: string; amount: number }[]
  method: PaymentMethod | null
  instalments: number | null
  dates: Partial<Record<Anchor, string>>
  answers: Partial<Record<LawQuestion, boolean>>
  /** How many may be counted for collective mediation in the case; null when nobody counted. */
  countable: number | null
}
