import type { Side } from '../shapes/case.ts'
import { words } from '../text/ko/shell.ts'
import styles from './side-mark.module.css'

/** What a person is in a case, the label of a helper among it, and the host of the room. */
export type Mark = Side | 'host'

/**
 * Each has its own shape as well as colour and word: circle, square, half and half, ring, flag; for labels an eye, scales,
 * a page, a house.
 */
const shapes: Record<Mark, string> = {
  buyer: 'M5 1a4 4 0 1 0 0 8 4 4 0 0 0 0-8z',
  seller: 'M1.5 1.5h7v7h-7z',
  both: 'M5 1a4 4 0 0 0 0 8zM5.5 1.5h3.5v7H5.5z',
  helper: 'M5 1a4 4 0 1 0 0 8 4 4 0 0 0 0-8zm0 2.2a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6z',
  observer: 'M5 2C2.6 2 1 5 1 5s1.6 3 4 3 4-3 4-3-1.6-3-4-3zm0 1.6a1.4 1.4 0 1 1 0 2.8 1.4 1.4 0 0 1 0-2.8z',
  lawyer: 'M4.5 1h1v1H9L8.9 3 10 6H6.5L7.7 3H5.5v5H7v1H3V8h1.5V3H2.3l1.2 3H0l1.1-3V2h3.4z',
  press: 'M1.5 1h7v8h-7zM3 2.6v1h4v-1zm0 2v1h4v-1zm0 2v1h2.5v-1z',
  agency: 'M5 .8 9.5 3v1h-9V3zM1.5 4.6h1.2V8H1.5zm2.9 0h1.2V8H4.4zm2.9 0h1.2V8H7.3zM.8 8.4h8.4v.9H.8z',
  host: 'M2 1h1.2v.6L9 3.7 3.2 6v3.5H2z',
}

/** What a person is, as shape, colour and word. */
export function SideMark({ side }: { side: Mark }) {
  return (
    <span className={`${styles.mark} ${styles[side]}`}>
      <svg viewBox="0 0 10 10" aria-hidden className={styles.shape}>
        <path d={shapes[side]} fillRule="evenodd" />
      </svg>
      {words[side]}
    </span>
  )
}
