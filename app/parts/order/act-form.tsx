import { Form, useNavigation } from '@remix-run/react'
import type { OrderIntent } from '../../shapes/order.ts'
import { orderActs as words } from '../../text/ko/order-acts.ts'
import { Button } from '../button.tsx'
import type { FormAnswer } from '../form-answer.ts'
import { Stack } from '../page-shell.tsx'
import { ActFields, type AskingAct } from './act-fields.tsx'

/** What the act is about: the name and value of one hidden field. */
type About = { messageId: string } | { memberId: string }

interface AskingFormProps {
  act: AskingAct
  about: About
  answer: FormAnswer
  /** Begins the ids of its fields, where several such forms stand on one page. */
  of?: string
}

/** An act that asks something first, as a form of a page. */
export function AskingForm({ act, of = act, about, answer }: AskingFormProps) {
  const busy = useNavigation().formMethod === 'POST'
  return (
    <Form method="post">
      <Hidden intent={act} about={about} />
      <Stack>
        <ActFields act={act} of={of} sent={answer.value('intent') === act ? answer : undefined} />
        <Button type="submit" kind={act === 'report' ? 'primary' : 'danger'} wide busy={busy}>
          {words[act].yes}
        </Button>
      </Stack>
    </Form>
  )
}

interface PlainActProps {
  intent: OrderIntent
  about: About
  label: string
  kind?: 'primary' | 'quiet' | 'danger'
}

/** An act that asks nothing: one button. */
export function PlainAct({ intent, about, label, kind = 'quiet' }: PlainActProps) {
  return (
    <Form method="post">
      <Hidden intent={intent} about={about} />
      <Button type="submit" wide kind={kind}>
        {label}
      </Button>
    </Form>
  )
}

function Hidden({ intent, about }: { intent: OrderIntent; about: About }) {
  const [[name, value] = ['', '']] = Object.entries(about)
  return (
    <>
      <input type="hidden" name="intent" value={intent} />
      <input type="hidden" name={name} value={value} />
    </>
  )
}
