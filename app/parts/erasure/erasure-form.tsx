import { Form, useNavigation } from '@remix-run/react'
import { erasurePage as words } from '../../text/ko/erasure.ts'
import { Button, LinkButton } from '../button.tsx'
import { Card } from '../card.tsx'
import { Choice, ChoiceGroup } from '../choice.tsx'
import { Field } from '../field.tsx'
import { useFormAnswer } from '../form-answer.ts'
import { Stack } from '../page-shell.tsx'
import { RefusedNotice } from '../refused-notice.tsx'
import { TextInput } from '../text-input.tsx'

const labels = { password: words.password, sure: words.sure }

interface ErasureFormProps {
  /** Whether there is a password to ask for. */
  hasPassword: boolean
  /** The words on the button. */
  yes: string
  /** Where to go for those who would rather stay. */
  back: string
}

/**
 * The last question before everything goes: that they know, and who has a password that it is them. Its buttons stand
 * where the reading ends, and do not follow the thumb.
 */
export function ErasureForm({ hasPassword, yes, back }: ErasureFormProps) {
  const answer = useFormAnswer(labels)
  const busy = useNavigation().formMethod === 'POST'
  return (
    <Form method="post" noValidate>
      <Stack>
        <Card title={words.confirm}>
          <Stack>
            <RefusedNotice answer={answer} />
            {hasPassword && (
              <Field of="password" label={words.password} error={answer.error('password')}>
                <TextInput name="password" type="password" required autoComplete="current-password" />
              </Field>
            )}
            <ChoiceGroup of="sure" label={words.confirmLabel} error={answer.error('sure')}>
              <Choice type="checkbox" name="sure" value="on" required label={words.sure} />
            </ChoiceGroup>
          </Stack>
        </Card>
        <LinkButton to={back} wide>
          {words.no}
        </LinkButton>
        <Button type="submit" kind="danger" wide busy={busy}>
          {yes}
        </Button>
      </Stack>
    </Form>
  )
}
