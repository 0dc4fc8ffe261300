import { type MouseEvent, useEffect, useRef, useState } from 'react'
import { ITEMS_MAX } from '#app/shapes/claim.ts'
import { claimForm as text } from '#app/text/ko/claim.ts'
import { Button } from '../button.tsx'
import { classNames } from '../class-names.ts'
import { Field, FieldError } from '../field.tsx'
import { MoneyInput } from '../money-input.tsx'
import { TextInput } from '../text-input.tsx'
import styles from './claim.module.css'
import type { ClaimAnswer } from './form-state.ts'
import { blankItem, type RowValues, rowTurns } from './values.ts'

interface ItemRowsProps {
  items: readonly RowValues[]
  answer: ClaimAnswer
  /** Settlement lines have no quantity. */
  settlement: boolean
  /** Each line also says how many arrived. */
  received: boolean
  /** Told after a line came or went. */
  onTurn: () => void
}

type Row = { values: RowValues; key: number }

/** The lines of a claim. Adding and removing works on the spot, and by the form itself where there are no scripts. */
export function ItemRows({ items, answer, settlement, received, onTurn }: ItemRowsProps) {
  const [rows, setRows] = useState<Row[]>(() => items.map((values, key) => ({ values, key })))
  const next = useRef(items.length)
  const told = useRef(rows.length)
  useEffect(() => {
    if (told.current === rows.length) return
    told.current = rows.length
    onTurn()
  })
  const add = (event: MouseEvent) => {
    event.preventDefault()
    const key = next.current++
    setRows([...rows, { values: blankItem, key }])
    requestAnimationFrame(() => document.getElementById(`items[${rows.length}].name`)?.focus())
  }
  const remove = (event: MouseEvent, key: number) => {
    event.preventDefault()
    setRows(rows.filter((row) => row.key !== key))
  }
  return (
    <div id="items">
      {rows.map((row, at) => (
        <ItemRow
          key={row.key}
          row={row.values}
          at={at}
          answer={answer}
          settlement={settlement}
          received={received}
          onRemove={rows.length > 1 ? (event) => remove(event, row.key) : null}
        />
      ))}
      <FieldError id="items-error" messages={[answer.error('items') ?? []].flat()} />
      {rows.length < ITEMS_MAX && (
        <Button type="submit" name={rowTurns.name} value={rowTurns.add} icon="plus" wide onClick={add}>
          {text.addItem}
        </Button>
      )}
    </div>
  )
}

interface ItemRowProps {
  row: RowValues
  at: number
  answer: ClaimAnswer
  settlement: boolean
  received: boolean
  onRemove: ((event: MouseEvent) => void) | null
}

function ItemRow({ row, at, answer, settlement, received, onRemove }: ItemRowProps) {
  const name = (field: string) => `items[${at}].${field}`
  return (
    <fieldset className={styles.row}>
      <legend className="spoken">{text.item(at + 1)}</legend>
      {onRemove && (
        <div className={styles.rowHead}>
          <span className={styles.rowTitle} aria-hidden>
            {text.item(at + 1)}
          </span>
          <Button
            kind="bare"
            icon="trash"
            type="submit"
            name={rowTurns.name}
            value={rowTurns.remove(at)}
            onClick={onRemove}
          >
            {text.removeItem}
          </Button>
        </div>
      )}
      <Field
        of={name('name')}
        label={settlement ? text.lineName : text.itemName}
        hint={at === 0 ? (settlement ? text.lineNameHint : text.itemNameHint) : undefined}
        error={answer.error(name('name'))}
      >
        <TextInput name={name('name')} autoComplete="off" defaultValue={row.name} />
      </Field>
      <div className={classNames(styles.counted, settlement && styles.single, received && styles.thrice)}>
        {!settlement && (
          <Field of={name('quantity')} label={text.quantity} error={answer.error(name('quantity'))}>
            <TextInput
              name={name('quantity')}
              inputMode="numeric"
              autoComplete="off"
              defaultValue={row.quantity}
            />
          </Field>
        )}
        {received && (
          <Field of={name('received')} label={text.received} error={answer.error(name('received'))}>
            <TextInput
              name={name('received')}
              inputMode="numeric"
              autoComplete="off"
              defaultValue={row.received}
            />
          </Field>
        )}
        <Field of={name('amount')} label={text.amount} error={answer.error(name('amount'))}>
          <MoneyInput name={name('amount')} defaultValue={row.amount} />
        </Field>
      </div>
      {at === 0 && (
        <p className="meta">
          {settlement ? text.lineAmountHint : received ? text.missingAmountHint : text.amountHint}
        </p>
      )}
    </fieldset>
  )
}
