import { ago } from '../../text/format.ts'
import { filingNews as words } from '../../text/ko/filing-progress.ts'
import { notificationsPage } from '../../text/ko/notify.ts'
import { Icon } from '../icon.tsx'
import { Link } from '../link.tsx'
import styles from '../notification-list.module.css'
import { Stack } from '../page-shell.tsx'

interface NewsProps {
  news: readonly {
    id: string
    kind: keyof typeof words.what
    title: string
    shopName: string
    to: string
    at: string
    unread: boolean
  }[]
  now: number
}

/** What one was told of filings; each row leads to its filing. */
export function FilingNews({ news, now }: NewsProps) {
  return (
    <section aria-labelledby="filing-news">
      <Stack>
        <h2 id="filing-news">{words.title}</h2>
        <ol className={styles.list}>
          {news.map((one) => (
            <li key={one.id}>
              <Link to={one.to} className={styles.row} data-unread={one.unread || undefined}>
                <Icon name="claim" />
                <span className={styles.words}>
                  <span className={styles.what}>
                    {words.what[one.kind]}
                    {one.unread && <span className={styles.mark}>{notificationsPage.unread}</span>}
                  </span>
                  <span className={styles.excerpt}>{one.title}</span>
                  <span className={styles.where}>
                    {one.shopName} · <time dateTime={one.at}>{ago(one.at, now)}</time>
                  </span>
                </span>
              </Link>
            </li>
          ))}
        </ol>
      </Stack>
    </section>
  )
}
