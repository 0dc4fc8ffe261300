import type { ReactNode } from 'react'
import { people } from '#app/text/format.ts'
import { shell } from '../text/ko/shell.ts'
import { Icon } from './icon.tsx'
import { Link } from './link.tsx'
import styles from './top-bar.module.css'
import { Mark } from './wordmark.tsx'

interface TopBarProps {
  /** The case or page name. */
  title: ReactNode
  /** `h1` where the bar names the page; leave out where the page has its own h1. */
  titleAs?: 'h1' | 'p'
  /** Where the arrow leads; without it the mark leads home. */
  back?: string
  /** The D-day chip. */
  chip?: ReactNode
  /** People connected now; null while unknown. */
  here?: number | null
  /** Buttons at the right edge. */
  actions?: ReactNode
}

/** The bar at the top of a room: case name, D-day, people here. */
export function TopBar({ title, titleAs: Title = 'p', back, chip, here = null, actions }: TopBarProps) {
  return (
    <header className={`${styles.bar} no-print`}>
      <Link to={back ?? '/'} aria-label={back ? shell.back : shell.home} className={styles.way}>
        {back ? <Icon name="back" /> : <Mark />}
      </Link>
      <div className={styles.words}>
        <Title className={styles.title}>{title}</Title>
        <div className={styles.facts}>
          {chip}
          {here !== null && (
            <span className={styles.here}>
              <span className={styles.lamp} aria-hidden />
              <span aria-hidden>{shell.here(people(here))}</span>
              <span className="spoken">{shell.hereAria(people(here))}</span>
            </span>
          )}
        </div>
      </div>
      {actions && <div className={styles.actions}>{actions}</div>}
    </header>
  )
}
