import { fullMoment } from '#app/text/format.ts'
import { notices, noticePage as words } from '../../text/ko/notices.ts'
import { Folded } from '../folded.tsx'
import { PlainText } from '../plain-text.tsx'
import styles from './notice-history.module.css'

type Version = { version: number; title: string; body: string; by: string; at: string }

/** Every text a notice ever had, newest first. */
export function NoticeHistory({ history }: { history: readonly Version[] }) {
  return (
    <Folded label={words.history}>
      <ol className={styles.list}>
        {history.map(({ version, title, body, by, at }, place) => (
          <li key={version} className={styles.version}>
            <p className="meta">
              {place === 0 ? words.current : words.version(version)} · {notices.by(by, fullMoment(at))}
            </p>
            <h3>{title}</h3>
            <PlainText text={body} />
          </li>
        ))}
      </ol>
    </Folded>
  )
}
