import type { ReactNode } from 'react'
import { shell } from '../text/ko/shell.ts'
import { classNames } from './class-names.ts'
import styles from './room-frame.module.css'

interface RoomFrameProps {
  top: ReactNode
  /** The left column of a desktop; hidden on phones, where `tabs` leads. */
  nav: ReactNode
  tabs: ReactNode
  /** The right column of a desktop: pinned, totals, my next step. */
  panel?: ReactNode
  /** The conversation fills the height and scrolls by itself; other pages scroll as a whole. */
  fill?: boolean
  children: ReactNode
}

/** The frame of everything inside a case. Phone: a column with tabs below. Desktop: 240 · middle · 360. */
export function RoomFrame({ top, nav, tabs, panel, fill, children }: RoomFrameProps) {
  return (
    <div className={classNames(styles.frame, panel ? styles.withPanel : undefined)}>
      <div className={styles.top}>{top}</div>
      <div className={styles.nav}>{nav}</div>
      <main id="main" tabIndex={-1} className={classNames(styles.middle, fill ? styles.fill : styles.page)}>
        {children}
      </main>
      {panel && (
        <aside aria-label={shell.sidePanel} className={styles.panel}>
          {panel}
        </aside>
      )}
      <div className={styles.tabs}>{tabs}</div>
    </div>
  )
}
