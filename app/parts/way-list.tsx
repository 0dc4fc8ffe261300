import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'
import { Link } from './link.tsx'
import styles from './way-list.module.css'

export interface Way {
  to: string
  label: ReactNode
  /** One quiet line below. */
  note?: ReactNode
  icon?: IconName
  /** Done instead of going there at once. */
  instead?: () => void
}

/** Places to go from here, as rows one can hit with a thumb. */
export function WayList({ ways }: { ways: readonly Way[] }) {
  return (
    <ul className={styles.list}>
      {ways.map(({ to, label, note, icon, instead }) => (
        <li key={to}>
          <Link
            to={to}
            className={styles.way}
            onClick={
              instead &&
              ((event) => {
                event.preventDefault()
                instead()
              })
            }
          >
            {icon && <Icon name={icon} />}
            <span className={styles.words}>
              <span className={styles.label}>{label}</span>
              {note && <span className={styles.note}>{note}</span>}
            </span>
            <span className={styles.arrow}>
              <Icon name="right" size="small" />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
