import { type Heard, useHeard } from '#app/live/use-heard.ts'
import { notificationsPage } from '../text/ko/notify.ts'
import styles from './bell.module.css'
import { Icon } from './icon.tsx'
import { Link } from './link.tsx'

/** The most the bell counts before it says `99+`. */
const BELL_LIMIT = 99

interface BellProps {
  heard: Heard
  /** Whether anything else waits unread: title and icons show a dot for it. */
  dot: boolean
}

/** The way to the list of what one was told of, with how much of it is new. */
export function Bell({ heard, dot }: BellProps) {
  const { told } = useHeard(heard, dot)
  return (
    <Link to="/notifications" className={styles.bell}>
      <Icon name="bell" />
      <span className="spoken">{notificationsPage.bell(told)}</span>
      {told > 0 && (
        <span className={styles.count} aria-hidden>
          {told > BELL_LIMIT ? `${BELL_LIMIT}+` : told}
        </span>
      )}
    </Link>
  )
}
