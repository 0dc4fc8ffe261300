import type { DestinationName } from '#app/shapes/filing.ts'
import { day } from '#app/text/format.ts'
import { crimeList } from './destinations/crime-list.ts'
import { kcaCollective } from './destinations/kca-collective.ts'
import { lawyer } from './destinations/lawyer.ts'
import { rehabilitation } from './destinations/rehabilitation.ts'
import { type ConsentPoint, consentTail, type DestinationWords } from './destinations/words.ts'

export const destinationWords: Record<DestinationName, DestinationWords> = {
  kca_collective: kcaCollective,
  crime_list: crimeList,
  rehabilitation,
  lawyer,
}

/** The version of the consent shown now; whoever agrees to another is asked to read again. */
export const filingConsentVersion = '2026-11-22'

/** A consent as it is shown. */
export type FilingConsent = { version: string; title: string; points: readonly ConsentPoint[]; agree: string }

/** The consent of a destination for one recipient; null for a version that never was. */
export function filingConsent(
  name: DestinationName,
  { recipient, version }: { recipient: string; version: string },
): FilingConsent | null {
  const words = destinationWords[name]
  const own = Object.hasOwn(words.consents, version) ? words.consents[version] : undefined
  const tail = Object.hasOwn(consentTail, version) ? consentTail[version] : undefined
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
  return `법률 자문이 아닙니다. 기준일 ${day(checkedOn)} · 시행일 ${day(effectiveFrom)} · 근거 ${basis} · 실제 제출 전 해당 기관 안내를 확인하세요.`
}
