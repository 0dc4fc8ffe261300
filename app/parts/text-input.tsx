import { type ComponentPropsWithoutRef, forwardRef, type ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { useTie } from './field.tsx'
import styles from './input.module.css'

interface TextInputProps extends ComponentPropsWithoutRef<'input'> {
  /** A unit or a button inside the right edge. */
  after?: ReactNode
}

/** One line of text. Spread `getInputProps(field, { type })` into it inside a Field. */
export const TextInput = forwardRef<HTMLInputElement, TextInputProps>(function TextInput(
  { after, className, type = 'text', ...given },
  ref,
) {
  const input = (
    <input {...useTie(given)} ref={ref} type={type} className={classNames(styles.input, className)} />
  )
  if (!after) return input
  return (
    <span className={styles.with}>
      {input}
      <span className={styles.after}>{after}</span>
    </span>
  )
})

interface SelectProps extends ComponentPropsWithoutRef<'select'> {
  options: readonly { value: string; label: string }[]
  /** The first, empty choice. */
  empty?: string
}

/** The device's own list. Spread `getSelectProps(field)` into it inside a Field. */
export const Select = forwardRef<HTMLSelectElement, SelectProps>(function Select(
  { options, empty, className, ...given },
  ref,
) {
  return (
    <select {...useTie(given)} ref={ref} className={classNames(styles.input, styles.select, className)}>
      {empty !== undefined && <option value="">{empty}</option>}
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  )
})
