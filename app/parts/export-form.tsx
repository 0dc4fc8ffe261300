import { Form, useNavigation } from '@remix-run/react'
import { useEffect, useRef } from 'react'
import { exportFormats, exportShapes } from '../shapes/export.ts'
import { exportText } from '../text/ko/export.ts'
import { Button } from './button.tsx'
import { Card } from './card.tsx'
import { Choice, ChoiceGroup } from './choice.tsx'
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

/** Asks for a list: which file, one row a what, whose claims, why, and the password once more. `id` is the form's own. */
export function ExportForm({ id }: { id: string }) {
  const answer = useFormAnswer(labels)
  const busy = useNavigation().formMethod === 'POST'
  return (
    <Card title={words.title}>
      <Form method="post" noValidate>
        <input type="hidden" name="id" value={id} />
        <Stack gap="large">
          <RefusedNotice answer={answer} />
          <FormatChoice answer={answer} />
          <SideChoice answer={answer} />
          <ShapeChoice answer={answer} />
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

function FormatChoice({ answer }: Part) {
  return (
    <ChoiceGroup of="format" label={words.format} error={answer.error('format')} columns>
      {exportFormats.map((format) => (
        <Choice
          key={format}
          type="radio"
          name="format"
          value={format}
          label={words.formats[format].label}
          note={words.formats[format].hint}
          defaultChecked={answer.chosen('format', format, format === 'xlsx')}
        />
      ))}
    </ChoiceGroup>
  )
}

function SideChoice({ answer }: Part) {
  return (
    <ChoiceGroup of="side" label={words.side} hint={words.sideHint} error={answer.error('side')}>
      {(['', 'buyer', 'seller'] as const).map((side) => (
        <Choice
          key={side}
          type="radio"
          name="side"
          value={side}
          label={words.sides[side || 'both']}
          defaultChecked={side === '' ? !answer.value('side') : answer.chosen('side', side)}
        />
      ))}
    </ChoiceGroup>
  )
}

function ShapeChoice({ answer }: Part) {
  return (
    <ChoiceGroup of="shape" label={words.shape} error={answer.error('shape')} columns>
      {exportShapes.map((shape) => (
        <Choice
          key={shape}
          type="radio"
          name="shape"
          value={shape}
          label={words.shapes[shape].label}
          note={words.shapes[shape].hint}
          defaultChecked={answer.chosen('shape', shape, shape === 'claims')}
        />
      ))}
    </ChoiceGroup>
  )
}
