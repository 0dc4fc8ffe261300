import { type ComponentPropsWithoutRef, type FormEvent, useEffect, useRef, useState } from 'react'
import { wonReading } from '#app/text/format.ts'
import { formText } from '../text/ko/shell.ts'
import { classNames } from './class-names.ts'
import { useTie } from './field.tsx'
import styles from './input.module.css'
import { moneyText, moneyValue, retypeMoney } from './money-text.ts'

type MoneyInputProps = Omit<ComponentPropsWithoutRef<'input'>, 'type' | 'value' | 'inputMode'> & {
  /** Called with whole won, or null when the field holds no digit. */
  onWon?: (won: number | null) => void
}

/**
 * Whole won with commas while typing and the amount in words below. Posts what it shows (`1,234,000`), so it works
 * without scripts as well; the server reads commas, spaces and 원 away. Spread `getInputProps(field, { type: 'text' })`.
 */
export function MoneyInput({ onWon, defaultValue, className, onInput, ...given }: MoneyInputProps) {
  const tied = useTie(given)
  const input = useRef<HTMLInputElement>(null)
  const before = useRef(moneyText(String(defaultValue ?? '')))
  const [won, setWon] = useState(moneyValue(before.current))

  const settle = (field: HTMLInputElement, erasedBackwards: boolean) => {
    const next = retypeMoney(
      before.current,
      field.value,
      field.selectionStart ?? field.value.length,
      erasedBackwards,
    )
    if (field.value !== next.text) {
      field.value = next.text
      if (document.activeElement === field) field.setSelectionRange(next.caret, next.caret)
    }
    before.current = next.text
    const value = moneyValue(next.text)
    setWon(value)
    onWon?.(value)
  }

  const typed = (event: FormEvent<HTMLInputElement>) => {
    const native = event.nativeEvent as InputEvent
    if (!native.isComposing) settle(event.currentTarget, native.inputType === 'deleteContentBackward')
    onInput?.(event)
  }

  /* React's onChange is the input event; the native change event comes on leaving and on Enter, before the form goes. */
  useEffect(() => {
    const field = input.current
    const form = field?.form
    const left = () => {
      if (!field) return
      field.value = moneyText(field.value)
      settle(field, false)
    }
    const reset = () => setTimeout(left)
    field?.addEventListener('change', left)
    form?.addEventListener('reset', reset)
    return () => {
      field?.removeEventListener('change', left)
      form?.removeEventListener('reset', reset)
    }
  })

  return (
    <>
      <span className={styles.with}>
        <input
          {...tied}
          ref={input}
          type="text"
          inputMode="numeric"
          autoComplete="off"
          defaultValue={before.current}
          onInput={typed}
          onCompositionEnd={(event) => settle(event.currentTarget, false)}
          className={classNames(styles.input, styles.money, className)}
        />
        <span className={styles.after}>{formText.wonUnit}</span>
      </span>
      <output htmlFor={tied.id} className={classNames(styles.aid, styles.moneyAid)}>
        {won !== null && wonReading(won)}
      </output>
    </>
  )
}
