import type { ClaimSide } from '#app/shapes/case.ts'
import { buyerKinds, kindSpecs, sellerKinds } from '#app/shapes/claim-kinds.ts'
import { claimKindText, claimForm as text } from '#app/text/ko/claim.ts'
import { Choice, ChoiceGroup } from '../choice.tsx'
import type { SectionProps } from './section.ts'

/** What happened, as cards in the claimant's own words. */
export function KindChoice({ side, values, answer }: SectionProps & { side: ClaimSide }) {
  const kinds = side === 'seller' ? sellerKinds : buyerKinds
  return (
    <ChoiceGroup of="kind" label={text.sections.kind} error={answer.error('kind')}>
      {kinds.map((kind) => (
        <Choice
          key={kind}
          type="radio"
          name="kind"
          value={kind}
          data-tracked={kindSpecs[kind].tracking}
          data-order={kindSpecs[kind].order}
          {...claimKindText[kind]}
          defaultChecked={values.fields.kind === kind}
        />
      ))}
    </ChoiceGroup>
  )
}
