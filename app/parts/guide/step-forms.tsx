import { Form } from '@remix-run/react'
import { day, moment } from '#app/text/format.ts'
import { adviceForm, guidePage, stepForm as words } from '#app/text/ko/guide.ts'
import type { StepView } from '#server/domain/guide.ts'
import { Button } from '../button.tsx'
import { Field } from '../field.tsx'
import { Folded } from '../folded.tsx'
import type { FormAnswer } from '../form-answer.ts'
import { Row, Stack } from '../page-shell.tsx'
import { TextArea } from '../text-area.tsx'
import { TextInput } from '../text-input.tsx'
import styles from './guide.module.css'

export interface StepFormProps {
  step: StepView
  /** What the agency's number is called; absent where none is given. */
  number?: string | undefined
  /** The number that was just opened, for the step it is of. */
  shown: { step: string; receipt: string | null } | null
  answer: FormAnswer
}

/** 했어요, with the number an agency gave; or the way back. */
export function StepForm({ step: { id, done }, number, shown, answer }: StepFormProps) {
  const name = number ?? words.receiptDefault
  const isAnswered = answer.value('step') === id
  const mark = (
    <Form method="post">
      <input type="hidden" name="intent" value="done" />
      <input type="hidden" name="step" value={id} />
      <Stack>
        {number && (
          <Field
            of={`receipt-${id}`}
            label={words.receipt(name)}
            hint={words.hint}
            error={isAnswered ? answer.error('receipt') : undefined}
          >
            <TextInput
              name="receipt"
              autoComplete="off"
              defaultValue={isAnswered ? answer.value('receipt') : ''}
            />
          </Field>
        )}
        <Button type="submit" kind="primary" wide icon="check">
          {words.save}
        </Button>
      </Stack>
    </Form>
  )
  if (!done) return mark
  return (
    <Stack>
      <p>
        <strong>{guidePage.doneOn(day(done.on))}</strong>
      </p>
      {shown?.step === id && shown.receipt && <p>{words.mine(name, shown.receipt)}</p>}
      <Row>
        {done.hasReceipt && <Intent intent="show" step={id} label={words.show(name)} />}
        <Intent intent="undone" step={id} label={words.undo} />
      </Row>
      {number && <Folded label={words.change(name)}>{mark}</Folded>}
    </Stack>
  )
}

function Intent({ intent, step, label }: { intent: string; step: string; label: string }) {
  return (
    <Form method="post">
      <input type="hidden" name="intent" value={intent} />
      <input type="hidden" name="step" value={step} />
      <Button type="submit">{label}</Button>
    </Form>
  )
}

/** What the staff pinned to a step, and what stood there before. */
export function StepAdvice({ advice }: Pick<StepView, 'advice'>) {
  const [now, ...before] = advice
  if (!now) return null
  return (
    <div className={styles.part}>
      {now.body !== '' && (
        <>
          <h3>{guidePage.advice}</h3>
          <div className={styles.advice}>
            {now.body}
            <span className="meta">{guidePage.adviceBy(now.by, moment(now.at))}</span>
          </div>
        </>
      )}
      {before.length > 0 && (
        <Folded label={guidePage.adviceOnce}>
          {before.map(({ version, body, by, at }) => (
            <div key={version} className={styles.advice}>
              {body || guidePage.adviceGone}
              <span className="meta">{guidePage.adviceBy(by, moment(at))}</span>
            </div>
          ))}
        </Folded>
      )}
    </div>
  )
}

/** For the staff: pins a text to the step. */
export function AdviceForm({ step: { id, advice }, answer }: Pick<StepFormProps, 'step' | 'answer'>) {
  const isAnswered = answer.value('step') === id && answer.value('intent') === 'advise'
  return (
    <Folded label={adviceForm.open} open={isAnswered}>
      <Form method="post">
        <input type="hidden" name="intent" value="advise" />
        <input type="hidden" name="step" value={id} />
        <input type="hidden" name="version" value={advice[0]?.version ?? 0} />
        <Stack>
          <Field
            of={`body-${id}`}
            label={adviceForm.label}
            hint={adviceForm.hint}
            error={isAnswered ? answer.error('body') : undefined}
          >
            <TextArea
              name="body"
              rows={3}
              defaultValue={isAnswered ? answer.value('body') : (advice[0]?.body ?? '')}
            />
          </Field>
          <Button type="submit">{adviceForm.save}</Button>
        </Stack>
      </Form>
    </Folded>
  )
}
