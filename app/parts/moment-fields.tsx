import { DateInput } from './date-input.tsx'
import { Field } from './field.tsx'
import type { FormAnswer } from './form-answer.ts'
import styles from './moment-fields.module.css'
import { TextInput } from './text-input.tsx'

type Names = { date: string; time: string }

interface MomentFieldsProps {
  answer: FormAnswer
  names: Names
  labels: Names & { dateHint?: string; timeHint?: string }
  /** What stands there before anything was sent: `YYYY-MM-DD` and `HH:MM`. */
  now?: { date: string | null; time: string | null } | undefined
  /** The date must be given. */
  dateNeeded?: boolean
}

/** A day and a time of day beside each other, both of Korea. */
export function MomentFields({ answer, names, labels, now, dateNeeded }: MomentFieldsProps) {
  return (
    <div className={styles.pair}>
      <Field
        of={names.date}
        label={labels.date}
        hint={labels.dateHint}
        optional={!dateNeeded}
        error={answer.error(names.date)}
      >
        <DateInput name={names.date} defaultValue={answer.value(names.date, now?.date ?? '')} />
      </Field>
      <Field
        of={names.time}
        label={labels.time}
        hint={labels.timeHint}
        optional
        error={answer.error(names.time)}
      >
        <TextInput
          name={names.time}
          type="time"
          autoComplete="off"
          defaultValue={answer.value(names.time, now?.time ?? '')}
        />
      </Field>
    </div>
  )
}
