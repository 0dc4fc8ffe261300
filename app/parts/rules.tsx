import { rules } from '../text/ko/rules.ts'
import styles from './rules.module.css'

/** The rules of the room, folded: one tap opens them, also without scripts. */
export function Rules({ open }: { open?: boolean }) {
  return (
    <details open={open} className={styles.rules}>
      <summary className={styles.name}>{rules.title}</summary>
      <ol className={styles.list}>
        {rules.list.map((rule) => (
          <li key={rule}>{rule}</li>
        ))}
      </ol>
    </details>
  )
}
