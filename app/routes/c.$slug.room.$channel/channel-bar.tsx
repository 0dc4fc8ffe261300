import type { Connection } from '#app/live/use-line.ts'
import { Icon } from '#app/parts/icon.tsx'
import { NavLink } from '#app/parts/link.tsx'
import type { ChannelKind } from '#app/shapes/case.ts'
import { grouped } from '#app/text/format.ts'
import { channelNames, chat, connection as words } from '#app/text/ko/chat.ts'
import { shell } from '#app/text/ko/shell.ts'
import styles from './channel-bar.module.css'

export type ChannelTab = { kind: ChannelKind; unread: number }

/** The channels of a phone, side by side. On desktops the left column lists them. */
export function ChannelBar({ slug, channels }: { slug: string; channels: readonly ChannelTab[] }) {
  if (channels.length < 2) return null
  return (
    <nav aria-label={chat.channels} className={styles.bar}>
      {channels.map(({ kind, unread }) => (
        <NavLink key={kind} to={`/c/${slug}/room/${kind}`} className={styles.tab}>
          {channelNames[kind]}
          {unread > 0 && (
            <span className={styles.badge}>
              <span aria-hidden>{unread > 99 ? '99+' : unread}</span>
              <span className="spoken">{shell.unread(grouped(unread))}</span>
            </span>
          )}
        </NavLink>
      ))}
    </nav>
  )
}

/** Says that the line is down, over the list and without moving it. */
export function ConnectionBanner({ connection }: { connection: Connection }) {
  return (
    <div role="status" className={styles.bannerPlace}>
      {connection !== 'fine' && (
        <p className={styles.banner}>
          <Icon name="waiting" size="small" />
          {words[connection]}
        </p>
      )}
    </div>
  )
}
