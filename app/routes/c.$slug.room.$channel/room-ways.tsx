import { DDay } from '#app/parts/chip.tsx'
import { type NavItem, PhoneTabs, SideNav } from '#app/parts/navigation.tsx'
import { TopBar } from '#app/parts/top-bar.tsx'
import { channelNames, chat, ways } from '#app/text/ko/chat.ts'
import type { ChannelTab } from './channel-bar.tsx'
import type { RoomData } from './route.tsx'

/** The top of a room: the shop's name, its clock, who is here. */
export function RoomTop({
  theCase,
  today,
  here,
}: {
  theCase: RoomData['theCase']
  today: string
  here: number | null
}) {
  const { closesOn, slug, shopName } = theCase
  return (
    <TopBar
      title={shopName}
      back={`/c/${slug}`}
      chip={closesOn && <DDay date={closesOn} today={today} what={ways.closing} />}
      here={here}
    />
  )
}

export function RoomTabs({ slug }: { slug: string }) {
  return <PhoneTabs items={waysOf(slug)} />
}

export function RoomNav({ slug, channels }: { slug: string; channels: readonly ChannelTab[] }) {
  const rooms = channels.map(({ kind, unread }): NavItem => {
    return { to: `/c/${slug}/room/${kind}`, label: channelNames[kind], icon: 'chat', badge: unread }
  })
  const [, ...others] = waysOf(slug)
  return (
    <>
      <SideNav title={chat.channels} items={rooms} />
      <SideNav title={ways.theCase} items={others} />
    </>
  )
}

function waysOf(slug: string): NavItem[] {
  return [
    { to: `/c/${slug}/room`, label: ways.room, icon: 'chat' },
    { to: `/c/${slug}/claims`, label: ways.claims, icon: 'claim' },
    { to: `/c/${slug}/more`, label: ways.more, icon: 'more' },
  ]
}
