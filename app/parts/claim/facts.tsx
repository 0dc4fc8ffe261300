import { paymentMethods, settlementCycles } from '#app/shapes/claim.ts'
import { buyerKinds, kindSpecs } from '#app/shapes/claim-kinds.ts'
import {
  claimFieldName,
  claimKindText,
  paymentMethodName,
  settlementCycleName,
  claimForm as text,
} from '#app/text/ko/claim.ts'
import { Card } from '../card.tsx'
import { Choice, ChoiceGroup } from '../choice.tsx'
import { DateInput } from '../date-input.tsx'
import { Field } from '../field.tsx'
import { Stack } from '../page-shell.tsx'
import { Select, TextInput } from '../text-input.tsx'
import styles from './claim.module.css'
import type { SectionProps } from './section.ts'
import { Tracking } from './tracking.tsx'

/** What happened and which order it was, for buyers. */
export function BuyerOrder({ values, answer }: SectionProps) {
  const { fields } = values
  return (
    <>
      <Card>
        <ChoiceGroup of="kind" label={text.sections.kind} error={answer.error('kind')}>
          {buyerKinds.map((kind) => (
            <Choice
              key={kind}
              type="radio"
              name="kind"
              value={kind}
              data-tracked={kindSpecs[kind].tracking}
              {...claimKindText[kind]}
              defaultChecked={fields.kind === kind}
            />
          ))}
        </ChoiceGroup>
      </Card>
      <div className={styles.tracking}>
        <Tracking kind="nondelivery" values={values} answer={answer} />
      </div>
      <Card title={text.sections.order}>
        <Stack>
          <Field
            of="orderNumber"
            label={claimFieldName.orderNumber}
            hint={text.orderNumberHint}
            error={answer.error('orderNumber')}
          >
            <TextInput name="orderNumber" autoComplete="off" defaultValue={fields.orderNumber} />
          </Field>
          <Field of="orderedOn" label={text.orderedOn} error={answer.error('orderedOn')}>
            <DateInput name="orderedOn" defaultValue={fields.orderedOn} />
          </Field>
          <Field
            of="paidOn"
            label={claimFieldName.paidOn}
            hint={text.paidOnHint}
            optional
            error={answer.error('paidOn')}
          >
            <DateInput name="paidOn" defaultValue={fields.paidOn} />
          </Field>
        </Stack>
      </Card>
    </>
  )
}

/** How it was paid, for buyers. */
export function BuyerPayment({ values: { fields }, answer }: SectionProps) {
  const options = paymentMethods.map((value) => ({ value, label: paymentMethodName[value] }))
  return (
    <Card title={text.sections.payment}>
      <div className={styles.payment}>
        <Stack>
          <Field
            of="paymentMethod"
            label={claimFieldName.paymentMethod}
            hint={text.paymentHint}
            error={answer.error('paymentMethod')}
          >
            <Select
              name="paymentMethod"
              options={options}
              empty={text.paymentEmpty}
              defaultValue={fields.paymentMethod}
            />
          </Field>
          <div className={styles.issuer}>
            <Field
              of="cardIssuer"
              label={claimFieldName.cardIssuer}
              hint={text.cardIssuerHint}
              optional
              error={answer.error('cardIssuer')}
            >
              <TextInput name="cardIssuer" autoComplete="off" defaultValue={fields.cardIssuer} />
            </Field>
          </div>
          <div className={styles.instalments}>
            <Field
              of="installmentMonths"
              label={text.instalments}
              hint={text.instalmentsHint}
              error={answer.error('installmentMonths')}
            >
              <TextInput
                name="installmentMonths"
                inputMode="numeric"
                autoComplete="off"
                after={text.months}
                defaultValue={fields.installmentMonths}
              />
            </Field>
          </div>
        </Stack>
      </div>
    </Card>
  )
}

/** Which settlement is missing, for sellers. */
export function SellerSettlement({ values: { fields }, answer }: SectionProps) {
  const options = settlementCycles.map((value) => ({ value, label: settlementCycleName[value] }))
  return (
    <Card title={text.sections.settlement}>
      <input type="hidden" name="kind" value="settlement" />
      <Stack>
        <Field
          of="settlementCycle"
          label={claimFieldName.settlementCycle}
          error={answer.error('settlementCycle')}
        >
          <Select
            name="settlementCycle"
            options={options}
            empty={text.cycleEmpty}
            defaultValue={fields.settlementCycle}
          />
        </Field>
        <Field of="dueOn" label={claimFieldName.dueOn} hint={text.dueOnHint} error={answer.error('dueOn')}>
          <DateInput name="dueOn" defaultValue={fields.dueOn} />
        </Field>
      </Stack>
    </Card>
  )
}
