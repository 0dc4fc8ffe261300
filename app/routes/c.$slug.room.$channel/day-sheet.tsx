import { type SyntheticEvent, useRef } from 'react'
import { Button, LinkButton } from '#app/parts/button.tsx'
import { Field } from '#app/parts/field.tsx'
import input from '#app/parts/input.module.css'
import { Sheet } from '#app/parts/sheet.tsx'
import { YEARS } from '#app/shapes/civil-date.ts'
import { dayJump } from '#app/text/ko/reading.ts'
import styles from './day-sheet.module.css'
import type { Jumps } from './use-jump.ts'

type Props = {
  open: boolean
  /** The date it begins with, and the newest one there is, `YYYY-MM-DD`. */
  date: string
  today: string
  /** Without scripts it is a page of its own, left by its close link. */
  plain: boolean
  close(): void
  jumps: { current: Jumps | null }
}

/** To a day of the conversation, its first message or its newest. */
export function DaySheet({ open, date, today, plain, close, jumps }: Props) {
  const field = useRef<HTMLInputElement>(null)
  const leave = (event: SyntheticEvent, go: (jumps: Jumps) => void) => {
    event.preventDefault()
    close()
    if (jumps.current) go(jumps.current)
  }
  const submit = (event: SyntheticEvent) => leave(event, (ways) => ways.toDay(field.current?.value ?? ''))
  return (
    <Sheet open={open} onClose={close} {...(plain ? { closeTo: '?' } : {})} title={dayJump.title}>
      <form method="get" className={styles.form} onSubmit={submit}>
        <Field of="day" label={dayJump.label}>
          <input
            ref={field}
            id="day"
            name="date"
            type="date"
            required
            key={date}
            defaultValue={date}
            min={`${YEARS.from}-01-01`}
            max={today}
            className={input.input}
          />
        </Field>
        <Button type="submit" kind="primary" wide>
          {dayJump.go}
        </Button>
      </form>
      <div className={styles.ends}>
        <LinkButton icon="up" to="?later=0" onClick={(event) => leave(event, (ways) => ways.toStart())}>
          {dayJump.first}
        </LinkButton>
        <LinkButton icon="down" to="?" onClick={(event) => leave(event, (ways) => ways.toEnd())}>
          {dayJump.newest}
        </LinkButton>
      </div>
    </Sheet>
  )
}
