import type { ChosenSide, Trouble } from '#app/shapes/case.ts'
import type { CaseState } from '#app/shapes/case-state.ts'
import type { BuyerClaim } from '#app/shapes/claim.ts'
import type { FactKind } from '#app/shapes/fact.ts'
import type { GuideStepId } from '#app/shapes/guide.ts'
import type { LawQuestion } from '#app/shapes/law.ts'

// A short story of one failed shop, told like the large one: by the functions that people use. Days are counted back from
// today, so that what is due is still ahead of whoever looks.

/** Days ago, and the time of day in Seoul where the hour matters. */
export type When = { daysAgo: number; at?: string }

export type StoryFact = When & {
  /** Whose line it rests on, by its place in the talk. */
  line: number
  body: string
  kind: FactKind
  /** Who said it, where somebody did. */
  speaker?: string
  asOf?: true
}

export type StoryClaim = {
  by: string
  /** Without what all claims of a story share. */
  draft: Partial<BuyerClaim> & Pick<BuyerClaim, 'kind' | 'items'>
  /** Days ago of the dates it states, by the claim's own names. */
  days: Partial<Record<'orderedOn' | 'paidOn' | DetailDay, number>>
  answers?: Partial<Record<LawQuestion, boolean>>
}
type DetailDay = 'promisedOn' | 'deliveredOn' | 'knownOn' | 'noticeOn' | 'cancelledOn'

export type Story = {
  shopName: string
  operatorName: string
  troubles: Trouble[]
  noticeText: string
  /** Who opens it; the others join by the link. */
  host: string
  people: readonly (readonly [nickname: string, side: ChosenSide])[]
  welcome: string
  talk: readonly (readonly [by: string, says: string])[]
  facts: readonly StoryFact[]
  claims: readonly StoryClaim[]
  state: When & { state: CaseState; source: string }
  advice: { step: GuideStepId; body: string }
  /** Who said they did which step. */
  done: readonly (readonly [by: string, step: GuideStepId])[]
}
