import { Link } from '#app/parts/link.tsx'
import { moment } from '#app/text/format.ts'
import type { NoticeView } from '#server/domain/notice/read.ts'
import { notices as words } from '../../text/ko/notices.ts'
import { Chip } from '../chip.tsx'
import styles from '../entry-row.module.css'

/** One notice in the list: what it says in a line, for whom, by whom and when. */
export function NoticeRow({ slug, notice }: { slug: string; notice: NoticeView }) {
  const { id, state, title, body, channel, by, at, editedAt, pin, acks } = notice
  const facts = [
    state === 'scheduled' ? words.goesOut(moment(at)) : words.by(by, moment(at)),
    editedAt && words.edited(moment(editedAt)),
    state === 'published' && words.acks(acks),
  ]
  return (
    <li>
      <Link to={`/c/${slug}/notices/${id}`} className={styles.row}>
        <span className={styles.chips}>
          <Chip tone={state === 'published' ? 'trust' : 'plain'}>{words.places[channel]}</Chip>
          {pin !== null && <Chip icon="pin">{words.pinned}</Chip>}
          {state !== 'published' && (
            <Chip tone={state === 'scheduled' ? 'waiting' : 'plain'}>{words.states[state]}</Chip>
          )}
        </span>
        <strong className={styles.title}>{title}</strong>
        {body && <span className={styles.body}>{body}</span>}
        <span className="meta">{facts.filter(Boolean).join(' · ')}</span>
      </Link>
    </li>
  )
}
