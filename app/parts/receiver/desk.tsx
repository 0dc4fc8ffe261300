import { Form } from '@remix-run/react'
import { useState } from 'react'
import { RECEIVER_DAYS } from '../../shapes/receiver.ts'
import { receiversPage as words } from '../../text/ko/receiver.ts'
import { Button } from '../button.tsx'
import { Card } from '../card.tsx'
import { Choice } from '../choice.tsx'
import { ChoiceList } from '../choice-list.tsx'
import { Field } from '../field.tsx'
import type { FormAnswer } from '../form-answer.ts'
import { Notice } from '../notice.tsx'
import { Stack } from '../page-shell.tsx'
import { CopyButton } from '../share.tsx'
import { TextArea } from '../text-area.tsx'
import { TextInput } from '../text-input.tsx'

/** The one time a secret is shown. */
export function MadeReceiver({ link, secret, waits }: { link: string; secret: string; waits: boolean }) {
  const { made } = words
  return (
    <Notice kind="done" title={made.title} live>
      <Stack>
        <p>{made.once}</p>
        {waits && <p>{made.waits}</p>}
        <Field of="link" label={made.link}>
          <TextInput name="link" readOnly defaultValue={link} />
        </Field>
        <CopyButton text={link} wide>
          {made.copy}
        </CopyButton>
        <Field of="token" label={made.token}>
          <TextInput name="token" readOnly defaultValue={secret} />
        </Field>
      </Stack>
    </Notice>
  )
}

interface DeskProps {
  /** The form's own random id. */
  id: string
  versions: readonly number[]
  answer: FormAnswer
}

/** Lets somebody outside read a frozen version. */
export function ReceiverDesk({ id, versions, answer }: DeskProps) {
  // The page loads again while one types; the form stays the one it was.
  const [ownId] = useState(id)
  const asked = (name: 'name' | 'office', hint: string) => (
    <Field of={name} label={words[name]} hint={hint} error={answer.error(name)}>
      <TextInput name={name} autoComplete="off" defaultValue={answer.value(name)} />
    </Field>
  )
  return (
    <Card title={words.open}>
      <Form method="post" noValidate>
        <input type="hidden" name="id" value={ownId} />
        <Stack gap="large">
          <p>{words.openNote}</p>
          <ChoiceList
            name="version"
            label={words.version}
            values={versions.map(String)}
            first={String(versions[0])}
            card={(version) => ({ label: words.versionOf(Number(version)) })}
            answer={answer}
          />
          {asked('name', words.nameHint)}
          {asked('office', words.officeHint)}
          <Field of="reason" label={words.reason} hint={words.reasonHint} error={answer.error('reason')}>
            <TextArea name="reason" rows={2} defaultValue={answer.value('reason')} />
          </Field>
          <Field of="days" label={words.days} error={answer.error('days')}>
            <TextInput
              name="days"
              inputMode="numeric"
              defaultValue={answer.value('days') || String(RECEIVER_DAYS.usual)}
            />
          </Field>
          <Choice
            type="checkbox"
            name="masked"
            label={words.masked}
            note={words.maskedNote}
            defaultChecked={answer.chosen('masked', 'on')}
          />
          <Field of="password" label={words.password} error={answer.error('password')}>
            <TextInput name="password" type="password" autoComplete="current-password" />
          </Field>
          <Button type="submit" kind="primary" icon="lock" wide>
            {words.make}
          </Button>
        </Stack>
      </Form>
    </Card>
  )
}
