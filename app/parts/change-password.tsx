import { Form } from '@remix-run/react'
import { accountPage } from '../text/ko/account.ts'
import { Button } from './button.tsx'
import { Field } from './field.tsx'
import type { FormAnswer } from './form-answer.ts'
import { Stack } from './page-shell.tsx'
import { RefusedNotice } from './refused-notice.tsx'
import { TextInput } from './text-input.tsx'

/** The old password, the new one. The hidden address lets password keepers know whose it is. */
export function ChangePassword({ answer, email }: { answer: FormAnswer; email: string }) {
  return (
    <Form method="post" noValidate>
      <Stack>
        <RefusedNotice answer={answer} />
        <p>{email}</p>
        <input type="text" name="username" defaultValue={email} autoComplete="username" hidden readOnly />
        <Field of="password" label={accountPage.oldPassword} error={answer.error('password')}>
          <TextInput type="password" name="password" required autoComplete="current-password" />
        </Field>
        <Field
          of="newPassword"
          label={accountPage.newPassword}
          hint={accountPage.newPasswordHint}
          error={answer.error('newPassword')}
        >
          <TextInput type="password" name="newPassword" required autoComplete="new-password" />
        </Field>
        <Button type="submit" name="intent" value="password" wide>
          {accountPage.change}
        </Button>
      </Stack>
    </Form>
  )
}
