import { type ClaimKind, kindSpecs, type PlainQuestion, type Question } from '#app/shapes/claim-kinds.ts'
import { questionText } from '#app/text/ko/claim-kinds.ts'
import { Choice, ChoiceGroup } from '../choice.tsx'
import { DateInput } from '../date-input.tsx'
import { Field } from '../field.tsx'
import { MoneyInput } from '../money-input.tsx'
import { Stack } from '../page-shell.tsx'
import { TextArea } from '../text-area.tsx'
import { TextInput } from '../text-input.tsx'
import type { SectionProps } from './section.ts'

interface QuestionsProps extends SectionProps {
  kind: ClaimKind
  /** Only these, or all when not given. */
  only?: readonly string[]
  except?: readonly string[]
}

/** The questions of a kind, as its table says. */
export function Questions({ kind, only, except = [], ...section }: QuestionsProps) {
  const questions = Object.entries(kindSpecs[kind].questions).filter(
    ([key]) => (only?.includes(key) ?? true) && !except.includes(key),
  )
  return (
    <Stack>
      {questions.map(([key, question]) => (
        <Asked key={`${kind} ${key}`} kind={kind} of={key} question={question} {...section} />
      ))}
    </Stack>
  )
}

interface AskedProps extends SectionProps {
  kind: ClaimKind
  of: string
  question: Question
}

function Asked({ kind, of, question, values, answer }: AskedProps) {
  const name = `answers.${of}`
  const words = questionText[kind][of]
  const value = values.fields[name] ?? ''
  const common = {
    of: name,
    label: words?.label ?? of,
    hint: words?.hint,
    optional: question.extra === true,
    error: answer.error(name),
  }
  if (question.type === 'choice' || question.type === 'choices') {
    const chosen = question.type === 'choice' ? [value] : value.split(' ')
    return (
      <ChoiceGroup {...common}>
        {question.options.map((option) => (
          <Choice
            key={option}
            type={question.type === 'choice' ? 'radio' : 'checkbox'}
            name={name}
            value={option}
            label={words?.options?.[option]}
            defaultChecked={chosen.includes(option)}
          />
        ))}
      </ChoiceGroup>
    )
  }
  return <Field {...common}>{inputOf(question, name, value)}</Field>
}

function inputOf(question: PlainQuestion, name: string, value: string) {
  const given = { name, defaultValue: value, autoComplete: 'off' }
  switch (question.type) {
    case 'text':
      return question.long ? <TextArea {...given} rows={2} /> : <TextInput {...given} />
    case 'count':
      return <TextInput {...given} inputMode="numeric" />
    case 'date':
      return <DateInput {...given} />
    case 'time':
      return <TextInput {...given} />
    case 'won':
      return <MoneyInput {...given} />
  }
}
