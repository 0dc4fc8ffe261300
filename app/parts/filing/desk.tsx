import { Form } from '@remix-run/react'
import { useState } from 'react'
import { type DestinationName, type FilingView, type FrozenView, filingFormats } from '../../shapes/filing.ts'
import { filingForm, filingPage, filingDesk as words } from '../../text/ko/filing.ts'
import { filingForms } from '../../text/ko/filing-forms.ts'
import { Button, LinkButton } from '../button.tsx'
import { Card } from '../card.tsx'
import { Choice } from '../choice.tsx'
import { ChoiceList } from '../choice-list.tsx'
import { Field } from '../field.tsx'
import { Folded } from '../folded.tsx'
import type { FormAnswer } from '../form-answer.ts'
import { MomentFields } from '../moment-fields.tsx'
import { Stack } from '../page-shell.tsx'
import { TextArea } from '../text-area.tsx'
import { TextInput } from '../text-input.tsx'

type Part = { filing: FilingView; answer: FormAnswer }

/** What officers do with a filing as it stands: freeze an open one, open a frozen one again. */
export function FilingDesk({ filing, answer }: Part) {
  const lacking = filing.sums.claims - filing.complete
  if (filing.state !== 'frozen') {
    return (
      <Card title={words.title}>
        <Folded key="freeze" label={words.freeze}>
          <p>
            <strong>{words.freezeAsk}</strong> {words.freezeHint}
          </p>
          {lacking > 0 && <p>{words.incomplete(lacking)}</p>}
          <Form method="post">
            <Button type="submit" name="intent" value="freeze" kind="primary" wide>
              {words.freeze}
            </Button>
          </Form>
        </Folded>
      </Card>
    )
  }
  return (
    <Card title={words.title}>
      <Folded key="reopen" label={words.reopen} open={answer.error('closesOn') !== undefined}>
        <p>
          <strong>{words.reopenAsk}</strong> {words.reopenHint}
        </p>
        <Form method="post" noValidate>
          <Stack>
            <MomentFields
              answer={answer}
              names={{ date: 'closesOn', time: 'closesAt' }}
              labels={{
                date: filingForm.closesOn,
                time: filingForm.closesAt,
                timeHint: filingForm.closesAtHint,
              }}
              dateNeeded
            />
            <Button type="submit" name="intent" value="reopen" wide>
              {words.reopen}
            </Button>
          </Stack>
        </Form>
      </Folded>
    </Card>
  )
}

interface ListFormProps {
  /** The form's own random id. */
  id: string
  destination: DestinationName
  frozen: readonly FrozenView[]
  hasPassword: boolean
  /** Where an account is made for. */
  here: string
  answer: FormAnswer
}

/** Asks for the list of a frozen version. */
export function FilingListForm({ id, destination, frozen, hasPassword, here, answer }: ListFormProps) {
  // The page loads again while one types; the form stays the one it was.
  const [ownId] = useState(id)
  const hasForm = filingForms[destination] !== undefined
  if (!hasPassword) {
    return (
      <Card title={words.lists}>
        <p>{words.accountNeeded}</p>
        <LinkButton kind="primary" wide to={`/signup?next=${encodeURIComponent(here)}`}>
          {words.makeAccount}
        </LinkButton>
      </Card>
    )
  }
  return (
    <Card title={words.lists}>
      <p className="meta">{words.listsHint}</p>
      <Form method="post" noValidate>
        <input type="hidden" name="id" value={ownId} />
        <Stack gap="large">
          <ChoiceList
            name="version"
            label={words.versionOf}
            values={frozen.map(({ version }) => String(version))}
            first={String(frozen[0]?.version)}
            card={(version) => ({ label: filingPage.version(Number(version)) })}
            answer={answer}
          />
          <ChoiceList
            name="format"
            label={words.format}
            values={filingFormats.filter((format) => hasForm || (format !== 'docx' && format !== 'hwpx'))}
            first="xlsx"
            card={(format) => words.formats[format]}
            answer={answer}
          />
          <Choice
            type="checkbox"
            name="masked"
            label={words.masked}
            note={words.maskedNote}
            defaultChecked={answer.chosen('masked', 'on')}
          />
          <Field
            of="filePassword"
            label={words.filePassword}
            hint={words.filePasswordHint}
            optional
            error={answer.error('filePassword')}
          >
            <TextInput name="filePassword" type="password" autoComplete="off" />
          </Field>
          <Field of="reason" label={words.reason} hint={words.reasonHint} error={answer.error('reason')}>
            <TextArea name="reason" rows={2} required defaultValue={answer.value('reason')} />
          </Field>
          <Field
            of="password"
            label={words.password}
            hint={words.passwordHint}
            error={answer.error('password')}
          >
            <TextInput name="password" type="password" required autoComplete="current-password" />
          </Field>
          <Button type="submit" name="intent" value="list" kind="primary" icon="download" wide>
            {words.make}
          </Button>
        </Stack>
      </Form>
    </Card>
  )
}
