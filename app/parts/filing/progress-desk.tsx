import { Form } from '@remix-run/react'
import { useState } from 'react'
import { type PayoutPlan, stepKinds, verdicts } from '../../shapes/filing-progress.ts'
import { filingPage } from '../../text/ko/filing.ts'
import { verdictNames, progressDesk as words } from '../../text/ko/filing-progress.ts'
import { Button } from '../button.tsx'
import { Card } from '../card.tsx'
import { ChoiceList } from '../choice-list.tsx'
import { DateInput } from '../date-input.tsx'
import { Field } from '../field.tsx'
import { Folded } from '../folded.tsx'
import type { FormAnswer } from '../form-answer.ts'
import { MoneyInput } from '../money-input.tsx'
import { Stack } from '../page-shell.tsx'
import { TextArea } from '../text-area.tsx'
import { TextInput } from '../text-input.tsx'
import { ShareTable } from './progress.tsx'

interface DeskProps {
  /** The form's own random id. */
  id: string
  versions: number
  today: string
  answer: FormAnswer
}

const versionsOf = (versions: number) => Array.from({ length: versions }, (_, at) => String(versions - at))

/** Officers write down what happened. */
export function StepForm({ id, versions, today, answer }: DeskProps) {
  const [ownId] = useState(id)
  const mine = answer.value('intent') === 'step'
  return (
    <Card title={words.title}>
      <p className="meta">{words.note}</p>
      <Form method="post" noValidate>
        <input type="hidden" name="id" value={ownId} />
        <Stack gap="large">
          <WhichVersion versions={versions} answer={answer} />
          <ChoiceList
            name="kind"
            label={words.kind}
            values={stepKinds}
            first="handed_in"
            card={(kind) => words.kinds[kind]}
            answer={answer}
          />
          <Field of="onDay" label={words.onDay} error={mine ? answer.error('onDay') : undefined}>
            <DateInput name="onDay" defaultValue={answer.value('onDay', today)} />
          </Field>
          <Field of="receiptNo" label={words.receiptNo} optional error={answer.error('receiptNo')}>
            <TextInput name="receiptNo" autoComplete="off" defaultValue={answer.value('receiptNo')} />
          </Field>
          <Field of="words" label={words.words} hint={words.wordsHint} optional error={answer.error('words')}>
            <TextArea name="words" rows={3} defaultValue={answer.value('words')} />
          </Field>
          <Field
            of="handler"
            label={words.handler}
            hint={words.handlerHint}
            optional
            error={answer.error('handler')}
          >
            <TextInput name="handler" autoComplete="off" defaultValue={answer.value('handler')} />
          </Field>
          <OfSomeKinds answer={answer} />
          <Button type="submit" name="intent" value="step" kind="primary" wide>
            {words.keep}
          </Button>
        </Stack>
      </Form>
    </Card>
  )
}

/** What only a request or a decision has; unfolded when something of it was refused. */
function OfSomeKinds({ answer }: { answer: FormAnswer }) {
  const wrong = ['dueOn', 'verdict', 'amount', 'refused'].some((field) => answer.error(field) !== undefined)
  return (
    <Folded label={words.only} open={wrong}>
      <Stack gap="large">
        <Field of="dueOn" label={words.dueOn} optional error={answer.error('dueOn')}>
          <DateInput name="dueOn" defaultValue={answer.value('dueOn')} />
        </Field>
        <ChoiceList
          name="verdict"
          label={words.verdict}
          values={verdicts}
          card={(verdict) => ({ label: verdictNames[verdict] })}
          answer={answer}
          columns
        />
        <Field of="amount" label={words.amount} optional error={answer.error('amount')}>
          <MoneyInput name="amount" defaultValue={answer.value('amount')} />
        </Field>
        <Field
          of="refused"
          label={words.refused}
          hint={words.refusedHint}
          optional
          error={answer.error('refused')}
        >
          <TextInput name="refused" autoComplete="off" defaultValue={answer.value('refused')} />
        </Field>
      </Stack>
    </Folded>
  )
}

function WhichVersion({ versions, answer }: { versions: number; answer: FormAnswer }) {
  if (versions === 1) return <input type="hidden" name="version" value="1" />
  return (
    <ChoiceList
      name="version"
      label={words.version}
      values={versionsOf(versions)}
      first={String(versions)}
      card={(version) => ({ label: filingPage.version(Number(version)) })}
      answer={answer}
    />
  )
}

/** What was asked of `?amount=`, or why it cannot be shared out. */
export type Planned = { version: number; onDay: string; plan: PayoutPlan }

/** Officers share out money that came back: asked for by address, shown, then confirmed as shown. */
export function PayoutDesk({
  id,
  versions,
  today,
  planned,
  refused,
  answer,
}: DeskProps & { planned: Planned | null; refused: string | null }) {
  return (
    <Card title={words.payout}>
      <p className="meta">{words.payoutNote}</p>
      <Stack gap="large">
        <Form method="get" noValidate>
          <Stack gap="large">
            <WhichVersion versions={versions} answer={answer} />
            <Field of="paidOn" label={words.payoutOn}>
              <DateInput name="onDay" defaultValue={planned?.onDay ?? today} />
            </Field>
            <Field of="paidAmount" label={words.payoutAmount} error={refused ?? undefined}>
              <MoneyInput name="amount" defaultValue={planned ? String(planned.plan.amount) : ''} />
            </Field>
            <Button type="submit" wide>
              {words.plan}
            </Button>
          </Stack>
        </Form>
        {planned && <Confirm id={id} planned={planned} />}
      </Stack>
    </Card>
  )
}

function Confirm({ id, planned: { version, onDay, plan } }: { id: string; planned: Planned }) {
  const sent = { id, version, onDay, amount: plan.amount, sha256: plan.sha256 }
  return (
    <section aria-labelledby="plan">
      <Stack>
        <h3 id="plan">{words.planTitle}</h3>
        <p>{words.planSum(plan.amount, plan.open)}</p>
        <ShareTable shares={plan.shares} />
        <p className="meta">{words.confirmNote}</p>
        <Form method="post">
          {Object.entries(sent).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <Button type="submit" name="intent" value="payout" kind="primary" wide>
            {words.confirm}
          </Button>
        </Form>
      </Stack>
    </section>
  )
}
