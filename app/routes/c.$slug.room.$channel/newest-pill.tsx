import { newBelow, type RoomState } from '#app/live/room-state.ts'
import { Icon } from '#app/parts/icon.tsx'
import { Link } from '#app/parts/link.tsx'
import { grouped } from '#app/text/format.ts'
import { chat } from '#app/text/ko/chat.ts'
import styles from './conversation.module.css'

type Props = {
  state: RoomState
  /** Null until the list found its place. */
  atEnd: boolean | null
  live: boolean
  toEnd(): void
  jump(seq: number): void
}

/** The ways back to the newest message and up to the first unread one. */
export function NewestPill({ state, atEnd, live, toEnd, jump }: Props) {
  if (!live) {
    return (
      <div className={styles.pills}>
        <Link to="?" reloadDocument className={styles.pill}>
          <Icon name="down" size="small" />
          {chat.toNewest}
        </Link>
      </div>
    )
  }
  const below = newBelow(state)
  const oldest = state.messages[0]?.seq ?? 0
  const { divider } = state
  const above = divider !== null && state.hasOlder && divider < oldest
  if (atEnd === null || (atEnd && !above)) return null
  return (
    <div className={styles.pills}>
      {atEnd && above && (
        <button type="button" className={styles.pill} onClick={() => jump(divider + 1)}>
          <Icon name="up" size="small" />
          {chat.unreadFrom}
        </button>
      )}
      {!atEnd && (
        <button type="button" className={styles.pill} onClick={toEnd}>
          <Icon name="down" size="small" />
          {below > 0 ? chat.newBelow(grouped(below)) : chat.toNewest}
        </button>
      )}
    </div>
  )
}
