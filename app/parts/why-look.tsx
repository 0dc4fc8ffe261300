import { Form, useNavigation } from '@remix-run/react'
import { whyLookAt, whyLook as words } from '../text/ko/why-look.ts'
import { Button } from './button.tsx'
import type { FrameData } from './case-frame.tsx'
import { CasePage } from './case-page.tsx'
import { Field } from './field.tsx'
import { type FormAnswer, useFormAnswer } from './form-answer.ts'
import { Stack } from './page-shell.tsx'
import { RefusedNotice } from './refused-notice.tsx'
import { TextInput } from './text-input.tsx'

type Place = keyof typeof whyLookAt

/** A page that stands before what somebody else gave, until an officer has said why. */
export function WhyLookPage({ frame, of, back }: { frame: FrameData; of: Place; back: string }) {
  const answer = useFormAnswer(whyLookLabels)
  return (
    <CasePage frame={frame} title={words.title} lede={whyLookAt[of].lead} back={back}>
      <Stack gap="large">
        <RefusedNotice answer={answer} />
        <WhyLookForm answer={answer} of={of} />
      </Stack>
    </CasePage>
  )
}

/** The question itself; the answer is sent as the page's intent `reason` and goes on record. */
export function WhyLookForm({ answer, of }: { answer: FormAnswer; of: Place }) {
  const busy = useNavigation().formData?.get('intent') === 'reason'
  return (
    <Form method="post" noValidate>
      <Stack gap="large">
        <Field of="reason" label={words.reason} hint={whyLookAt[of].hint} error={answer.error('reason')}>
          <TextInput name="reason" required defaultValue={answer.value('reason')} />
        </Field>
        <Button type="submit" name="intent" value="reason" kind="primary" icon="eye" wide busy={busy}>
          {words.send}
        </Button>
      </Stack>
    </Form>
  )
}

/** What the form's only field is called where a refusal names it. */
export const whyLookLabels = { reason: words.reason }
