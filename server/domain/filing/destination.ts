import type { DestinationName, Fit } from '#app/shapes/filing.ts'
import { destinationWords } from '#app/text/ko/destinations.ts'
import { bankruptcy } from './destinations/bankruptcy.ts'
import { cardIssuer } from './destinations/card-issuer.ts'
import { certifiedLetter } from './destinations/certified-letter.ts'
import { chargeback } from './destinations/chargeback.ts'
import { civilSuit } from './destinations/civil-suit.ts'
import { crimeList } from './destinations/crime-list.ts'
import { ecmc } from './destinations/ecmc.ts'
import { fss } from './destinations/fss.ts'
import { ftcReport } from './destinations/ftc-report.ts'
import { kcaCollective } from './destinations/kca-collective.ts'
import { kcaRelief } from './destinations/kca-relief.ts'
import { kofair } from './destinations/kofair.ts'
import { lawyer } from './destinations/lawyer.ts'
import { paymentOrder } from './destinations/payment-order.ts'
import { rehabilitation } from './destinations/rehabilitation.ts'
import { restitutionOrder } from './destinations/restitution-order.ts'
import { seoulEcommerce } from './destinations/seoul-ecommerce.ts'
import type { Destination, RuleFacts } from './rule.ts'

export const destinations: Record<DestinationName, Destination> = {
  kca_collective: kcaCollective,
  kca_relief: kcaRelief,
  ecmc,
  seoul_ecommerce: seoulEcommerce,
  kofair,
  fss,
  card_issuer: cardIssuer,
  chargeback,
  ftc_report: ftcReport,
  crime_list: crimeList,
  restitution_order: restitutionOrder,
  certified_letter: certifiedLetter,
  payment_order: paymentOrder,
  civil_suit: civilSuit,
  rehabilitation,
  bankruptcy,
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
