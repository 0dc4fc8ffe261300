import {
  type ChangeEvent,
  type ComponentPropsWithoutRef,
  type FormEvent,
  useEffect,
  useRef,
  useState,
} from 'react'
import { dateFrom, seoulDate } from '#app/shapes/civil-date.ts'
import { day } from '#app/text/format.ts'
import { formText } from '../text/ko/shell.ts'
import { classNames } from './class-names.ts'
import { useTie } from './field.tsx'
import { Icon } from './icon.tsx'
import styles from './input.module.css'

type DateInputProps = Omit<ComponentPropsWithoutRef<'input'>, 'type' | 'value'>

/**
 * A date typed freely (`20240817`, `2024.8.17`, `오늘`) or picked in the device's own calendar; it posts `YYYY-MM-DD`.
 * Without scripts it posts what was typed, which the server reads the same way. Spread
 * `getInputProps(field, { type: 'text' })`; `min` and `max` (`YYYY-MM-DD`) limit the calendar.
 */
export function DateInput({ className, min, max, defaultValue, onInput, ...given }: DateInputProps) {
  const tied = useTie(given)
  const text = useRef<HTMLInputElement>(null)
  const picker = useRef<HTMLInputElement>(null)
  const [shown, setShown] = useState(String(defaultValue ?? ''))
  const [left, setLeft] = useState(false)
  const date = readDate(shown)

  const settle = (value: string) => {
    const read = readDate(value)
    if (text.current && read) text.current.value = read
    if (picker.current) picker.current.value = read ?? ''
    setShown(read ?? value)
    setLeft(true)
  }

  const typed = (event: FormEvent<HTMLInputElement>) => {
    setShown(event.currentTarget.value)
    setLeft(false)
    onInput?.(event)
  }

  const pick = (event: ChangeEvent<HTMLInputElement>) => {
    if (!text.current || !event.currentTarget.value) return
    settle(event.currentTarget.value)
    text.current.dispatchEvent(new Event('input', { bubbles: true }))
  }

  /* React's onChange is the input event; the native change event comes on leaving and on Enter, before the form goes. */
  useEffect(() => {
    const field = text.current
    const settled = () => field && settle(field.value)
    field?.addEventListener('change', settled)
    return () => field?.removeEventListener('change', settled)
  })

  return (
    <>
      <span className={styles.with}>
        <input
          {...tied}
          ref={text}
          type="text"
          inputMode="text"
          autoComplete="off"
          placeholder={given.placeholder ?? formText.dateHint}
          defaultValue={defaultValue}
          onInput={typed}
          className={classNames(styles.input, className)}
        />
        <span className={classNames(styles.after, 'needs-script')}>
          <span className={styles.picker}>
            <Icon name="calendar" />
            <input
              ref={picker}
              type="date"
              tabIndex={-1}
              aria-label={formText.pickDate}
              min={min}
              max={max}
              defaultValue={date ?? ''}
              onChange={pick}
              className={styles.native}
            />
          </span>
        </span>
      </span>
      <output htmlFor={tied.id} className={styles.aid} data-wrong={date === null}>
        {date ? day(date) : left && shown && formText.unreadableDate}
      </output>
    </>
  )
}

function readDate(typed: string): string | null {
  const read = dateFrom(typed, seoulDate(Date.now()))
  return 'date' in read ? read.date : null
}
