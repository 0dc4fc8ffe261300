import { Form, useNavigation } from '@remix-run/react'
import { addDays } from '#app/shapes/civil-date.ts'
import type { Step } from '#app/shapes/claim-completeness.ts'
import type { ClaimKind } from '#app/shapes/claim-kinds.ts'
import { actsAt, type ClaimStage, DEFICIENCIES_MAX, stageAfter } from '#app/shapes/claim-stage.ts'
import { actName, reviewPage as words } from '#app/text/ko/review.ts'
import { Button } from '../button.tsx'
import { stepTitle } from '../claim/step-title.ts'
import { DateInput } from '../date-input.tsx'
import { Field } from '../field.tsx'
import { Folded } from '../folded.tsx'
import type { FormAnswer } from '../form-answer.ts'
import { Row, Stack } from '../page-shell.tsx'
import { TextArea } from '../text-area.tsx'
import { TextInput } from '../text-input.tsx'

interface ActsProps {
  stage: ClaimStage
  version: number
  answer: FormAnswer
}

/** What an officer may do where the claim stands, each a button, with a reason for all of them. */
export function OfficerActs({ stage, version, answer }: ActsProps) {
  const busy = useNavigation().state !== 'idle'
  const acts = actsAt(stage, 'officer')
  if (acts.length === 0) return null
  return (
    <Form method="post" noValidate>
      <input type="hidden" name="intent" value="move" />
      <input type="hidden" name="version" value={version} />
      <Stack>
        <Field of="words" label={words.words} hint={words.wordsHint} optional error={answer.error('words')}>
          <TextArea name="words" rows={2} defaultValue={answer.value('words')} />
        </Field>
        <Row>
          {acts.map((act, at) => (
            <Button
              key={act}
              type="submit"
              name="act"
              value={act}
              kind={at === 0 ? 'primary' : 'quiet'}
              busy={busy}
            >
              {actName[act]}
            </Button>
          ))}
        </Row>
      </Stack>
    </Form>
  )
}

/** Days a claimant usually gets: time for two weekends. */
const USUAL_DAYS = 10
/** Rows for what is no field of the form. */
const OTHER_ROWS = 2

interface AskProps extends ActsProps {
  kind: ClaimKind
  missing: readonly Step[]
  today: string
}

/** What is missing, a sentence for each thing; what is left empty is not asked. */
export function AskForm({ stage, version, answer, kind, missing, today }: AskProps) {
  const busy = useNavigation().state !== 'idle'
  if (stageAfter('ask', stage, 'officer') === null) return null
  const rows = rowsOf(missing)
  return (
    <Folded
      label={words.ask}
      open={askLabels(kind, missing).some(([name]) => answer.error(name) !== undefined)}
    >
      <Form method="post" noValidate>
        <input type="hidden" name="intent" value="ask" />
        <input type="hidden" name="version" value={version} />
        <Stack>
          <p className="meta">{words.askHint}</p>
          <Field of="dueOn" label={words.dueOn} hint={words.dueHint} error={answer.error('dueOn')}>
            <DateInput
              name="dueOn"
              min={today}
              defaultValue={answer.value('dueOn', addDays(today, USUAL_DAYS))}
            />
          </Field>
          {rows.map((field, at) => {
            const name = `thing${at + 1}`
            const label = rowTitle(kind, rows, at)
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a version never move
              <div key={at}>
                <input type="hidden" name={`field${at + 1}`} value={field} />
                <Field
                  of={name}
                  label={label}
                  hint={at === 0 ? words.thingHint : undefined}
                  error={answer.error(name)}
                >
                  <TextInput name={name} autoComplete="off" defaultValue={answer.value(name)} />
                </Field>
              </div>
            )
          })}
          <Button type="submit" kind="primary" icon="send" wide busy={busy}>
            {words.askSend}
          </Button>
        </Stack>
      </Form>
    </Folded>
  )
}

const rowsOf = (missing: readonly Step[]): Step[] => [
  ...missing.slice(0, DEFICIENCIES_MAX - OTHER_ROWS),
  ...Array.from({ length: OTHER_ROWS }, () => ''),
]

function rowTitle(kind: ClaimKind, rows: readonly Step[], at: number): string {
  const field = rows[at]
  return field ? stepTitle(kind, field) : words.other(at - rows.indexOf('') + 1)
}

/** The fields of the form by name and label, for what is to be put right. */
export function askLabels(kind: ClaimKind, missing: readonly Step[]): [string, string][] {
  const rows = rowsOf(missing)
  return [
    ['dueOn', words.dueOn],
    ...rows.map((_, at): [string, string] => [`thing${at + 1}`, rowTitle(kind, rows, at)]),
  ]
}
