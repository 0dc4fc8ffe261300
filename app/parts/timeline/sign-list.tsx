import { readHost } from '#app/live/host-name.ts'
import { seoulDate } from '#app/shapes/civil-date.ts'
import { day } from '#app/text/format.ts'
import { signsPage as words } from '#app/text/ko/signs.ts'
import { signWords } from '#app/text/ko/timeline.ts'
import type { SeenSign } from '#server/domain/sign.ts'
import { Chip } from '../chip.tsx'
import { Link } from '../link.tsx'
import styles from './timeline.module.css'

type Shown = SeenSign & { slug: string; shopName?: string }

/** Warning signs with day and source; each leads to its entry, and names its shop where several stand together. */
export function SignList({ signs }: { signs: readonly Shown[] }) {
  return (
    <ol className={styles.entries}>
      {signs.map(({ factId, sign, happenedAt, body, url, slug, shopName }) => (
        <li key={factId} className={styles.entry}>
          <div className={styles.head}>
            <time className={styles.time} dateTime={happenedAt}>
              {day(seoulDate(happenedAt))}
            </time>
            <Chip>{signWords[sign]}</Chip>
          </div>
          {shopName && <Link to={`/c/${slug}`}>{shopName}</Link>}
          <p className={styles.body}>{body}</p>
          <p className="meta">
            <Link to={`/c/${slug}/story/${factId}`}>
              {URL.canParse(url) ? words.source(readHost(new URL(url).hostname).shown) : words.noSource}
            </Link>
          </p>
        </li>
      ))}
    </ol>
  )
}
