import { shell } from '../text/ko/shell.ts'
import styles from './skeleton.module.css'

interface SkeletonProps {
  /** The layout that is on its way. */
  of: 'lines' | 'bubbles' | 'cards' | 'numbers'
  count?: number
}

/** The outline of what is being loaded, in its real layout. */
export function Skeleton({ of, count = 3 }: SkeletonProps) {
  return (
    <div className={styles[of]} aria-busy="true">
      <span className="spoken">{shell.loading}</span>
      {Array.from({ length: count }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: outlines have no identity
        <span key={at} className={styles.bone} aria-hidden />
      ))}
    </div>
  )
}
