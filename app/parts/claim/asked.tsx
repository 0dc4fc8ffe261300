import { claimFieldHint, claimFieldName } from '#app/text/ko/claim.ts'
import { DateInput } from '../date-input.tsx'
import { Field } from '../field.tsx'
import { MoneyInput } from '../money-input.tsx'
import { Select, TextInput } from '../text-input.tsx'
import type { SectionProps } from './section.ts'

interface AskedProps extends SectionProps {
  name: string
  type?: 'text' | 'date' | 'won' | 'number' | 'tel' | 'email'
  /** The words of a list to choose from, by value. */
  options?: Readonly<Record<string, string>>
  needed?: boolean
  autoComplete?: string
  label?: string
}

/** One field of a claim with its name, its hint and what is wrong with it. */
export function Asked({ name, type = 'text', options, needed, label, autoComplete, ...section }: AskedProps) {
  const { values, answer } = section
  const given = { name, defaultValue: values.fields[name] ?? '', autoComplete: autoComplete ?? 'off' }
  return (
    <Field
      of={name}
      label={label ?? claimFieldName[name] ?? name}
      hint={claimFieldHint[name]}
      optional={!needed}
      error={answer.error(name)}
    >
      {options ? (
        <Select
          {...given}
          empty="–"
          options={Object.entries(options).map(([value, words]) => ({ value, label: words }))}
        />
      ) : type === 'date' ? (
        <DateInput {...given} />
      ) : type === 'won' ? (
        <MoneyInput {...given} />
      ) : (
        <TextInput
          {...given}
          type={type === 'number' ? 'text' : type}
          inputMode={type === 'number' ? 'numeric' : undefined}
        />
      )}
    </Field>
  )
}
