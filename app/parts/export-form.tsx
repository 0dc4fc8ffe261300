import { Form, useNavigation } from '@remix-run/react'
import { useEffect, useRef } from 'react'
import { exportFormats, exportShapes } from '../shapes/export.ts'
import { exportText } from '../text/ko/export.ts'
import { Button } from './button.tsx'
import { Card } from './card.tsx'
import { ChoiceList } from './choice-list.tsx'
import { Field } from './field.tsx'
import { type FormAnswer, useFormAnswer } from './form-answer.ts'
import { Stack } from './page-shell.tsx'
import { RefusedNotice } from './refused-notice.tsx'
import { TextArea } from './text-area.tsx'
import { TextInput } from './text-input.tsx'

const words = exportText.form
const labels = {
  format: words.format,
  shape: words.shape,
  side: words.side,
  reason: words.reason,
  password: words.password,
}

/** Asks for a list: which file, whose claims, one row a what, why, and the password once more. `id` is the form's own. */
export function ExportForm({ id }: { id: string }) {
  const answer = useFormAnswer(labels)
  const busy = useNavigation().formMethod === 'POST'
  return (
    <Card title={words.title}>
      <Form method="post" noValidate>
        <input type="hidden" name="id" value={id} />
        <Stack gap="large">
          <RefusedNotice answer={answer} />
          <ListChoices answer={answer} />
          <Field of="reason" label={words.reason} hint={words.reasonHint} error={answer.error('reason')}>
            <TextArea name="reason" rows={2} required defaultValue={answer.value('reason')} />
          </Field>
          <PasswordField answer={answer} />
          <Button type="submit" kind="primary" icon="download" wide busy={busy}>
            {words.send}
          </Button>
        </Stack>
      </Form>
    </Card>
  )
}

type Part = { answer: FormAnswer }

/** As which file, whose claims, and what one row is. */
function ListChoices({ answer }: Part) {
  return (
    <>
      <ChoiceList
        name="format"
        values={exportFormats}
        card={(format) => words.formats[format]}
        first="xlsx"
        answer={answer}
        label={words.format}
        columns
      />
      <ChoiceList
        name="side"
        values={['', 'buyer', 'seller']}
        card={(side) => ({ label: words.sides[side || 'both'] })}
        first=""
        answer={answer}
        label={words.side}
        hint={words.sideHint}
      />
      <ChoiceList
        name="shape"
        values={exportShapes}
        card={(shape) => words.shapes[shape]}
        first="claims"
        answer={answer}
        label={words.shape}
        columns
      />
    </>
  )
}

/** Empty again after a wrong one, so that it is typed and not corrected blindly. */
function PasswordField({ answer }: Part) {
  const input = useRef<HTMLInputElement>(null)
  const { refusal } = answer
  useEffect(() => {
    if (refusal && 'password' in refusal.fields && input.current) input.current.value = ''
  }, [refusal])
  return (
    <Field of="password" label={words.password} hint={words.passwordHint} error={answer.error('password')}>
      <TextInput ref={input} name="password" type="password" required autoComplete="current-password" />
    </Field>
  )
}
