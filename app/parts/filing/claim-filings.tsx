import { won } from '#app/text/format.ts'
import type { OwnOutcome } from '../../shapes/filing-progress.ts'
import {
  outcomeNames,
  progressPage,
  stageNames,
  claimFilings as words,
} from '../../text/ko/filing-progress.ts'
import { Card } from '../card.tsx'
import { Chip } from '../chip.tsx'
import { Link } from '../link.tsx'
import { Notice } from '../notice.tsx'
import { Row } from '../page-shell.tsx'
import styles from './filing.module.css'

interface FilingsProps {
  slug: string
  filings: readonly {
    filingId: string
    title: string
    recipient: string
    stage: keyof typeof stageNames
    own: OwnOutcome | null
  }[]
}

/** Where one claim was handed in together with others, and what came of it. */
export function ClaimFilings({ slug, filings }: FilingsProps) {
  if (filings.length === 0) return null
  return (
    <Card title={words.title}>
      <ul className={styles.list}>
        {filings.map(({ filingId, title, recipient, stage, own }) => (
          <li key={filingId}>
            <Row>
              <Chip tone={stage === 'paid' ? 'done' : 'waiting'}>{stageNames[stage]}</Chip>
              <Link to={`/c/${slug}/filings/${filingId}/progress`}>{title}</Link>
            </Row>
            <p className="meta">
              {recipient} ·{' '}
              {own
                ? `${outcomeNames[own.outcome]} · ${progressPage.paidOf(own.paid, own.remaining)}`
                : words.waiting}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  )
}

/** What withdrawing a claim takes it out of, by name. */
export function LeavingFilings({ filings }: FilingsProps) {
  if (filings.length === 0) return null
  const pinned = filings.some(({ own }) => own !== null)
  return (
    <Notice kind="warn" title={words.leaving}>
      <ul className={styles.list}>
        {filings.map(({ filingId, title, recipient, own }) => (
          <li key={filingId}>
            {title} ({recipient}){own && ` · ${won(own.remaining)}`}
          </li>
        ))}
      </ul>
      <p>
        {words.leavesOpen} {pinned && words.leavesPinned}
      </p>
    </Notice>
  )
}
