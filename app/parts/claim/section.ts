import type { ClaimAnswer } from './form-state.ts'
import type { ClaimValues } from './values.ts'

/** What every section of a claim's form is given. */
export type SectionProps = { values: ClaimValues; answer: ClaimAnswer }
