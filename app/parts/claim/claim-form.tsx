import { Form, useNavigation } from '@remix-run/react'
import { type FormEvent, useRef, useState } from 'react'
import type { ClaimSide } from '#app/shapes/case.ts'
import { parseWon } from '#app/shapes/money.ts'
import { won } from '#app/text/format.ts'
import { claimForm as text } from '#app/text/ko/claim.ts'
import { sentenceOf } from '#app/text/ko/refusals.ts'
import { formText } from '#app/text/ko/shell.ts'
import { Button } from '../button.tsx'
import { Card } from '../card.tsx'
import { ErrorSummary } from '../error-summary.tsx'
import { Field } from '../field.tsx'
import { MoneyInput } from '../money-input.tsx'
import { Notice } from '../notice.tsx'
import { ActionBar } from '../page-shell.tsx'
import { TextArea } from '../text-area.tsx'
import styles from './claim.module.css'
import { BuyerOrder, BuyerPayment, SellerSettlement } from './facts.tsx'
import type { ClaimAnswer } from './form-state.ts'
import { ItemRows } from './item-rows.tsx'
import { Agreement, Person } from './person.tsx'
import type { SectionProps } from './section.ts'
import { type ClaimValues, formValues } from './values.ts'

interface ClaimFormProps {
  side: ClaimSide
  /** What the fields start with; the action's answer has been put in already. */
  values: ClaimValues
  answer: ClaimAnswer
  clientId: string
  /** The version being changed; none when filing. */
  version?: number
  /** Whether the consent in force was given before. */
  agreed?: boolean
  /** Messages the claim begins with, by id. */
  cited?: readonly string[]
  submit: string
  /** Told what stands in the form while it is filled in. */
  onTyped?: (values: ClaimValues) => void
}

/** The form of a claim, for filing and for changing. One column, one button. */
export function ClaimForm(props: ClaimFormProps) {
  const { side, values, answer, clientId, version, agreed, cited = [], submit, onTyped } = props
  const form = useRef<HTMLFormElement>(null)
  const [sum, setSum] = useState(() => sumOf(values))
  const busy = useNavigation().state !== 'idle'
  const settlement = side === 'seller'
  const section = { values, answer }
  const typed = () => {
    if (!form.current) return
    const now = formValues(new FormData(form.current))
    setSum(sumOf(now))
    onTyped?.(now)
  }
  const once = (event: FormEvent) => (busy ? event.preventDefault() : undefined)
  return (
    <Form method="post" ref={form} noValidate className={styles.form} onInput={typed} onSubmit={once}>
      {/* Enter in a field presses the first button of a form: this one sends it, where the next would add a line. */}
      <button type="submit" className="spoken" tabIndex={-1} aria-hidden="true">
        {submit}
      </button>
      {cited.map((id) => (
        <input key={id} type="hidden" name="cited" value={id} />
      ))}
      <input type="hidden" name="clientId" value={values.fields.clientId || clientId} />
      {version !== undefined && <input type="hidden" name="version" value={version} />}
      <Refused answer={answer} />
      {settlement ? <SellerSettlement {...section} /> : <BuyerOrder {...section} />}
      <AmountsCard {...section} sum={sum} settlement={settlement} onTurn={typed} />
      {!settlement && <BuyerPayment {...section} />}
      <Story {...section} />
      <Person {...section} />
      <Agreement {...section} agreed={agreed ?? false} />
      <Sending sum={sum} busy={busy} submit={submit} />
    </Form>
  )
}

interface AmountsCardProps extends SectionProps {
  sum: Amounts
  settlement: boolean
  onTurn: () => void
}

function AmountsCard({ values, answer, sum, settlement, onTurn }: AmountsCardProps) {
  return (
    <Card title={settlement ? text.sections.settlementItems : text.sections.items}>
      <ItemRows items={values.items} answer={answer} settlement={settlement} onTurn={onTurn} />
      <Field
        of="refunded"
        label={settlement ? text.paidOut : text.refunded}
        hint={settlement ? text.paidOutHint : text.refundedHint}
        optional
        error={answer.error('refunded')}
      >
        <MoneyInput name="refunded" defaultValue={values.fields.refunded} />
      </Field>
      <Sum sum={sum} settlement={settlement} />
    </Card>
  )
}

function Story({ values, answer }: SectionProps) {
  return (
    <Card>
      <Field
        of="story"
        label={text.sections.story}
        hint={text.storyHint}
        optional
        error={answer.error('story')}
      >
        <TextArea name="story" rows={5} placeholder={text.storyExample} defaultValue={values.fields.story} />
      </Field>
    </Card>
  )
}

function Sending({ sum, busy, submit }: { sum: Amounts; busy: boolean; submit: string }) {
  return (
    <ActionBar>
      <p className={styles.below}>
        <span className="meta">{text.remaining}</span>
        <output aria-live="off">{won(Math.max(0, sum.principal - sum.refunded))}</output>
      </p>
      <Button kind="primary" wide type="submit" busy={busy}>
        {submit}
      </Button>
    </ActionBar>
  )
}

function Refused({ answer }: { answer: ClaimAnswer }) {
  if (answer.problems.length > 0) return <ErrorSummary problems={answer.problems} />
  if (!answer.code) return null
  return (
    <div role="alert">
      <Notice kind="danger" title={sentenceOf(answer.code)}>
        {formText.kept}
      </Notice>
    </div>
  )
}

type Amounts = { principal: number; refunded: number }

function Sum({ sum: { principal, refunded }, settlement }: { sum: Amounts; settlement: boolean }) {
  const tooMuch = principal > 0 && refunded > principal
  return (
    <>
      <dl className={styles.sum}>
        <dt>{settlement ? text.due : text.sum}</dt>
        <dd>{won(principal)}</dd>
        <dt>{settlement ? text.paidOut : text.refunded}</dt>
        <dd>{won(refunded)}</dd>
        <dt className={styles.left}>{text.remaining}</dt>
        <dd className={styles.left}>{won(Math.max(0, principal - refunded))}</dd>
      </dl>
      {tooMuch && <p className={styles.tooMuch}>{sentenceOf('claim.refunded_too_much')}</p>}
    </>
  )
}

/** What can be read of the amounts so far; the server counts again. */
function sumOf({ fields, items }: ClaimValues): Amounts {
  const read = (typed: string | undefined) => {
    const reading = parseWon(typed)
    return reading.ok ? reading.value : 0
  }
  return {
    principal: items.reduce((sum, item) => sum + read(item.amount), 0),
    refunded: read(fields.refunded),
  }
}
