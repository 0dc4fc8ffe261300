import type { ReactNode } from 'react'
import styles from './search-line.module.css'

/** A search field with its button: beside each other where there is room. */
export function SearchLine({ children }: { children: ReactNode }) {
  return <div className={styles.line}>{children}</div>
}
