import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import styles from './folded.module.css'

interface FoldedProps {
  /** What one taps to unfold it. */
  label: ReactNode
  /** Something in it takes something away. */
  danger?: boolean
  /** Unfolded from the start: what was sent from inside was refused. */
  open?: boolean
  children: ReactNode
}

/** What is one more tap away: details, or an act that is asked about before it is done. */
export function Folded({ label, danger, open = false, children }: FoldedProps) {
  return (
    <details open={open} className={classNames(styles.folded, danger && styles.danger)}>
      <summary>{label}</summary>
      <div className={styles.inside}>{children}</div>
    </details>
  )
}
