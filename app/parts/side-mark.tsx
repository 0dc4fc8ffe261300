import { words } from '../text/ko/shell.ts'
import styles from './side-mark.module.css'

/** Whom a person stands with in a case, and the host of the room. */
export type Side = 'buyer' | 'seller' | 'both' | 'helper' | 'host'

/** Each side has its own shape as well as colour and word: circle, square, half and half, ring, flag. */
const shapes: Record<Side, string> = {
  buyer: 'M5 1a4 4 0 1 0 0 8 4 4 0 0 0 0-8z',
  seller: 'M1.5 1.5h7v7h-7z',
  both: 'M5 1a4 4 0 0 0 0 8zM5.5 1.5h3.5v7H5.5z',
  helper: 'M5 1a4 4 0 1 0 0 8 4 4 0 0 0 0-8zm0 2.2a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6z',
  host: 'M2 1h1.2v.6L9 3.7 3.2 6v3.5H2z',
}

/** The side of a person as shape, colour and word. */
export function SideMark({ side }: { side: Side }) {
  return (
    <span className={`${styles.mark} ${styles[side]}`}>
      <svg viewBox="0 0 10 10" aria-hidden className={styles.shape}>
        <path d={shapes[side]} fillRule="evenodd" />
      </svg>
      {words[side]}
    </span>
  )
}
