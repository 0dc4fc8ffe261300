import {
  type CaseDates,
  type ClaimLawDraft,
  caseAnchors,
  claimAnchors,
  lawQuestions,
} from '#app/shapes/law.ts'

/** What a claimant adds for the reckoning: nothing, with changes. */
export function claimLawDraft(changes: Partial<ClaimLawDraft> = {}): ClaimLawDraft {
  const empty = Object.fromEntries([...claimAnchors, ...lawQuestions].map((field) => [field, null]))
  return { ...(empty as ClaimLawDraft), ...changes }
}

/** The days of a case: none, with changes. */
export function caseDatesDraft(changes: Partial<CaseDates> = {}): CaseDates {
  return { ...(Object.fromEntries(caseAnchors.map((anchor) => [anchor, null])) as CaseDates), ...changes }
}
