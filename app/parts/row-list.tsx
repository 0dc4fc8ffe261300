import type { ReactNode } from 'react'
import styles from './row-list.module.css'

/** Rows below each other that each lead somewhere. */
export function RowList({ children }: { children: ReactNode }) {
  return <ul className={styles.list}>{children}</ul>
}
