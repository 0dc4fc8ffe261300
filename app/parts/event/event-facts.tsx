import type { EventCard } from '../../shapes/card.ts'
import { eventWhen } from '../../text/event-time.ts'
import { schedule as words } from '../../text/ko/schedule.ts'
import { Chip } from '../chip.tsx'
import { Icon } from '../icon.tsx'
import { PlainText } from '../plain-text.tsx'
import styles from './event-facts.module.css'

/** When and where an entry is, and what goes with it. */
export function EventFacts({ event }: { event: EventCard }) {
  const { cancelled, place, link, note } = event
  return (
    <div className={styles.facts}>
      {cancelled && (
        <p>
          <Chip tone="danger">{words.cancelled}</Chip>
        </p>
      )}
      <p className={styles.fact}>
        <Icon name="calendar" size="small" />
        <strong className={cancelled ? styles.gone : undefined}>{eventWhen(event)}</strong>
      </p>
      {place && (
        <p className={styles.fact}>
          <Icon name="pin" size="small" label={words.place} />
          <span>{place}</span>
        </p>
      )}
      {link && (
        <p className={styles.fact}>
          <Icon name="external" size="small" />
          <a href={link} rel="noopener noreferrer nofollow ugc" target="_blank">
            {words.linkGoes(hostOf(link))}
          </a>
        </p>
      )}
      {note && <PlainText text={note} />}
    </div>
  )
}

function hostOf(link: string): string {
  return URL.canParse(link) ? new URL(link).host : link
}
