import type { ReactNode } from 'react'
import type { Heard } from '../live/use-heard.ts'
import type { ChannelKind, Side } from '../shapes/case.ts'
import { labelOf } from '../shapes/labels.ts'
import { morePage } from '../text/ko/case.ts'
import { channelNames, chat, ways } from '../text/ko/chat.ts'
import { deskPage } from '../text/ko/desk.ts'
import { notices } from '../text/ko/notices.ts'
import { searchPage } from '../text/ko/search.ts'
import { shell } from '../text/ko/shell.ts'
import { unionWords } from '../text/ko/union.ts'
import { Bell } from './bell.tsx'
import { IconLink } from './button.tsx'
import styles from './case-frame.module.css'
import { DDay } from './chip.tsx'
import { classNames } from './class-names.ts'
import { Link } from './link.tsx'
import { type NavItem, PhoneTabs, SideNav } from './navigation.tsx'
import { Notice } from './notice.tsx'
import { type StaffActs, staffWays } from './staff-ways.ts'
import { TopBar } from './top-bar.tsx'

/** What the frame shows; the loader's `caseFrame` brings it. */
export interface FrameData {
  slug: string
  caseId: string
  shopName: string
  closesOn: string | null
  keptAt: string | null
  today: string
  channels: readonly { channelId: string; kind: ChannelKind; unread: number; head: number }[]
  me: { side: Side }
  heard: Heard
  acts: StaffActs
  waiting: number
}

interface CaseFrameProps {
  frame: FrameData
  /** Where the arrow leads: the page above this one. Usually the case's public page. */
  back?: string | undefined
  /** People connected now; null while unknown. */
  here?: number | null
  /** The right column of a desktop: totals, my next step. */
  panel?: ReactNode
  /** The conversation fills the height and scrolls by itself; other pages scroll as a whole. */
  fill?: boolean
  /** Whether something new came in while nobody looked. */
  fresh?: boolean
  children: ReactNode
}

/** The frame of everything inside a case. Phone: a column with tabs below. Desktop: 240 · middle · 360. */
export function CaseFrame({
  frame,
  back,
  here = null,
  panel,
  fill,
  fresh = false,
  children,
}: CaseFrameProps) {
  const { slug, shopName, closesOn, today, channels } = frame
  return (
    <div
      className={classNames(
        styles.frame,
        fill ? styles.filled : styles.scrolling,
        panel ? styles.withPanel : null,
      )}
    >
      <div className={styles.top}>
        <TopBar
          title={shopName}
          back={back ?? `/c/${slug}`}
          chip={closesOn && <DDay date={closesOn} today={today} what={ways.closing} />}
          here={here}
          actions={
            <>
              <IconLink icon="search" label={searchPage.open} to={`/c/${slug}/search`} />
              <Bell heard={frame.heard} dot={fresh || channels.some(({ unread }) => unread > 0)} />
            </>
          }
        />
      </div>
      <div className={styles.nav}>
        <CaseNav frame={frame} />
      </div>
      <main id="main" tabIndex={-1} className={classNames(styles.middle, fill ? styles.fill : styles.page)}>
        {frame.keptAt && <Ended keptAt={frame.keptAt} />}
        {children}
      </main>
      {panel && (
        <aside aria-label={shell.sidePanel} className={styles.panel}>
          {panel}
        </aside>
      )}
      <div className={styles.tabs}>
        <PhoneTabs items={tabsOf(frame)} />
      </div>
    </div>
  )
}

/** The room went on elsewhere: what is here is there to be read. */
function Ended({ keptAt }: { keptAt: string }) {
  return (
    <Notice title={unionWords.banner}>
      <Link to={`/c/${keptAt}/room`}>{unionWords.toKept}</Link>
    </Notice>
  )
}

function CaseNav({ frame: { slug, channels, acts, waiting, me } }: { frame: FrameData }) {
  const rooms = channels.map(({ kind, unread }): NavItem => {
    return { to: `/c/${slug}/room/${kind}`, label: channelNames[kind], icon: 'chat', badge: unread }
  })
  const staff = staffWays(slug, acts, waiting)
  return (
    <>
      {rooms.length > 0 && <SideNav title={chat.channels} items={rooms} />}
      <SideNav title={ways.theCase} items={[...ownOf(slug, me), moreOf(slug)]} />
      {staff.length > 0 && <SideNav title={morePage.staff} items={staff} />}
    </>
  )
}

function tabsOf({ slug, channels, waiting, me }: FrameData): NavItem[] {
  const unread = channels.reduce((sum, channel) => sum + channel.unread, 0)
  const room: NavItem = { to: `/c/${slug}/room`, label: ways.room, icon: 'chat', badge: unread }
  return [
    ...(channels.length > 0 ? [room] : []),
    ...ownOf(slug, me),
    { ...moreOf(slug), badge: waiting, alsoUnder: `/c/${slug}/host` },
  ]
}

/** One's own things; a helper with a label has no claims here, and begins at the notices. */
function ownOf(slug: string, { side }: FrameData['me']): NavItem[] {
  if (!labelOf(side)) return [myOf(slug), claimsOf(slug)]
  return [{ to: `/c/${slug}/notices`, label: notices.way, icon: 'pin' }]
}

function myOf(slug: string): NavItem {
  return { to: `/c/${slug}/my`, label: deskPage.way, icon: 'check' }
}

function claimsOf(slug: string): NavItem {
  return { to: `/c/${slug}/claims`, label: ways.claims, icon: 'claim' }
}

function moreOf(slug: string): NavItem {
  return { to: `/c/${slug}/more`, label: ways.more, icon: 'more' }
}
