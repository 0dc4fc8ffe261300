import { Form } from '@remix-run/react'
import { respondentRoles } from '#app/shapes/respondent.ts'
import { respondentRoleName, respondentsPage as text } from '#app/text/ko/respondents.ts'
import type { NamingClaim, RespondentView } from '#server/domain/respondent/read.ts'
import { Button } from '../button.tsx'
import { Choice, ChoiceGroup } from '../choice.tsx'
import { DateInput } from '../date-input.tsx'
import { Field } from '../field.tsx'
import type { FormAnswer } from '../form-answer.ts'
import { Stack } from '../page-shell.tsx'
import { TextArea } from '../text-area.tsx'
import { Select, TextInput } from '../text-input.tsx'

const contact = ['businessNumber', 'mailOrderNumber', 'phone', 'address', 'web', 'hours', 'source'] as const
const hints: Partial<Record<(typeof contact)[number], string>> = {
  businessNumber: text.businessNumberHint,
  mailOrderNumber: text.mailOrderNumberHint,
  source: text.sourceHint,
}

/** Puts a respondent forward. `id` is the form's own. */
export function RespondentForm({ id, answer }: { id: string; answer: FormAnswer }) {
  return (
    <Form method="post" noValidate>
      <input type="hidden" name="id" value={answer.value('id', id)} />
      <Stack gap="large">
        <ChoiceGroup of="role" label={text.role} error={answer.error('role')} columns>
          {respondentRoles.map((role) => (
            <Choice
              key={role}
              type="radio"
              name="role"
              value={role}
              {...respondentRoleName[role]}
              defaultChecked={answer.chosen('role', role)}
            />
          ))}
        </ChoiceGroup>
        <Field of="name" label={text.name} hint={text.nameHint} error={answer.error('name')}>
          <TextInput name="name" autoComplete="off" defaultValue={answer.value('name')} />
        </Field>
        {contact.map((name) => (
          <Field
            key={name}
            of={name}
            label={text.by[name]}
            hint={hints[name]}
            optional
            error={answer.error(name)}
          >
            <TextInput name={name} autoComplete="off" defaultValue={answer.value(name)} />
          </Field>
        ))}
        <Button type="submit" name="intent" value="propose" kind="primary" wide>
          {text.save}
        </Button>
      </Stack>
    </Form>
  )
}

interface BlameFormProps {
  id: string
  answer: FormAnswer
  kept: readonly RespondentView[]
}

/** Notes what one respondent said of another. */
export function BlameForm({ id, answer, kept }: BlameFormProps) {
  const options = kept.map((each) => ({ value: each.id, label: each.name }))
  return (
    <Form method="post" noValidate>
      <input type="hidden" name="id" value={answer.value('id', id)} />
      <Stack gap="large">
        {(['speakerId', 'blamedId'] as const).map((name) => (
          <Field
            key={name}
            of={name}
            label={name === 'speakerId' ? text.speaker : text.blamed}
            error={answer.error(name)}
          >
            <Select
              name={name}
              id={name}
              empty={text.choose}
              options={options}
              defaultValue={answer.value(name)}
            />
          </Field>
        ))}
        <Field of="quote" label={text.quote} hint={text.quoteHint} error={answer.error('quote')}>
          <TextArea name="quote" defaultValue={answer.value('quote')} />
        </Field>
        <Field of="saidOn" label={text.saidOn} error={answer.error('saidOn')}>
          <DateInput name="saidOn" defaultValue={answer.value('saidOn')} />
        </Field>
        <Field
          of="saidIn"
          label={text.blameSource}
          hint={text.blameSourceHint}
          error={answer.error('saidIn')}
        >
          <TextInput name="saidIn" autoComplete="off" defaultValue={answer.value('saidIn')} />
        </Field>
        <Field of="url" label={text.url} optional error={answer.error('url')}>
          <TextInput name="url" inputMode="url" autoComplete="off" defaultValue={answer.value('url')} />
        </Field>
        <Button type="submit" name="intent" value="blame" kind="primary" wide>
          {text.save}
        </Button>
      </Stack>
    </Form>
  )
}

/** Whom one of the viewer's own claims is against. */
export function NamingForm({ claim, kept }: { claim: NamingClaim; kept: readonly RespondentView[] }) {
  return (
    <Form method="post" preventScrollReset>
      <input type="hidden" name="claimId" value={claim.claimId} />
      <Stack>
        <ChoiceGroup of={`named-${claim.claimId}`} label={text.namingOf(String(claim.receiptNo))}>
          {kept.map(({ id, name, role }) => (
            <Choice
              key={id}
              type="checkbox"
              name="respondentIds"
              value={id}
              label={name}
              note={respondentRoleName[role].label}
              defaultChecked={claim.respondentIds.includes(id)}
            />
          ))}
        </ChoiceGroup>
        <Button type="submit" name="intent" value="name">
          {text.namingSave}
        </Button>
      </Stack>
    </Form>
  )
}
