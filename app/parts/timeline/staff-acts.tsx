import { Form } from '@remix-run/react'
import { judgements, nameWays, outcomes } from '#app/shapes/fact.ts'
import { factsPage } from '#app/text/ko/fact.ts'
import { namesWords, promiseWords, factPage as words } from '#app/text/ko/timeline.ts'
import type { FactView } from '#server/domain/fact/read.ts'
import { Button } from '../button.tsx'
import { Card } from '../card.tsx'
import { ChoiceList } from '../choice-list.tsx'
import { Field } from '../field.tsx'
import { Folded } from '../folded.tsx'
import type { FormAnswer } from '../form-answer.ts'
import { Stack } from '../page-shell.tsx'
import { Select, TextInput } from '../text-input.tsx'

type Fact = Pick<FactView, 'id' | 'kind' | 'state' | 'outcome' | 'isPublic'>

interface StaffActsProps {
  fact: Fact
  /** Entries marked as contradicting this one, and those that could be. */
  differing: readonly { id: string; body: string }[]
  others: readonly { id: string; body: string }[]
  answer: FormAnswer
}

/** What the staff decides of an entry: how sure, whether a promise was kept, who sees it, what it contradicts. */
export function StaffActs({ fact, differing, others, answer }: StaffActsProps) {
  return (
    <>
      {fact.kind === 'promise' && (
        <Card>
          <Decide fact={fact} answer={answer} intent="settle" name="outcome" values={outcomes}>
            {(value) => promiseWords.outcomes[value]}
          </Decide>
        </Card>
      )}
      <Card>
        <Decide fact={fact} answer={answer} intent="judge" name="state" values={judgements}>
          {(value) => factsPage.states[value]}
        </Decide>
      </Card>
      <Publish fact={fact} answer={answer} />
      <Differ {...{ fact, differing, others }} answer={answer} />
    </>
  )
}

interface DecideProps<V extends string> {
  fact: Fact
  answer: FormAnswer
  intent: string
  name: 'state' | 'outcome'
  values: readonly V[]
  children: (value: V) => string
}

function Decide<V extends string>({ fact, answer, intent, name, values, children }: DecideProps<V>) {
  return (
    <Form method="post" noValidate preventScrollReset>
      <input type="hidden" name="factId" value={fact.id} />
      <Stack>
        <ChoiceList
          name={name}
          values={values}
          card={(value) => ({ label: children(value) })}
          answer={answer}
          first={values.find((value) => value === fact[name])}
          label={name === 'state' ? words.judge : promiseWords.settle}
          columns
        />
        <Why
          answer={answer}
          id={`why-${intent}`}
          hint={intent === 'judge' ? words.whyHint : undefined}
          mine={answer.value('intent') === intent}
        />
        <Button type="submit" name="intent" value={intent}>
          {words.judgeSave}
        </Button>
      </Stack>
    </Form>
  )
}

interface WhyProps {
  answer: FormAnswer
  id: string
  label?: string
  hint?: string | undefined
  /** The answer is to this very form. */
  mine: boolean
}

/** Why: it stays beside what was decided. */
export function Why({ answer, id, label = words.why, hint, mine }: WhyProps) {
  return (
    <Field of={id} label={label} hint={hint} error={mine ? answer.error('why') : undefined}>
      <TextInput name="why" autoComplete="off" defaultValue={mine ? answer.value('why') : ''} />
    </Field>
  )
}

/** What is done about names in what everybody may see. */
export function NameChoice({ answer }: { answer: FormAnswer }) {
  return (
    <ChoiceList
      name="names"
      values={nameWays}
      card={(way) => namesWords.ways[way]}
      answer={answer}
      first="ask"
      label={namesWords.label}
      hint={namesWords.hint}
    />
  )
}

function Publish({ fact, answer }: { fact: Fact; answer: FormAnswer }) {
  if (fact.isPublic) {
    return (
      <Form method="post">
        <input type="hidden" name="factId" value={fact.id} />
        <Button type="submit" name="intent" value="unpublish" wide>
          {words.unpublish}
        </Button>
      </Form>
    )
  }
  return (
    <Folded label={words.publish} open={answer.value('intent') === 'publish'}>
      {fact.state === 'claimed' ? (
        <p>{words.notJudged}</p>
      ) : (
        <Form method="post" noValidate>
          <input type="hidden" name="factId" value={fact.id} />
          <Stack>
            <p>{words.publishLead}</p>
            <NameChoice answer={answer} />
            <Button type="submit" name="intent" value="publish">
              {words.publish}
            </Button>
          </Stack>
        </Form>
      )}
    </Folded>
  )
}

function Differ({ fact, differing, others, answer }: StaffActsProps) {
  if (others.length + differing.length === 0) return null
  return (
    <Folded label={words.differ} open={answer.value('intent') === 'differ'}>
      <Stack>
        <p className="meta">{words.differLead}</p>
        {differing.map(({ id, body }) => (
          <Form method="post" key={id}>
            <input type="hidden" name="factId" value={fact.id} />
            <input type="hidden" name="otherId" value={id} />
            <p>{body}</p>
            <Button type="submit" name="intent" value="differ" kind="bare">
              {words.unmark}
            </Button>
          </Form>
        ))}
        {others.length > 0 && (
          <Form method="post" noValidate>
            <input type="hidden" name="factId" value={fact.id} />
            <input type="hidden" name="differ" value="on" />
            <Stack>
              <Field of="otherId" label={words.other} error={answer.error('otherId')}>
                <Select
                  name="otherId"
                  empty={words.choose}
                  options={others.map(({ id, body }) => ({ value: id, label: body }))}
                  defaultValue={answer.value('otherId')}
                />
              </Field>
              <Button type="submit" name="intent" value="differ">
                {words.mark}
              </Button>
            </Stack>
          </Form>
        )}
      </Stack>
    </Folded>
  )
}
