import type { ClaimKind } from '#app/shapes/claim-kinds.ts'
import { claimFieldName, claimForm as text } from '#app/text/ko/claim.ts'
import { Card } from '../card.tsx'
import { Choice } from '../choice.tsx'
import { Field } from '../field.tsx'
import { Stack } from '../page-shell.tsx'
import { TextInput } from '../text-input.tsx'
import { Questions } from './questions.tsx'
import type { SectionProps } from './section.ts'

/** For what did not arrive: is it still on its way, and its tracking number or "송장 미발급". */
export function Tracking({ kind, values, answer }: SectionProps & { kind: ClaimKind }) {
  const { fields } = values
  return (
    <Card title={text.sections.tracking}>
      <Stack>
        <Questions kind={kind} only={['onTheWay']} values={values} answer={answer} />
        <Field
          of="trackingNumber"
          label={claimFieldName.trackingNumber}
          hint={text.trackingHint}
          error={answer.error('trackingNumber')}
        >
          <TextInput
            name="trackingNumber"
            inputMode="numeric"
            autoComplete="off"
            defaultValue={fields.trackingNumber}
          />
        </Field>
        <Choice
          type="checkbox"
          name="noTracking"
          label={text.noTracking}
          defaultChecked={fields.noTracking === 'on'}
        />
      </Stack>
    </Card>
  )
}
