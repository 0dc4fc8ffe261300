import type { MouseEvent, ReactNode } from 'react'
import { classNames } from '#app/parts/class-names.ts'
import { Link } from '#app/parts/link.tsx'
import { dayDivider } from '#app/text/format.ts'
import { chat } from '#app/text/ko/chat.ts'
import { dayJump } from '#app/text/ko/reading.ts'
import styles from './conversation.module.css'
import type { PageState } from './use-reader.ts'

/** `opens`: before scripts run the list opens here. */
export function Day({ date, opens }: { date: string; opens: boolean }) {
  return (
    <li className={classNames(styles.day, opens && styles.opensHere)}>
      <span>{dayDivider(date)}</span>
    </li>
  )
}

export function Divider({ opens }: { opens: boolean }) {
  return (
    <li className={classNames(styles.divider, opens && styles.opensHere)} id="unread">
      <span>{chat.readTo}</span>
    </li>
  )
}

type EdgeProps = {
  /** Where the next page is, for pages without scripts. */
  to: string
  state: PageState
  words: { go: string; loading: string; failed: string }
  load(): void
  children?: ReactNode
}

/** The way to the next page: fetched by itself ahead of the reader, and a plain link. */
export function Edge({ to, state, words, load, children }: EdgeProps) {
  const press = (event: MouseEvent) => {
    event.preventDefault()
    if (state !== 'loading') load()
  }
  return (
    <div className={styles.start}>
      <Link to={to} className={styles.older} onClick={press}>
        {state === 'idle' ? words.go : words[state]}
      </Link>
      {children}
    </div>
  )
}

/** The day of what is at the top of the view, while older words are read; pressed, it leads to another day. */
export function FloatingDay({ date, press }: { date: string; press(): void }) {
  return (
    <div className={styles.floating}>
      <button type="button" className={styles.floatingDay} onClick={press}>
        <span>
          {dayDivider(date)}
          <span className="spoken">, {dayJump.from}</span>
        </span>
      </button>
    </div>
  )
}
