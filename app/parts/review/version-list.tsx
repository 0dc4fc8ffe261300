import { fullMoment } from '#app/text/format.ts'
import { receiptText } from '#app/text/ko/claim.ts'
import { changesText as words } from '#app/text/ko/review.ts'
import type { Statement } from '#server/domain/claim/statement.ts'
import { changesOf } from '../claim/changes.ts'
import { StatementView } from '../claim/statement-view.tsx'
import { Stack } from '../page-shell.tsx'
import styles from './review.module.css'

/** Every version of a claim, the newest first: what each says differently from the one before, and the whole of it. */
export function VersionList({ history, today }: { history: readonly Statement[]; today: string }) {
  return history
    .map((statement, at) => (
      <details key={statement.version}>
        <summary>
          {receiptText.version(statement.version)} · {fullMoment(statement.madeAt)}{' '}
          {receiptText.versionState[statement.state]}
        </summary>
        <Stack>
          <Changes before={history[at - 1]} after={statement} today={today} />
          <details>
            <summary>{words.whole}</summary>
            <StatementView statement={statement} today={today} />
          </details>
        </Stack>
      </details>
    ))
    .toReversed()
}

interface ChangesProps {
  before: Statement | undefined
  after: Statement
  today: string
}

function Changes({ before, after, today }: ChangesProps) {
  if (!before) return <p className="meta">{words.first}</p>
  const changes = changesOf(before, after, today)
  if (changes.length === 0) return <p className="meta">{words.none}</p>
  return (
    <dl className={styles.changes}>
      {changes.map(({ name, from, to }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <del className={styles.was}>
              <span className="spoken">{words.was} </span>
              {from || words.nothing}
            </del>
            <ins>
              <span className="spoken">{words.now} </span>
              {to || words.nothing}
            </ins>
          </dd>
        </div>
      ))}
    </dl>
  )
}
