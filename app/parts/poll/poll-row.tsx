import { moment } from '#app/text/format.ts'
import type { PollCard } from '../../shapes/card.ts'
import { channelNames } from '../../text/ko/chat.ts'
import { polls as words } from '../../text/ko/polls.ts'
import { Chip } from '../chip.tsx'
import styles from '../entry-row.module.css'
import { Link } from '../link.tsx'

/** One poll in the list: the question, where it was asked, and how it stands. */
export function PollRow({ slug, poll }: { slug: string; poll: PollCard }) {
  const { id, question, channel, isClosed, closesAt, voters, by, at, anonymous } = poll
  const end = isClosed ? words.isClosed : closesAt ? words.until(moment(closesAt)) : words.noEnd
  return (
    <li>
      <Link to={`/c/${slug}/polls/${id}`} className={styles.row}>
        <span className={styles.chips}>
          <Chip>{channelNames[channel]}</Chip>
          <Chip tone={isClosed ? 'plain' : 'waiting'}>{end}</Chip>
          {anonymous && <Chip icon="lock">{words.kinds.anonymous}</Chip>}
        </span>
        <strong className={styles.title}>{question}</strong>
        <span className="meta">
          {words.voters(voters)} · {words.by(by, moment(at))}
        </span>
      </Link>
    </li>
  )
}
