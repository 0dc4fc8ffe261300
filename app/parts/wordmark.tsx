import { shell } from '../text/ko/shell.ts'
import styles from './wordmark.module.css'

/** Where the seven dots of ㅁ stand on a 32 grid; the eighth is the one that is just arriving. */
const gathered = [
  [8, 8],
  [16, 8],
  [8, 16],
  [24, 16],
  [8, 24],
  [16, 24],
  [24, 24],
] as const

/** The mark: dots gathering into ㅁ, the first letter of 모아. */
export function Mark({ label }: { label?: string }) {
  return (
    <svg
      className={styles.mark}
      viewBox="0 0 32 32"
      focusable="false"
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
    >
      {gathered.map(([x, y]) => (
        <circle key={`${x}-${y}`} cx={x} cy={y} r="3.1" className={styles.dot} />
      ))}
      <circle cx="26.2" cy="5.8" r="3.1" className={styles.arriving} />
    </svg>
  )
}

/** The mark with the name beside it. */
export function Wordmark() {
  return (
    <span className={styles.wordmark}>
      <Mark />
      <span>{shell.name}</span>
    </span>
  )
}
