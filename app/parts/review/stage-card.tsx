import { Form, useNavigation } from '@remix-run/react'
import { actsAt, type ClaimStage } from '#app/shapes/claim-stage.ts'
import { day, moment } from '#app/text/format.ts'
import { actName, claimStageNote, stagePage as words } from '#app/text/ko/review.ts'
import type { StepView } from '#server/domain/claim/stage.ts'
import { Button, LinkButton } from '../button.tsx'
import { Card } from '../card.tsx'
import { StateChip } from '../claim/state-chip.tsx'
import { Field } from '../field.tsx'
import { Folded } from '../folded.tsx'
import type { FormAnswer } from '../form-answer.ts'
import { Notice } from '../notice.tsx'
import { Row, Stack } from '../page-shell.tsx'
import { TextArea } from '../text-area.tsx'
import { nameOf, StepList } from './step-list.tsx'

interface StageProps {
  stage: ClaimStage
  steps: readonly StepView[]
  filedAt: string
  /** Where the claim is changed. */
  edit: string
  answer: FormAnswer
}

const askedIn = (stage: ClaimStage, steps: readonly StepView[]) =>
  stage === 'deficient' ? steps.findLast(({ act }) => act === 'ask') : undefined

/** The fields of the card's forms by name and label, for what is to be put right. */
export function stageLabels(stage: ClaimStage, steps: readonly StepView[]): Record<string, string> {
  const things = askedIn(stage, steps)?.things ?? []
  return {
    ...Object.fromEntries(things.map(({ no, words: thing }) => [`answer${no}`, thing])),
    words: words.settleWords,
  }
}

/** Where one's claim stands and since when, what is asked for and the answer to it, and what was done so far. */
export function StageCard({ stage, steps, filedAt, edit, answer }: StageProps) {
  const asked = askedIn(stage, steps)
  if (stage === 'withdrawn') return null
  return (
    <Card title={words.title} action={<StateChip stage={stage} />}>
      <Stack gap="large">
        <p className="meta">{words.since(moment(steps.at(-1)?.at ?? filedAt))}</p>
        <p>{claimStageNote[stage]}</p>
        {asked && <Asked step={asked} answer={answer} edit={edit} />}
        {steps.length > 0 && (
          <Folded label={words.record}>
            <StepList steps={steps} />
          </Folded>
        )}
        <Settle stage={stage} answer={answer} />
      </Stack>
    </Card>
  )
}

/** What an officer asked for, each with room for an answer. */
function Asked({ step, answer, edit }: { step: StepView; answer: FormAnswer; edit: string }) {
  const busy = useNavigation().state !== 'idle'
  return (
    <Form method="post" noValidate>
      <input type="hidden" name="intent" value="answer" />
      <input type="hidden" name="step" value={step.no} />
      <Stack>
        {step.dueOn && <Notice>{words.dueOn(day(step.dueOn))}</Notice>}
        <p className="meta">{words.askedBy(nameOf(step.by))}</p>
        {step.things.map(({ no, words: thing }) => {
          const name = `answer${no}`
          return (
            <Field
              key={no}
              of={name}
              label={thing}
              hint={no === 1 ? words.answerHint : undefined}
              optional
              error={answer.error(name)}
            >
              <TextArea name={name} rows={2} defaultValue={answer.value(name)} />
            </Field>
          )
        })}
        <Row>
          <LinkButton icon="edit" to={edit}>
            {words.edit}
          </LinkButton>
          <Button type="submit" kind="primary" icon="send" busy={busy}>
            {words.answerSend}
          </Button>
        </Row>
      </Stack>
    </Form>
  )
}

/** The claimant says that it is solved, or that it is not after all. */
function Settle({ stage, answer }: { stage: ClaimStage; answer: FormAnswer }) {
  const busy = useNavigation().state !== 'idle'
  const acts = actsAt(stage, 'claimant')
  if (acts.length === 0) return null
  return (
    <Folded label={words.settle} open={answer.error('words') !== undefined}>
      <Form method="post" noValidate>
        <input type="hidden" name="intent" value="settle" />
        <Stack>
          <p className="meta">{words.settleHint}</p>
          <Field
            of="words"
            label={words.settleWords}
            hint={words.settleWordsHint}
            error={answer.error('words')}
          >
            <TextArea name="words" rows={2} defaultValue={answer.value('words')} />
          </Field>
          <Row>
            {acts.map((act) => (
              <Button key={act} type="submit" name="act" value={act} busy={busy}>
                {actName[act]}
              </Button>
            ))}
          </Row>
        </Stack>
      </Form>
    </Folded>
  )
}
