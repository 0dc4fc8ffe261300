import type { EventCard } from '../../shapes/card.ts'
import { eventWhen } from '../../text/event-time.ts'
import { schedule as words } from '../../text/ko/schedule.ts'
import { Chip, DDay } from '../chip.tsx'
import styles from '../entry-row.module.css'
import { Link } from '../link.tsx'

/** One entry in a list: what, when and where, and how far away. */
export function EventRow({ slug, event, today }: { slug: string; event: EventCard; today: string }) {
  const { id, title, startsOn, endsOn, place, cancelled } = event
  const isAhead = (endsOn ?? startsOn) >= today
  return (
    <li>
      <Link to={`/c/${slug}/schedule/${id}`} className={styles.row}>
        {(cancelled || isAhead) && (
          <span className={styles.chips}>
            {cancelled ? (
              <Chip tone="danger">{words.cancelled}</Chip>
            ) : (
              <DDay date={startsOn > today ? startsOn : today} today={today} />
            )}
          </span>
        )}
        <strong className={styles.title}>{title}</strong>
        <span>{eventWhen(event)}</span>
        {place && <span className="meta">{place}</span>}
      </Link>
    </li>
  )
}
