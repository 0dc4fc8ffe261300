import type { Trouble } from '#app/shapes/case.ts'
import type { ShopState } from '#app/shapes/case-state.ts'
import type { GuideState } from '#app/shapes/guide.ts'
import type { CaseAnchor } from '#app/shapes/law.ts'

/** Steps of a court after which claims are filed with it. */
const courtSteps = ['petition', 'opening', 'bankruptcy'] as const satisfies readonly CaseAnchor[]

/** What the staff says of the shop, as the guide takes it. */
const states: Record<ShopState, GuideState> = {
  normal: 'open',
  delayed: 'open',
  silent: 'unreachable',
  closing: 'closing',
  rehabilitation: 'insolvent',
  bankruptcy: 'insolvent',
}

type Known = {
  /** What the staff said; null while they said nothing. */
  shop: ShopState | null
  troubles: readonly Trouble[]
  closesOn: string | null
  dates: Partial<Record<CaseAnchor, string>>
  today: string
}

/** How a case stands for the guide: what a court did, what the staff said, or what the case was opened for. Days are `YYYY-MM-DD` in Seoul. */
export function guideState({ shop, troubles, closesOn, dates, today }: Known): GuideState {
  if (courtSteps.some((step) => (dates[step] ?? '9999') <= today)) return 'insolvent'
  if (shop !== null) return states[shop]
  if (troubles.includes('unreachable')) return 'unreachable'
  return troubles.includes('closed') || closesOn !== null ? 'closing' : 'open'
}
