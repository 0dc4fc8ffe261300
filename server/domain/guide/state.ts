import type { Trouble } from '#app/shapes/case.ts'
import type { GuideState } from '#app/shapes/guide.ts'
import type { CaseAnchor } from '#app/shapes/law.ts'

/** Steps of a court after which claims are filed with it. */
const courtSteps = ['petition', 'opening', 'bankruptcy'] as const satisfies readonly CaseAnchor[]

type Known = {
  troubles: readonly Trouble[]
  closesOn: string | null
  dates: Partial<Record<CaseAnchor, string>>
  today: string
}

/** How a case stands for the guide: the gravest of what is known of it. Days are `YYYY-MM-DD` in Seoul. */
export function guideState({ troubles, closesOn, dates, today }: Known): GuideState {
  if (courtSteps.some((step) => (dates[step] ?? '9999') <= today)) return 'insolvent'
  if (troubles.includes('unreachable')) return 'unreachable'
  return troubles.includes('closed') || closesOn !== null ? 'closing' : 'open'
}
