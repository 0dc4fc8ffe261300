import { Link } from '#app/parts/link.tsx'
import type { MessageView } from '#app/shapes/live.ts'
import styles from './gone-way.module.css'
import { orderActions } from './order-actions.tsx'
import { useTalk } from './use-talk.ts'

/** Where a message's words are out of sight, the way on for those who have one: the staff looks, its author asks. */
export function GoneWay({ message }: { message: MessageView }) {
  const { place } = useTalk()
  const way = orderActions.find((action) => !('panel' in action) && action.offered([message], place))
  if (!way || !('to' in way) || !way.to) return null
  return (
    <Link to={way.to([message], place)} className={styles.way}>
      {way.label}
    </Link>
  )
}
