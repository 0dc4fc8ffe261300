import { Form, useNavigation } from '@remix-run/react'
import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import type { FormAnswer } from './form-answer.ts'
import { ActionBar, Stack } from './page-shell.tsx'
import { RefusedNotice } from './refused-notice.tsx'

interface PageFormProps {
  answer: FormAnswer
  /** Of something new: the id it will have, so that sent twice it is one thing. A new id empties the form. */
  id?: string
  submit: string
  children: ReactNode
}

/** The one form of a page: what was refused, the fields, and the button in thumb reach. */
export function PageForm({ answer, id, submit, children }: PageFormProps) {
  return (
    <Form method="post" noValidate key={id}>
      <Stack gap="large">
        <RefusedNotice answer={answer} />
        {id !== undefined && <input type="hidden" name="id" value={answer.value('id', id)} />}
        {children}
      </Stack>
      <ActionBar>
        <Button type="submit" kind="primary" wide busy={useNavigation().state !== 'idle'}>
          {submit}
        </Button>
      </ActionBar>
    </Form>
  )
}
