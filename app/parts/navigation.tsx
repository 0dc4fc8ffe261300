import type { ReactNode } from 'react'
import { grouped } from '#app/text/format.ts'
import { shell } from '../text/ko/shell.ts'
import { classNames } from './class-names.ts'
import { Icon, type IconName } from './icon.tsx'
import { Link, NavLink, useLocation } from './link.tsx'
import styles from './navigation.module.css'

/** The most a badge counts before it says `99+`. */
const BADGE_LIMIT = 99

export interface NavItem {
  to: string
  label: string
  icon: IconName
  /** Unread or open things; none is shown at 0. */
  badge?: number
  /** Marked only on exactly this address. */
  end?: boolean
  /** Pages of this way that stand under another address: marked there too. */
  alsoUnder?: string
}

/** The tabs at the bottom of a phone: 대화 · 내 신고 · 현황 · 더보기. At most five. */
export function PhoneTabs({ items }: { items: readonly NavItem[] }) {
  const { pathname } = useLocation()
  return (
    <nav aria-label={shell.mainMenu} className={classNames(styles.tabs, 'no-print')}>
      {items.map((item) => {
        const look = { to: item.to, className: styles.tab, children: <Tab {...item} /> }
        return item.alsoUnder && pathname.startsWith(item.alsoUnder) ? (
          <Link key={item.to} aria-current="page" {...look} />
        ) : (
          <NavLink key={item.to} end={item.end} {...look} />
        )
      })}
    </nav>
  )
}

function Tab({ icon, label, badge }: NavItem) {
  return (
    <>
      <span className={styles.tabIcon}>
        <Icon name={icon} />
        <Badge count={badge} />
      </span>
      <span>{label}</span>
    </>
  )
}

interface SideNavProps {
  items: readonly NavItem[]
  /** A small heading above, such as 채널. */
  title?: string
  children?: ReactNode
}

/** The same ways as a column, for the left side of a desktop. */
export function SideNav({ items, title, children }: SideNavProps) {
  return (
    <nav aria-label={title ?? shell.mainMenu} className={classNames(styles.side, 'no-print')}>
      {title && <p className={styles.title}>{title}</p>}
      {items.map((item) => (
        <NavLink key={item.to} to={item.to} end={item.end} className={styles.row}>
          <Icon name={item.icon} />
          <span className={styles.rowLabel}>{item.label}</span>
          <Badge count={item.badge} />
        </NavLink>
      ))}
      {children}
    </nav>
  )
}

function Badge({ count }: { count: number | undefined }) {
  if (!count) return null
  return (
    <span className={styles.badge}>
      <span aria-hidden>{count > BADGE_LIMIT ? `${BADGE_LIMIT}+` : count}</span>
      <span className="spoken">{shell.unread(grouped(count))}</span>
    </span>
  )
}
