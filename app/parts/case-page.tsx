import type { ReactNode } from 'react'
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
  children: ReactNode
}

/** A page inside a case beside the conversation: the same frame, a title, parts below each other. */
export function CasePage({ frame, back, width = 'form', children, ...heading }: CasePageProps) {
  return (
    <CaseFrame frame={frame} back={back}>
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
