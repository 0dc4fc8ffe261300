import { fullMoment } from '#app/text/format.ts'
import { factPage as words } from '#app/text/ko/timeline.ts'
import type { FactRuling, FactVersion } from '#server/domain/fact/read.ts'
import { Card } from '../card.tsx'
import styles from './timeline.module.css'

interface FactHistoryProps {
  versions: readonly FactVersion[]
  rulings: readonly FactRuling[]
}

/** How an entry came to stand as it does: what it said, and what was decided, by whom, when and why. */
export function FactHistory({ versions, rulings }: FactHistoryProps) {
  const steps = [
    ...versions.map(({ version, body, why, by, at }) => ({
      ...{ key: `v${version}`, at, by, why, body },
      what: `${words.version(version)} · ${version === 1 ? words.made : words.changed}`,
    })),
    ...rulings.map(({ ruling, why, by, at }) => ({
      ...{ key: `${ruling}${at}`, at, by, why, body: '' },
      what: words.rulings[ruling],
    })),
  ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  return (
    <Card title={words.history}>
      <ol className={styles.history}>
        {steps.map(({ key, what, by, at, why, body }) => (
          <li key={key}>
            <p>
              <strong>{what}</strong>
            </p>
            {body && <p className={styles.body}>{body}</p>}
            {why && (
              <p>
                {words.why}: {why}
              </p>
            )}
            <p className="meta">{words.by(by, fullMoment(at))}</p>
          </li>
        ))}
      </ol>
    </Card>
  )
}
