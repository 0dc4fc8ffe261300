import type { Step } from '#app/shapes/claim-completeness.ts'
import type { ClaimKind } from '#app/shapes/claim-kinds.ts'
import { claimFieldName } from '#app/text/ko/claim.ts'
import { questionText } from '#app/text/ko/claim-kinds.ts'

/** What a step of a claim is called: its field, or the question of its kind. */
export function stepTitle(kind: ClaimKind, step: Step): string {
  if (step.startsWith('answers.')) return questionText[kind][step.slice('answers.'.length)]?.label ?? step
  return claimFieldName[step] ?? step
}
