import type { ReactNode } from 'react'
import { shell } from '../text/ko/shell.ts'
import { classNames } from './class-names.ts'
import { Icon } from './icon.tsx'
import { Link } from './link.tsx'
import { PageHeading, type PageHeadingProps } from './page-heading.tsx'
import styles from './page-shell.module.css'
import { Wordmark } from './wordmark.tsx'

interface PageShellProps extends PageHeadingProps {
  back?: string
  /** Links at the right of the top line. */
  actions?: ReactNode
  /** form: one narrow column (the usual). wide: room for two columns and tables. */
  width?: 'form' | 'wide'
  footer?: ReactNode
  children: ReactNode
}

/** A page outside the rooms: wordmark, title, one thing at a time. */
export function PageShell({ back, actions, width = 'form', footer, children, ...heading }: PageShellProps) {
  return (
    <div className={classNames(styles.page, styles[width])}>
      <header className={classNames(styles.top, 'no-print')}>
        {back ? (
          <Link to={back} className={styles.back}>
            <Icon name="back" />
            <span>{shell.back}</span>
          </Link>
        ) : (
          <Link to="/" aria-label={shell.home} className={styles.home}>
            <Wordmark />
          </Link>
        )}
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      <main id="main" tabIndex={-1} className={styles.main}>
        <PageHeading {...heading} />
        {children}
      </main>
      {footer && <footer className={styles.footer}>{footer}</footer>}
    </div>
  )
}

/** The place of the one primary button: stays in thumb reach at the bottom of a phone. */
export function ActionBar({ children }: { children: ReactNode }) {
  return <div className={classNames(styles.actionBar, 'no-print')}>{children}</div>
}

/** Parts below each other at an even distance. `gap`: 16 or 24. */
export function Stack({ gap = 'normal', children }: { gap?: 'normal' | 'large'; children: ReactNode }) {
  return <div className={classNames(styles.stack, gap === 'large' && styles.large)}>{children}</div>
}

/** Parts beside each other, on the next line where they do not fit: buttons, chips. */
export function Row({ children }: { children: ReactNode }) {
  return <div className={styles.row}>{children}</div>
}
