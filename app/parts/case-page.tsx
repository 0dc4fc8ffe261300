import type { ReactNode } from 'react'
import { useCaseChanges } from '../live/use-case-changes.ts'
import { useInCase } from '../live/use-in-case.ts'
import { useLine } from '../live/use-line.ts'
import { useUnread } from '../live/use-unread.ts'
import { CaseFrame, type FrameData } from './case-frame.tsx'
import styles from './case-page.module.css'
import { classNames } from './class-names.ts'
import { PageHeading, type PageHeadingProps } from './page-heading.tsx'

interface CasePageProps extends PageHeadingProps {
  frame: FrameData
  /** The page above this one, for pages that are not among the tabs. */
  back?: string
  /** form: one narrow column (the usual). wide: room for two columns and tables. */
  width?: 'form' | 'wide'
  /** Loads again when the case changes: not for pages on which somebody may be writing something new. */
  live?: boolean
  children: ReactNode
}

/** A page inside a case beside the conversation: the same frame, kept up to date, a title, parts below each other. */
export function CasePage({ frame, back, width = 'form', live = false, children, ...heading }: CasePageProps) {
  const line = useLine()
  const loadAgain = useCaseChanges(live ? line : null, frame.caseId)
  useInCase(line, frame.caseId, () => live && loadAgain())
  return (
    <CaseFrame frame={useUnread(line, frame)} back={back}>
      <div className={classNames(styles.body, styles[width])}>
        <PageHeading {...heading} />
        {children}
      </div>
    </CaseFrame>
  )
}

/** Two columns on a desktop, one below the other elsewhere: what one does at the left, what is there at the right. */
export function Columns({ children }: { children: ReactNode }) {
  return <div className={styles.columns}>{children}</div>
}
