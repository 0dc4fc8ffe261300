import { Fragment } from 'react'
import { type ClaimKind, type KindFact, kindSpecs } from '#app/shapes/claim-kinds.ts'
import {
  orderSourceName,
  paymentMethodName,
  settlementCycleName,
  claimForm as text,
} from '#app/text/ko/claim.ts'
import { Card } from '../card.tsx'
import { Stack } from '../page-shell.tsx'
import { Asked } from './asked.tsx'
import styles from './claim.module.css'
import { Questions } from './questions.tsx'
import type { SectionProps } from './section.ts'

type KindProps = SectionProps & { kind: ClaimKind }

/** The fields of a fact that a kind asks for by name. */
const factFields: Record<KindFact, readonly [name: string, type: 'text' | 'date' | 'won'][]> = {
  promisedOn: [['promisedOn', 'date']],
  deliveredOn: [['deliveredOn', 'date']],
  knownOn: [['knownOn', 'date']],
  noticeOn: [['noticeOn', 'date']],
  cancelledOn: [['cancelledOn', 'date']],
  cancelledAt: [['cancelledAt', 'text']],
  refundPromisedOn: [['refundPromisedOn', 'date']],
  period: [
    ['periodFrom', 'date'],
    ['periodTo', 'date'],
  ],
  closedOn: [['closedOn', 'date']],
  dueOn: [['dueOn', 'date']],
  sums: [
    ['gross', 'won'],
    ['fee', 'won'],
    ['deductions', 'won'],
  ],
}

/** The days and questions of what happened. */
export function KindFacts({ kind, ...section }: KindProps) {
  const { facts, tracking } = kindSpecs[kind]
  return (
    <Card title={text.sections.happened}>
      <Stack>
        <Questions kind={kind} except={tracking ? ['onTheWay'] : []} {...section} />
        {facts.map((fact) => (
          <Fragment key={fact}>
            {factFields[fact].map(([name, type]) => (
              <Asked key={name} name={name} type={type} {...section} />
            ))}
          </Fragment>
        ))}
      </Stack>
    </Card>
  )
}

/** Which order it was, for buyers. */
export function BuyerOrder({ kind, ...section }: KindProps) {
  return (
    <Card title={text.sections.order}>
      <Stack>
        <Asked name="orderNumber" needed={kindSpecs[kind].order === 'needed'} {...section} />
        <Asked name="orderedOn" type="date" {...section} />
        <Asked name="paidOn" type="date" {...section} />
        <Asked name="orderSource" options={orderSourceName} {...section} />
        <Asked name="sellerName" {...section} />
      </Stack>
    </Card>
  )
}

/** How it was paid, for buyers. */
export function BuyerPayment(section: SectionProps) {
  return (
    <Card title={text.sections.payment}>
      <div className={styles.payment}>
        <Stack>
          <Asked name="paymentMethod" options={paymentMethodName} {...section} />
          <div className={styles.issuer}>
            <Asked name="cardIssuer" {...section} />
          </div>
          <div className={styles.instalments}>
            <Asked name="installmentMonths" type="number" needed {...section} />
          </div>
          <Asked name="paymentGateway" {...section} />
          <Asked name="approvalNumber" {...section} />
        </Stack>
      </div>
    </Card>
  )
}

/** How often one is settled with, for sellers. */
export function SellerCycle(section: SectionProps) {
  return (
    <Card title={text.sections.settlement}>
      <Asked name="settlementCycle" options={settlementCycleName} {...section} />
    </Card>
  )
}
