import type { DestinationName } from '#app/shapes/filing.ts'
import { day } from '#app/text/format.ts'
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
import { type ConsentPoint, consentTail, type DestinationWords } from './destinations/words.ts'

export const destinationWords: Record<DestinationName, DestinationWords> = {
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

/** The version of the consent shown now; whoever agrees to another is asked to read again. */
export const filingConsentVersion = '2026-11-23'

/** Of each version of the whole, the version of a destination's own points and of what is the same for all. */
const consentParts: Record<string, { own: string; tail: string }> = {
  '2026-11-22': { own: '2026-11-22', tail: '2026-11-22' },
  '2026-11-23': { own: '2026-11-22', tail: '2026-11-23' },
}

/** The versions whose words say that evidence goes along. */
export const consentsWithEvidence: readonly string[] = ['2026-11-23']

/** A consent as it is shown. */
export type FilingConsent = { version: string; title: string; points: readonly ConsentPoint[]; agree: string }

/** The consent of a destination for one recipient; null for a version that never was. */
export function filingConsent(
  name: DestinationName,
  { recipient, version }: { recipient: string; version: string },
): FilingConsent | null {
  const words = destinationWords[name]
  const parts = Object.hasOwn(consentParts, version) ? consentParts[version] : undefined
  const own = parts && words.consents[parts.own]
  const tail = parts && consentTail[parts.tail]
  if (!own || !tail) return null
  const points = [...own(recipient), ...tail]
  return {
    version,
    title: `개인정보 제3자 제공 동의: ${words.label}`,
    points,
    agree: '위 내용을 읽었고 동의해요',
  }
}

/** The exact text of a consent as it is hashed. */
export function filingConsentText({ version, title, points, agree }: FilingConsent): string {
  return [version, title, ...points.map(({ term, text }) => `${term}\n${text}`), agree].join('\n\n')
}

/** What stands beside every rule that is shown. */
export function ruleBanner({ basis, effectiveFrom, checkedOn }: DestinationWords['rule']): string {
  const since = effectiveFrom ? `시행일 ${day(effectiveFrom)}` : '법이 정한 절차가 아님'
  return `법률 자문이 아닙니다. 기준일 ${day(checkedOn)} · ${since} · 근거 ${basis} · 실제 제출 전 해당 기관 안내를 확인하세요.`
}
