import type { ClaimSide } from '#app/shapes/case.ts'
import { claimForm as text } from '#app/text/ko/claim.ts'
import { Card } from '../card.tsx'
import { Field } from '../field.tsx'
import { MoneyInput } from '../money-input.tsx'
import { Stack } from '../page-shell.tsx'
import { Asked } from './asked.tsx'
import styles from './claim.module.css'
import { Story } from './claim-form.tsx'
import { type ClaimFormProps, FormShell } from './form-shell.tsx'
import { KindChoice } from './kind-choice.tsx'
import { Agreement, Guardian, Person } from './person.tsx'
import { Tracking } from './tracking.tsx'

interface QuickFormProps extends ClaimFormProps {
  side: ClaimSide
  /** Messages the claim begins with, by id. */
  cited: readonly string[]
}

/** The least that gives a receipt number: what happened, which order, how much, who. The rest is asked afterwards. */
export function QuickForm({ side, values, answer, cited, ...shell }: QuickFormProps) {
  const section = { values, answer }
  const seller = side === 'seller'
  return (
    <FormShell {...shell} values={values} answer={answer} hidden={{ cited }}>
      {() => (
        <>
          <Card>
            <KindChoice side={side} {...section} />
          </Card>
          {!seller && (
            <div className={styles.tracking}>
              <Tracking kind="nondelivery" {...section} />
            </div>
          )}
          <Card title={seller ? text.sections.settlementItems : text.sections.order}>
            <Stack>
              {!seller && <Asked name="orderNumber" needed {...section} />}
              <Field
                of="items[0].amount"
                label={seller ? text.dueAmount : text.paidAmount}
                hint={seller ? text.dueAmountHint : text.paidAmountHint}
                error={answer.error('items[0].amount') ?? answer.error('items')}
              >
                <MoneyInput name="items[0].amount" defaultValue={values.items[0]?.amount} />
              </Field>
            </Stack>
          </Card>
          <Story {...section} />
          <Person {...section} />
          <Guardian {...section} />
          <Agreement {...section} />
        </>
      )}
    </FormShell>
  )
}
