import { day } from '#app/text/format.ts'
import { anchorName, basisLine, deadlineText, deadlineWords as words } from '#app/text/ko/law.ts'
import type { Deadline } from '#server/domain/law/deadline.ts'
import type { DeadlineEntry as Entry } from '#server/domain/law/entries.ts'
import { Chip, DDay } from '../chip.tsx'
import { Folded } from '../folded.tsx'
import { Link } from '../link.tsx'
import styles from './law.module.css'

interface DeadlineEntryProps {
  entry: Entry
  slug: string
  today: string
  /** Whose claim it is, where several stand in one list. */
  named?: boolean
}

/** One deadline: what, when, whose, and how it was reckoned. */
export function DeadlineEntry({ entry: { deadline, claim }, slug, today, named }: DeadlineEntryProps) {
  const text = deadlineText[deadline.rule]
  const by = deadline.safe ?? deadline.legal
  return (
    <li className={styles.entry}>
      <div className={styles.head}>
        <strong>{text?.title}</strong>
        {by && <DDay date={by} today={today} />}
        {deadline.whose === 'theirs' && <Chip>{words.theirs}</Chip>}
        {deadline.status === 'unclear' && <Chip tone="waiting">{words.unclear}</Chip>}
      </div>
      <Days deadline={deadline} />
      <p>{text?.why}</p>
      {named && (
        <p className="meta">
          {claim ? (
            <Link className={styles.of} to={`/c/${slug}/claims/${claim.id}`}>
              {words.of(String(claim.receiptNo))}
            </Link>
          ) : (
            words.ofCase
          )}
        </p>
      )}
      <Folded label={words.how}>
        {deadline.readings.map((reading) => (
          <p key={reading.anchor + reading.end}>{howOf(reading)}</p>
        ))}
        <p className="meta">{basisLine(deadline.basis)}</p>
      </Folded>
    </li>
  )
}

/** 안전 기한 and 법정 기한 where they differ, one day where not, or why there is none. */
function Days({ deadline }: { deadline: Deadline }) {
  const { state, safe, legal, missing } = deadline
  const needs = missing.map((anchor) => anchorName[anchor]).join(', ')
  if (state === 'missing') return <p className="meta">{words.needs(needs)}</p>
  if (state === 'not_begun') return <p className="meta">{words.notBegun}</p>
  const name = deadline.isContract ? words.contractual : words.legal
  return (
    <>
      <dl className={styles.days}>
        {safe && safe !== legal && (
          <>
            <dt>{words.safe}</dt>
            <dd>
              <strong>{day(safe)}</strong>
            </dd>
          </>
        )}
        {legal && (
          <>
            <dt>{state === 'at_latest' ? words.atLatest : name}</dt>
            <dd>
              <strong>{day(legal)}</strong>
            </dd>
          </>
        )}
      </dl>
      {state === 'beyond' && <p className="meta">{safe ? words.beyond : words.beyondWorkingDays}</p>}
      {state === 'at_latest' && <p className="meta">{words.needs(needs)}</p>}
    </>
  )
}

function howOf({ anchor, from, unrolled, end }: Deadline['readings'][number]): string {
  const moved = end === unrolled ? '' : ` ${words.moved(unrolled)}`
  if (from === unrolled) return `${anchorName[anchor]} ${day(from)}. ${words.setDay}${moved}`
  return `${words.reading(anchorName[anchor], from, end)}.${moved}`
}
