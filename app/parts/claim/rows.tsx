import { type ReactNode, useState } from 'react'
import { Button } from '../button.tsx'
import { FieldError } from '../field.tsx'
import styles from './claim.module.css'
import type { SectionProps } from './section.ts'
import type { ListName, RowValues } from './values.ts'

interface RowsProps extends Pick<SectionProps, 'answer'> {
  name: Exclude<ListName, 'items'>
  rows: readonly RowValues[]
  max: number
  /** What a row is called, by its number from 1. */
  title: (no: number) => string
  add: string
  children: (row: RowValues, nameOf: (field: string) => string) => ReactNode
}

/** Rows of a list, with an empty one at the end; what is left empty is not sent on. */
export function Rows({ name, rows, max, title, add, answer, children }: RowsProps) {
  const [count, setCount] = useState(Math.min(rows.length + 1, max))
  return (
    <div id={name} className={styles.rows}>
      {Array.from({ length: count }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows are only ever added, at the end
        <fieldset key={at} className={styles.row}>
          <legend className={styles.rowTitle}>{title(at + 1)}</legend>
          {children(rows[at] ?? {}, (field) => `${name}[${at}].${field}`)}
        </fieldset>
      ))}
      <FieldError id={`${name}-error`} messages={[answer.error(name) ?? []].flat()} />
      {count < max && (
        <Button wide icon="plus" className="needs-script" onClick={() => setCount(count + 1)}>
          {add}
        </Button>
      )}
    </div>
  )
}
