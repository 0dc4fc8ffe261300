import { type ComponentPropsWithoutRef, createContext, forwardRef, type ReactNode, useContext } from 'react'
import { shell } from '../text/ko/shell.ts'
import styles from './choice.module.css'
import { classNames } from './class-names.ts'
import fieldStyles from './field.module.css'
import { FieldError, type FieldSource, useFieldIds } from './field.tsx'

const InvalidContext = createContext(false)

interface ChoiceGroupProps {
  /** A conform field, or for plain forms an id. */
  of: FieldSource | string
  label: ReactNode
  hint?: ReactNode
  error?: string | undefined
  optional?: boolean
  /** Cards beside each other where there is room. */
  columns?: boolean
  children: ReactNode
}

/** A question with cards to choose from. */
export function ChoiceGroup({ of, label, hint, error, optional, columns, children }: ChoiceGroupProps) {
  const { id, errorId, hintId, messages, invalid, describedBy, mend } = useFieldIds(of, error, Boolean(hint))
  return (
    <fieldset id={id} aria-describedby={describedBy} className={fieldStyles.field} onInput={mend}>
      <legend className={classNames(fieldStyles.label, styles.legend)}>
        {label}
        {optional && <span className={fieldStyles.optional}> {shell.optional}</span>}
      </legend>
      {hint && (
        <p id={hintId} className={fieldStyles.hint}>
          {hint}
        </p>
      )}
      <InvalidContext.Provider value={invalid}>
        <div className={classNames(styles.cards, columns && styles.columns)}>{children}</div>
      </InvalidContext.Provider>
      <FieldError id={errorId} messages={messages} />
    </fieldset>
  )
}

interface ChoiceProps extends Omit<ComponentPropsWithoutRef<'input'>, 'type'> {
  type: 'radio' | 'checkbox'
  label: ReactNode
  /** One line below the label. */
  note?: ReactNode
}

/** One card: the whole of it can be tapped. Spread a `getCollectionProps` or `getInputProps` row into it. */
export const Choice = forwardRef<HTMLInputElement, ChoiceProps>(function Choice(
  { label, note, className, ...input },
  ref,
) {
  const invalid = useContext(InvalidContext)
  return (
    <label className={classNames(styles.card, className)}>
      <input
        {...input}
        ref={ref}
        aria-invalid={invalid || input['aria-invalid'] || undefined}
        className={styles.box}
      />
      <span className={styles.words}>
        <span className={styles.label}>{label}</span>
        {note && <span className={styles.note}>{note}</span>}
      </span>
    </label>
  )
})
