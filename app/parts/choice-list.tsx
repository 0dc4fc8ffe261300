import type { ReactNode } from 'react'
import { Choice, ChoiceGroup } from './choice.tsx'
import type { FormAnswer } from './form-answer.ts'

interface ChoiceListProps<V extends string> {
  /** The field's name, which is its id too. */
  name: string
  values: readonly V[]
  /** What a card says. */
  card: (value: V) => { label: ReactNode; note?: ReactNode }
  answer: FormAnswer
  /** Chosen until somebody chooses. */
  first?: V | undefined
  label: ReactNode
  hint?: ReactNode
  required?: boolean
  columns?: boolean
}

/** A question with one answer of several, as a field of a plain form. A value may be empty: then nothing is sent for it. */
export function ChoiceList<V extends string>(props: ChoiceListProps<V>) {
  const { name, values, card, answer, first, required, ...group } = props
  return (
    <ChoiceGroup of={name} error={answer.error(name)} {...group}>
      {values.map((value) => (
        <Choice
          key={value}
          type="radio"
          name={name}
          value={value}
          required={required}
          defaultChecked={answer.value(name, first) === value}
          {...card(value)}
        />
      ))}
    </ChoiceGroup>
  )
}
