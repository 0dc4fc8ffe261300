import type { ChannelKind } from '../shapes/case.ts'
import type { NotificationKind } from '../shapes/notify.ts'
import { ago } from '../text/format.ts'
import { channelNames } from '../text/ko/chat.ts'
import { notificationsPage, notificationWhat } from '../text/ko/notify.ts'
import { Icon, type IconName } from './icon.tsx'
import { Link } from './link.tsx'
import styles from './notification-list.module.css'

export interface NotificationItem {
  id: string
  kind: NotificationKind
  shopName: string
  channel: ChannelKind
  by: string
  excerpt: string | null
  to: string
  at: string
  unread: boolean
}

const icons: Record<NotificationKind, IconName> = { mention: 'at', reply: 'reply', notice: 'pin' }

/** What one was told of; each row leads to its message. `now` from the loader, the same on server and browser. */
export function NotificationList({
  notifications,
  now,
}: {
  notifications: readonly NotificationItem[]
  now: number
}) {
  return (
    <ol className={styles.list}>
      {notifications.map((one) => (
        <li key={one.id}>
          <Link to={one.to} className={styles.row} data-unread={one.unread || undefined}>
            <Icon name={icons[one.kind]} />
            <span className={styles.words}>
              <span className={styles.what}>
                {notificationWhat[one.kind](one.by)}
                {one.unread && <span className={styles.mark}>{notificationsPage.unread}</span>}
              </span>
              <span className={styles.excerpt}>{excerptOf(one.excerpt)}</span>
              <span className={styles.where}>
                {notificationsPage.where(one.shopName, channelNames[one.channel])} ·{' '}
                <time dateTime={one.at}>{ago(one.at, now)}</time>
              </span>
            </span>
          </Link>
        </li>
      ))}
    </ol>
  )
}

function excerptOf(excerpt: string | null): string {
  if (excerpt === null) return notificationsPage.gone
  return excerpt === '' ? notificationsPage.wordless : excerpt
}
