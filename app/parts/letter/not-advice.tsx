import { letterPage as text } from '#app/text/ko/letters.ts'
import { Notice } from '../notice.tsx'

interface BasisLine {
  law: string
  effectiveFrom: string | null
  checkedOn: string
}

/** What a letter rests on and since when, and that it is no legal advice. */
export function NotAdvice({ basis }: { basis: readonly BasisLine[] }) {
  return (
    <Notice kind="info" title={text.notAdvice}>
      {basis.map(({ law, effectiveFrom, checkedOn }) => (
        <p key={law}>{text.basisOf(law, effectiveFrom ?? text.unknownFrom, checkedOn)}</p>
      ))}
      <p>{text.before}</p>
    </Notice>
  )
}
