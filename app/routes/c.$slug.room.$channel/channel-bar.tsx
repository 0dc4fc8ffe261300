import type { MouseEvent, ReactNode } from 'react'
import type { Connection } from '#app/live/use-line.ts'
import { Icon, type IconName } from '#app/parts/icon.tsx'
import { Link, NavLink } from '#app/parts/link.tsx'
import type { ChannelKind } from '#app/shapes/case.ts'
import { grouped } from '#app/text/format.ts'
import { channelNames, channelReaders, chat, connection as words } from '#app/text/ko/chat.ts'
import { shell } from '#app/text/ko/shell.ts'
import styles from './channel-bar.module.css'

export type ChannelTab = { kind: ChannelKind; unread: number }

type BarProps = {
  slug: string
  kind: ChannelKind
  channels: readonly ChannelTab[]
  /** What one can do with the conversation as a whole, at the right edge. */
  tools: ReactNode
}

/** Above the conversation: the channels of a phone side by side, or on desktops, whose left column lists them, this one's name. */
export function ChannelBar({ slug, kind, channels, tools }: BarProps) {
  return (
    <div className={styles.bar}>
      <p className={styles.name}>
        <strong>{channelNames[kind]}</strong>
        <span>{channelReaders[kind]}</span>
      </p>
      <nav aria-label={chat.channels} className={styles.tabs}>
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
      <div className={styles.tools}>{tools}</div>
    </div>
  )
}

/** A tool of the bar: a link, so that it leads somewhere before scripts run. */
export function BarTool({
  to,
  icon,
  label,
  onPress,
}: {
  to: string
  icon: IconName
  label: string
  onPress(): void
}) {
  const press = (event: MouseEvent) => {
    event.preventDefault()
    onPress()
  }
  return (
    <Link to={to} aria-label={label} title={label} className={styles.tool} onClick={press}>
      <Icon name={icon} />
    </Link>
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
