import type { ReactNode } from 'react'
import styles from './page-heading.module.css'

export interface PageHeadingProps {
  title: ReactNode
  /** One or two sentences below the title. */
  lede?: ReactNode
  /** A line above the title: a chip, a step count. */
  above?: ReactNode
}

/** What a page is and what it is for. */
export function PageHeading({ title, lede, above }: PageHeadingProps) {
  return (
    <div className={styles.heading}>
      {above && <div className={styles.above}>{above}</div>}
      <h1>{title}</h1>
      {lede && <p className={styles.lede}>{lede}</p>}
    </div>
  )
}
