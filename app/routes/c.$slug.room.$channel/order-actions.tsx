import { lazy, Suspense } from 'react'
import type { Role } from '#app/shapes/case.ts'
import type { MessageView } from '#app/shapes/live.ts'
import { orderMenu as words } from '#app/text/ko/order-menu.ts'
import type { ActionPanelProps, ActionPlace, MessageAction } from './message-actions.ts'

type SheetName = 'Report' | 'Hide' | 'Mute' | 'Remove'

/** The sheets are fetched when the first is opened: nearly nobody needs one, and the room has to open fast. */
function sheet(name: SheetName) {
  const Body = lazy(() =>
    import('./order-sheets.tsx').then(
      (sheets) => ({ default: sheets[name] }),
      () => ({ default: Unreached }),
    ),
  )
  return (props: ActionPanelProps) => (
    <Suspense fallback={<p>{words.coming}</p>}>
      <Body {...props} />
    </Suspense>
  )
}

const rank: Record<Role, number> = { host: 2, cohost: 1, member: 0 }
const isStaff = ({ me }: ActionPlace) => me.role !== 'member'
const isMine = ({ author }: MessageView, { me }: ActionPlace) => author.id === me.id
const isShown = ({ gone }: MessageView) => gone === null
const isAway = ({ gone }: MessageView) => gone === 'hidden' || gone === 'held'
const isBelow = ({ author }: MessageView, { me }: ActionPlace) => rank[me.role] > rank[author.role]
const review = ([message]: readonly MessageView[], { slug }: ActionPlace) =>
  `/c/${slug}/review/${message?.id}`
const member = ([message]: readonly MessageView[], { slug }: ActionPlace) =>
  `/c/${slug}/host/members/${message?.author.id}`

/** Keeping order: anybody reports; the staff hides, looks again, silences and removes those below them. */
export const orderActions: readonly MessageAction[] = [
  {
    key: 'report',
    icon: 'danger',
    label: words.report,
    takes: 'many',
    offered: (messages, place) => messages.every((one) => isShown(one) && !isMine(one, place)),
    panel: { title: words.report, Body: sheet('Report') },
    to: review,
  },
  {
    key: 'look',
    icon: 'eye',
    label: words.look,
    takes: 'one',
    offered: (messages, place) => isStaff(place) && messages.every(isAway),
    to: review,
  },
  {
    key: 'appeal',
    icon: 'eye',
    label: words.appeal,
    takes: 'one',
    offered: (messages, place) =>
      !isStaff(place) && messages.every((one) => one.gone === 'hidden' && isMine(one, place)),
    to: review,
  },
  {
    key: 'hide',
    icon: 'eye',
    label: words.hide,
    takes: 'many',
    offered: (messages, place) => messages.every((one) => isShown(one) && isBelow(one, place)),
    panel: { title: words.hide, Body: sheet('Hide') },
    to: review,
  },
  {
    key: 'mute',
    icon: 'clock',
    label: words.mute,
    takes: 'one',
    offered: (messages, place) => messages.every((one) => isBelow(one, place)),
    panel: { title: words.mute, Body: sheet('Mute') },
    to: member,
  },
  {
    key: 'remove',
    icon: 'exit',
    label: words.remove,
    danger: true,
    takes: 'one',
    offered: (messages, place) => messages.every((one) => isBelow(one, place)),
    panel: { title: words.remove, Body: sheet('Remove') },
    to: member,
  },
]

function Unreached() {
  return <p role="alert">{words.unreached}</p>
}
