import { Form } from '@remix-run/react'
import { assentActs, type ElectionView } from '../../shapes/representatives.ts'
import { actNames, representativesPage as words } from '../../text/ko/representatives.ts'
import { Button } from '../button.tsx'
import { Card } from '../card.tsx'
import { ChoiceList } from '../choice-list.tsx'
import { DateInput } from '../date-input.tsx'
import { Field } from '../field.tsx'
import type { FormAnswer } from '../form-answer.ts'
import { Stack } from '../page-shell.tsx'
import { TextArea } from '../text-area.tsx'
import { TextInput } from '../text-input.tsx'

interface DeskProps {
  /** The form's own random id. */
  id: string
  answer: FormAnswer
}

/** Officers open a vote for free seats, or close the open one. */
export function VoteDesk({
  id,
  election,
  left,
  answer,
}: DeskProps & { election: ElectionView | null; left: number }) {
  if (election) {
    return (
      <Card title={words.close}>
        <Form method="post">
          <input type="hidden" name="electionId" value={election.id} />
          <Stack>
            <p>{words.closeNote}</p>
            <Button type="submit" name="intent" value="close" kind="primary" wide>
              {words.close}
            </Button>
          </Stack>
        </Form>
      </Card>
    )
  }
  return (
    <Card title={words.open}>
      {left === 0 && <p>{words.full}</p>}
      {left > 0 && (
        <Form method="post" noValidate>
          <input type="hidden" name="id" value={id} />
          <Stack gap="large">
            <p>{words.openNote}</p>
            <Field
              of="seats"
              label={words.seatsField}
              hint={words.seatsHint(left)}
              error={answer.error('seats')}
            >
              <TextInput
                name="seats"
                inputMode="numeric"
                defaultValue={answer.value('seats') || String(left)}
              />
            </Field>
            <Button type="submit" name="intent" value="open" kind="primary" wide>
              {words.open}
            </Button>
          </Stack>
        </Form>
      )}
    </Card>
  )
}

/** Officers ask everybody in the filing for their word on one act. */
export function AskDesk({ id, answer }: DeskProps) {
  return (
    <Card title={words.ask}>
      <Form method="post" noValidate>
        <input type="hidden" name="id" value={id} />
        <Stack gap="large">
          <p>{words.askNote}</p>
          <ChoiceList
            name="act"
            label={words.act}
            values={assentActs}
            card={(act) => ({ label: actNames[act] })}
            answer={answer}
          />
          <Field of="words" label={words.words} hint={words.wordsHint} error={answer.error('words')}>
            <TextArea name="words" rows={5} defaultValue={answer.value('words')} />
          </Field>
          <Field of="dueOn" label={words.dueOn} error={answer.error('dueOn')}>
            <DateInput name="dueOn" defaultValue={answer.value('dueOn')} />
          </Field>
          <Button type="submit" name="intent" value="ask" kind="primary" wide>
            {words.ask}
          </Button>
        </Stack>
      </Form>
    </Card>
  )
}
