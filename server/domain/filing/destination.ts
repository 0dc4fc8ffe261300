import type { ClaimSide } from '#app/shapes/case.ts'
import type { DestinationName, FieldKey, Fit } from '#app/shapes/filing.ts'
import { destinationWords } from '#app/text/ko/destinations.ts'
import { crimeList } from './destinations/crime-list.ts'
import { kcaCollective } from './destinations/kca-collective.ts'
import { lawyer } from './destinations/lawyer.ts'
import { rehabilitation } from './destinations/rehabilitation.ts'
import type { RuleFacts } from './facts.ts'

/** A place where claims are handed in, as data and one rule. Its words stand in app/text/ko/destinations. */
export type Destination = {
  /** Whose claims it takes. */
  sides: readonly ClaimSide[]
  /** People it needs at least, and from when few leaving would fall below it. */
  people: { least: number; safe: number } | null
  /** The columns of its list in the order it wants, after the running number. */
  columns: readonly FieldKey[]
  /** Columns each claim must have. */
  required: readonly FieldKey[]
  /** Rows stand by receipt number, or by the day it happened. */
  order: 'receipt' | 'date'
  /** What is asked before joining; keys of the words. */
  questions: readonly string[]
  /** Fits and the keys of the reasons; the worst counts. */
  assess(claim: RuleFacts, saidYes: ReadonlySet<string>): readonly { fit: Fit; reason: string }[]
}

export const destinations: Record<DestinationName, Destination> = {
  kca_collective: kcaCollective,
  crime_list: crimeList,
  rehabilitation,
  lawyer,
}

const RANK: Record<Fit, number> = { likely: 0, check: 1, no: 2 }

/** What a destination's rule says of a claim, with reasons and their articles. A hint, never a decision. */
export function assess(
  name: DestinationName,
  claim: RuleFacts,
  saidYes: readonly string[] = [],
): { fit: Fit; reasons: { text: string; basis: string }[] } {
  const found = destinations[name].assess(claim, new Set(saidYes))
  const fit = found.reduce<Fit>((worst, each) => (RANK[each.fit] > RANK[worst] ? each.fit : worst), 'likely')
  const { reasons } = destinationWords[name]
  const said = found.filter((each) => each.fit === fit).flatMap(({ reason }) => reasons[reason] ?? [])
  return { fit, reasons: said }
}
