// How a step of 대응 가이드 is told. Facts of law and of agencies come from the sources named in `basis` and were compared
// with them on `checkedOn`; a text that changes what one should do gets the next GUIDE_VERSION.

/** Of which text somebody said they followed it. */
export const GUIDE_VERSION = '2026-11-22'
/** When the texts were last compared with their sources. */
export const GUIDE_CHECKED_ON = '2026-11-22'

/** Where a step is done. Hours only where they were found; a number people pay for says so. */
export type GuidePlace = { name: string; url?: string; phone?: string; hours?: string }

export type GuideStepText = {
  title: string
  /** What to do, a sentence each, in order. */
  what: readonly string[]
  /** Why it is worth it. */
  why: string
  where: readonly GuidePlace[]
  /** Beside the papers of the case: what else to have at hand. */
  ready?: readonly string[]
  /** What the agency's number is called. */
  number?: string
  /** What it rests on. */
  basis: string
  checkedOn: string
}
