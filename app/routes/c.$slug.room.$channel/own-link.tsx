import type { MouseEvent, ReactNode } from 'react'
import type { LinkCard } from '#app/live/link-cards.ts'
import { Link } from '#app/parts/link.tsx'
import { useTalk } from './use-talk.ts'

type Props = { card: LinkCard & { kind: 'message' }; className?: string | undefined; children: ReactNode }

/** A link to a message of this room. In the same channel one goes there in place, as often as it is pressed. */
export function OwnLink({ card, className, children }: Props) {
  const { place, jump } = useTalk()
  const press = (event: MouseEvent) => {
    if (card.channel !== place.kind || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    jump(card.messageId)
  }
  return (
    <Link to={card.href} preventScrollReset className={className} onClick={press}>
      {children}
    </Link>
  )
}
