import { moment, shortDay, won } from '#app/text/format.ts'
import { claimKindName } from '#app/text/ko/claim.ts'
import { queuePage as words } from '#app/text/ko/review.ts'
import type { QueueRow } from '#server/domain/review/queue.ts'
import { LinkButton } from '../button.tsx'
import { Card } from '../card.tsx'
import { Chip } from '../chip.tsx'
import { StateChip } from '../claim/state-chip.tsx'
import { Link } from '../link.tsx'
import { Row } from '../page-shell.tsx'
import { SideMark } from '../side-mark.tsx'
import styles from './review.module.css'

interface QueueListProps {
  slug: string
  rows: readonly QueueRow[]
}

/** Claims in the order in which they came: a table where there is room, cards on a phone. */
export function QueueList(props: QueueListProps) {
  return (
    <>
      <QueueTable {...props} />
      <QueueCards {...props} />
    </>
  )
}

const addressOf = (slug: string, id: string) => `/c/${slug}/host/claims/${id}`

function QueueTable({ slug, rows }: QueueListProps) {
  return (
    <table className={styles.table}>
      <caption className="spoken">{words.title}</caption>
      <thead>
        <tr>
          <th scope="col" className={styles.number}>
            {words.receipt}
          </th>
          <th scope="col">{words.stage}</th>
          <th scope="col">{words.who}</th>
          <th scope="col">{words.kind}</th>
          <th scope="col" className={styles.number}>
            {words.remaining}
          </th>
          <th scope="col">{words.missing}</th>
          <th scope="col">{words.changed}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row" className={styles.number}>
              <Link className={styles.open} to={addressOf(slug, row.id)}>
                {row.receiptNo}
              </Link>
            </th>
            <td>
              <Stage row={row} />
            </td>
            <td>
              {row.nickname} <SideMark side={row.side} />
            </td>
            <td>{claimKindName[row.kind]}</td>
            <td className={styles.number}>{won(row.remaining)}</td>
            <td>{lacksOf(row)}</td>
            <td>{moment(row.changedAt)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function QueueCards({ slug, rows }: QueueListProps) {
  return (
    <ul className={styles.cards}>
      {rows.map((row) => (
        <li key={row.id}>
          <Card title={`${words.receipt} ${row.receiptNo}`} action={<Stage row={row} />}>
            <Row>
              <span>{row.nickname}</span>
              <SideMark side={row.side} />
              <Chip>{claimKindName[row.kind]}</Chip>
            </Row>
            <p className={styles.line}>
              <span className="meta">{words.remaining}</span> <strong>{won(row.remaining)}</strong>
            </p>
            <p className={styles.line}>
              <span className="meta">{words.missing}</span> <span>{lacksOf(row)}</span>
            </p>
            <LinkButton to={addressOf(slug, row.id)}>{words.open}</LinkButton>
          </Card>
        </li>
      ))}
    </ul>
  )
}

function Stage({ row: { stage, dueOn } }: { row: QueueRow }) {
  return (
    <>
      <StateChip stage={stage} /> {dueOn && <span className="meta">{words.due(shortDay(dueOn))}</span>}
    </>
  )
}

function lacksOf({ missing, stage }: QueueRow): string {
  if (stage === 'withdrawn') return ''
  if (missing === null) return words.uncounted
  return missing === 0 ? words.isWhole : words.lacks(missing)
}
