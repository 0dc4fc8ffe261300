import { OFFERS_MAX, REFUNDS_MAX } from '#app/shapes/claim-details.ts'
import { parseWon } from '#app/shapes/money.ts'
import { won } from '#app/text/format.ts'
import {
  offerAnswerName,
  offerAudienceName,
  offerField,
  offerKindName,
  refundField,
  reliefName,
  type SumParts,
  sumInWords,
  claimForm as text,
} from '#app/text/ko/claim.ts'
import { sentenceOf } from '#app/text/ko/refusals.ts'
import { Card } from '../card.tsx'
import { DateInput } from '../date-input.tsx'
import { Field } from '../field.tsx'
import { Folded } from '../folded.tsx'
import { MoneyInput } from '../money-input.tsx'
import { Stack } from '../page-shell.tsx'
import { Select, TextInput } from '../text-input.tsx'
import { Asked } from './asked.tsx'
import styles from './claim.module.css'
import { Rows } from './rows.tsx'
import type { SectionProps } from './section.ts'
import type { ClaimValues } from './values.ts'

/** What came on top of the lines, or was taken off. */
export function Extras(section: SectionProps) {
  const { fields } = section.values
  const any = ['shipping', 'coupon', 'points'].some((name) => fields[name])
  return (
    <Folded label={text.extras} open={any}>
      <Stack>
        <Asked name="shipping" type="won" {...section} />
        <Asked name="coupon" type="won" {...section} />
        <Asked name="points" type="won" {...section} />
      </Stack>
    </Folded>
  )
}

/** What came back, payment by payment. */
export function Refunds({ values, answer, seller }: SectionProps & { seller: boolean }) {
  return (
    <Card title={seller ? text.paidOut : text.refunded}>
      <p className="meta">{seller ? text.paidOutHint : text.refundsHint}</p>
      <Rows
        name="refunds"
        rows={values.refunds}
        max={REFUNDS_MAX}
        title={text.refundNo}
        add={text.addRefund}
        answer={answer}
      >
        {(row, nameOf) => (
          <div className={styles.pair}>
            <Field of={nameOf('on')} label={refundField.on} optional error={answer.error(nameOf('on'))}>
              <DateInput name={nameOf('on')} defaultValue={row.on ?? ''} />
            </Field>
            <Field of={nameOf('amount')} label={refundField.amount} error={answer.error(nameOf('amount'))}>
              <MoneyInput name={nameOf('amount')} defaultValue={row.amount ?? ''} />
            </Field>
          </div>
        )}
      </Rows>
      {answer.error('refunded') && <p className={styles.tooMuch}>{answer.error('refunded')}</p>}
    </Card>
  )
}

/** What the company offered, what the claimant wants, and what followed from the harm. */
export function Aftermath(section: SectionProps) {
  const { values, answer } = section
  const open = values.offers.length > 0 || Boolean(values.fields.loss)
  return (
    <Card title={text.sections.after}>
      <Stack>
        <Asked name="relief" options={reliefName} {...section} />
        <Folded label={text.offersAndLoss} open={open || answer.problems.length > 0}>
          <Stack>
            <Rows
              name="offers"
              rows={values.offers}
              max={OFFERS_MAX}
              title={text.offerNo}
              add={text.addOffer}
              answer={answer}
            >
              {(row, nameOf) => <Offer row={row} nameOf={nameOf} answer={answer} />}
            </Rows>
            <Asked name="loss" type="won" {...section} />
            <Asked name="lossWhat" {...section} />
          </Stack>
        </Folded>
      </Stack>
    </Card>
  )
}

interface OfferProps extends Pick<SectionProps, 'answer'> {
  row: Record<string, string>
  nameOf: (field: string) => string
}

function Offer({ row, nameOf, answer }: OfferProps) {
  const choice = (field: keyof typeof offerField, options: Readonly<Record<string, string>>) => (
    <Field of={nameOf(field)} label={offerField[field]} error={answer.error(nameOf(field))}>
      <Select
        name={nameOf(field)}
        empty="–"
        defaultValue={row[field] ?? ''}
        options={Object.entries(options).map(([value, label]) => ({ value, label }))}
      />
    </Field>
  )
  return (
    <Stack>
      {choice('what', offerKindName)}
      <Field of={nameOf('on')} label={offerField.on} optional error={answer.error(nameOf('on'))}>
        <DateInput name={nameOf('on')} defaultValue={row.on ?? ''} />
      </Field>
      <Field of={nameOf('amount')} label={offerField.amount} optional error={answer.error(nameOf('amount'))}>
        <MoneyInput name={nameOf('amount')} defaultValue={row.amount ?? ''} />
      </Field>
      <Field of={nameOf('words')} label={offerField.words} optional error={answer.error(nameOf('words'))}>
        <TextInput name={nameOf('words')} autoComplete="off" defaultValue={row.words ?? ''} />
      </Field>
      {choice('toWhom', offerAudienceName)}
      {choice('answer', offerAnswerName)}
    </Stack>
  )
}

/** The sums so far and how they came about. */
export function Sum({ sum, seller }: { sum: SumParts; seller: boolean }) {
  const { principal, refunded } = totalsOf(sum)
  return (
    <>
      <dl className={styles.sum}>
        <dt>{seller ? text.due : text.sum}</dt>
        <dd>{won(Math.max(0, principal))}</dd>
        <dt>{seller ? text.paidOut : text.refunded}</dt>
        <dd>{won(refunded)}</dd>
        <dt className={styles.left}>{text.remaining}</dt>
        <dd className={styles.left}>{won(Math.max(0, principal - refunded))}</dd>
      </dl>
      <p className="meta">{sumInWords(sum, seller)}</p>
      {principal > 0 && refunded > principal && (
        <p className={styles.tooMuch}>{sentenceOf('claim.refunded_too_much')}</p>
      )}
    </>
  )
}

export function totalsOf({ items, shipping, coupon, points, refunded }: SumParts) {
  return { principal: items + shipping - coupon - points, refunded }
}

/** What can be read of the amounts so far; the server counts again. */
export function sumOf({ fields, items, refunds }: ClaimValues): SumParts {
  const read = (typed: string | undefined) => {
    const reading = parseWon(typed)
    return reading.ok ? reading.value : 0
  }
  const total = (rows: readonly Record<string, string>[]) =>
    rows.reduce((sum, row) => sum + read(row.amount), 0)
  return {
    items: total(items),
    shipping: read(fields.shipping),
    coupon: read(fields.coupon),
    points: read(fields.points),
    refunded: total(refunds) || read(fields.refunded),
  }
}
