import type { ReactNode } from 'react'
import { moment } from '#app/text/format.ts'
import styles from './log-row.module.css'

/** What happened, one below the other. */
export function LogList({ children }: { children: ReactNode }) {
  return <ol className={styles.list}>{children}</ol>
}

interface LogRowProps {
  who: ReactNode
  /** An ISO instant. */
  at: string
  children: ReactNode
}

/** One thing that happened: who and when above, what below. */
export function LogRow({ who, at, children }: LogRowProps) {
  return (
    <li className={styles.row}>
      <div className={styles.head}>
        <span className={styles.who}>{who}</span>
        <time dateTime={at} className="meta">
          {moment(at)}
        </time>
      </div>
      {children}
    </li>
  )
}
