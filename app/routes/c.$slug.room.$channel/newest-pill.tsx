import { newBelow, type RoomState } from '#app/live/room-state.ts'
import { Icon } from '#app/parts/icon.tsx'
import { grouped } from '#app/text/format.ts'
import { chat } from '#app/text/ko/chat.ts'
import styles from './conversation.module.css'
import type { Jumps } from './use-jump.ts'

type Props = {
  state: RoomState
  /** Null until the list found its place. */
  following: boolean | null
  jumps: Jumps
}

/** The ways back to the newest message and up to the first unread one. */
export function NewestPill({ state, following, jumps }: Props) {
  const below = newBelow(state)
  const oldest = state.messages[0]?.seq ?? 0
  const { divider } = state
  const above = divider !== null && state.hasOlder && divider < oldest
  if (following === null || (following && !above)) return null
  return (
    <div className={styles.pills}>
      {following && above && (
        <button type="button" className={styles.pill} onClick={jumps.toUnread}>
          <Icon name="up" size="small" />
          {chat.unreadFrom}
        </button>
      )}
      {!following && (
        <button type="button" className={styles.pill} onClick={jumps.toEnd}>
          <Icon name="down" size="small" />
          {below > 0 ? chat.newBelow(grouped(below)) : chat.toNewest}
        </button>
      )}
    </div>
  )
}
