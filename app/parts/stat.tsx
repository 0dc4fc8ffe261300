import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import styles from './stat.module.css'

interface BigNumberProps {
  label: ReactNode
  /** Ready formatted: `1,243명`, `12억 3,400만 원`, `5명 미만`. */
  value: ReactNode
  /** One quiet line below: the exact figure, the time it was counted. */
  note?: ReactNode
  tone?: 'plain' | 'buyer' | 'seller'
}

/** One hero figure with its name. Stands in a StatRow. */
export function BigNumber({ label, value, note, tone = 'plain' }: BigNumberProps) {
  return (
    <div className={classNames(styles.stat, styles[tone])}>
      <dt className={styles.label}>{label}</dt>
      <dd className={styles.value}>{value}</dd>
      {note && <dd className={styles.note}>{note}</dd>}
    </div>
  )
}

/** Hero figures side by side; below each other where they do not fit. */
export function StatRow({ children, compact }: { children: ReactNode; compact?: boolean }) {
  return <dl className={classNames(styles.row, compact && styles.compact)}>{children}</dl>
}
