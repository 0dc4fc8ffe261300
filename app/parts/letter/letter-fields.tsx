import { defenceGrounds, type LetterField } from '#app/shapes/letter.ts'
import { defenceGroundText, letterFieldName, letterPage as text } from '#app/text/ko/letters.ts'
import { DateInput } from '../date-input.tsx'
import { Field } from '../field.tsx'
import { MoneyInput } from '../money-input.tsx'
import { TextArea } from '../text-area.tsx'
import { Select, TextInput } from '../text-input.tsx'

const dates: readonly LetterField[] = [
  'writtenOn',
  'payBy',
  'receivedOn',
  'askedOn',
  'noticedOn',
  'supplyDueOn',
]
const several: readonly LetterField[] = ['missing', 'course', 'enclosed']

interface LetterFieldsProps {
  names: readonly LetterField[]
  value(name: LetterField): string
  error(name: LetterField): string | undefined
}

/** The boxes of a letter in the order given. None must be filled in: an empty one is a blank to write on by hand. */
export function LetterFields({ names, value, error }: LetterFieldsProps) {
  return names.map((name) => {
    const { label, hint } = letterFieldName[name]
    return (
      <Field key={name} of={name} label={label} hint={hint} error={error(name)}>
        <Box name={name} value={value(name)} />
      </Field>
    )
  })
}

function Box({ name, value }: { name: LetterField; value: string }) {
  const given = { name, defaultValue: value }
  if (dates.includes(name)) return <DateInput {...given} />
  if (several.includes(name)) return <TextArea {...given} />
  if (name === 'unpaid') return <MoneyInput {...given} />
  if (name === 'ground') return <Select {...given} id={name} empty={text.groundEmpty} options={grounds} />
  return <TextInput {...given} autoComplete="off" />
}

const grounds = defenceGrounds.map((value) => ({ value, label: defenceGroundText(value) }))
