import type { ChannelKind } from '../shapes/case.ts'
import type { AnyNews, ClaimNews, EvidenceNews, NotificationKind } from '../shapes/notify.ts'
import { ago } from '../text/format.ts'
import { channelNames } from '../text/ko/chat.ts'
import { myClaimsText } from '../text/ko/claim.ts'
import { galleryPage } from '../text/ko/evidence.ts'
import {
  claimNewsWhat,
  evidenceNewsAdvice,
  evidenceNewsWhat,
  notificationsPage,
  notificationWhat,
} from '../text/ko/notify.ts'
import { Icon, type IconName } from './icon.tsx'
import { Link } from './link.tsx'
import styles from './notification-list.module.css'

export interface NotificationItem {
  id: string
  shopName: string
  about:
    | { kind: NotificationKind; channel: ChannelKind; by: string; excerpt: string | null }
    | { kind: ClaimNews; receiptNo: number }
    | { kind: EvidenceNews }
  to: string
  at: string
  unread: boolean
}

const icons: Record<AnyNews, IconName> = {
  mention: 'at',
  reply: 'reply',
  notice: 'pin',
  claim_asked: 'claim',
  claim_moved: 'claim',
  claim_merging: 'claim',
  evidence_infected: 'shield',
  claim_answered: 'claim',
}

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
            <Icon name={icons[one.about.kind]} />
            <span className={styles.words}>
              <span className={styles.what}>
                {whatOf(one.about)}
                {one.unread && <span className={styles.mark}>{notificationsPage.unread}</span>}
              </span>
              <span className={styles.excerpt}>{excerptOf(one.about)}</span>
              <span className={styles.where}>
                {whereOf(one)} · <time dateTime={one.at}>{ago(one.at, now)}</time>
              </span>
            </span>
          </Link>
        </li>
      ))}
    </ol>
  )
}

type About = NotificationItem['about']

function whatOf(about: About): string {
  if ('receiptNo' in about) return claimNewsWhat[about.kind]
  return 'by' in about ? notificationWhat[about.kind](about.by) : evidenceNewsWhat[about.kind]
}

function excerptOf(about: About): string {
  if ('receiptNo' in about) return myClaimsText.receipt(String(about.receiptNo))
  if (!('excerpt' in about)) return evidenceNewsAdvice[about.kind]
  if (about.excerpt === null) return notificationsPage.gone
  return about.excerpt === '' ? notificationsPage.wordless : about.excerpt
}

function whereOf({ shopName, about }: NotificationItem): string {
  return notificationsPage.where(shopName, placeOf(about))
}

function placeOf(about: About): string {
  if ('receiptNo' in about) return myClaimsText.title
  return 'channel' in about ? channelNames[about.channel] : galleryPage.title
}
