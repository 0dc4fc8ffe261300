import { moment } from '#app/text/format.ts'
import type { FilingView } from '../../shapes/filing.ts'
import { destinationWords } from '../../text/ko/destinations.ts'
import { filings as words } from '../../text/ko/filing.ts'
import { Chip, type ChipTone } from '../chip.tsx'
import styles from '../entry-row.module.css'
import { Link } from '../link.tsx'

export const filingTones: Record<FilingView['state'], ChipTone> = {
  open: 'waiting',
  closed: 'plain',
  frozen: 'done',
}

/** One filing in the list: where it goes, how it stands, and who is in it so far. */
export function FilingRow({ filing }: { filing: FilingView }) {
  const { id, slug, destination, side, title, state, closesAt, sums } = filing
  return (
    <li>
      <Link to={`/c/${slug}/filings/${id}`} className={styles.row}>
        <span className={styles.chips}>
          <Chip tone={filingTones[state]}>{words.states[state]}</Chip>
          <Chip>{words.sides[side]}</Chip>
        </span>
        <strong className={styles.title}>{title}</strong>
        <span className="meta">
          {destinationWords[destination].label} · {words.counts(sums.people, sums.remaining)}
          {state === 'open' && ` · ${words.until(moment(closesAt))}`}
        </span>
      </Link>
    </li>
  )
}
