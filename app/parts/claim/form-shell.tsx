import { Form, useNavigation } from '@remix-run/react'
import { type FormEvent, type ReactNode, useRef, useState } from 'react'
import { won } from '#app/text/format.ts'
import { type SumParts, claimForm as text } from '#app/text/ko/claim.ts'
import { sentenceOf } from '#app/text/ko/refusals.ts'
import { formText } from '#app/text/ko/shell.ts'
import { Button } from '../button.tsx'
import { ErrorSummary } from '../error-summary.tsx'
import { Notice } from '../notice.tsx'
import { ActionBar } from '../page-shell.tsx'
import styles from './claim.module.css'
import type { ClaimAnswer } from './form-state.ts'
import { sumOf, totalsOf } from './money.tsx'
import { type ClaimValues, formValues } from './values.ts'

export interface ClaimFormProps {
  /** What the fields start with; the action's answer has been put in already. */
  values: ClaimValues
  answer: ClaimAnswer
  clientId: string
  submit: string
  /** Told what stands in the form while it is filled in. */
  onTyped?: (values: ClaimValues) => void
}

interface FormShellProps extends ClaimFormProps {
  /** Values that are sent but not seen, by name. */
  hidden?: Readonly<Record<string, string | readonly string[]>>
  children: (sum: SumParts, onTurn: () => void) => ReactNode
}

/** What a claim's forms have in common: one column, what is wrong above, the sum and one button below. */
export function FormShell({
  values,
  answer,
  clientId,
  submit,
  onTyped,
  hidden = {},
  children,
}: FormShellProps) {
  const form = useRef<HTMLFormElement>(null)
  const [sum, setSum] = useState(() => sumOf(values))
  const busy = useNavigation().state !== 'idle'
  const typed = () => {
    if (!form.current) return
    const now = formValues(new FormData(form.current))
    setSum(sumOf(now))
    onTyped?.(now)
  }
  const once = (event: FormEvent) => (busy ? event.preventDefault() : undefined)
  const { principal, refunded } = totalsOf(sum)
  return (
    <Form method="post" ref={form} noValidate className={styles.form} onInput={typed} onSubmit={once}>
      {/* Enter in a field presses the first button of a form: this one sends it, where the next would add a line. */}
      <button type="submit" className="spoken" tabIndex={-1} aria-hidden="true">
        {submit}
      </button>
      <input type="hidden" name="clientId" value={clientId} />
      {Object.entries(hidden).flatMap(([name, value]) =>
        [value].flat().map((one) => <input key={`${name} ${one}`} type="hidden" name={name} value={one} />),
      )}
      <Refused answer={answer} />
      {children(sum, typed)}
      <ActionBar>
        <p className={styles.below}>
          <span className="meta">{text.remaining}</span>
          <output aria-live="off">{won(Math.max(0, principal - refunded))}</output>
        </p>
        <Button kind="primary" wide type="submit" busy={busy}>
          {submit}
        </Button>
      </ActionBar>
    </Form>
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
