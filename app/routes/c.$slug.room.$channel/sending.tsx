import type { Pending, PendingState } from '#app/live/room-state.ts'
import { Button } from '#app/parts/button.tsx'
import { Icon } from '#app/parts/icon.tsx'
import { sending } from '#app/text/ko/chat.ts'
import { sentenceOf } from '#app/text/ko/refusals.ts'
import styles from './sending.module.css'

/** How far a message of ours has come: ○ on its way, ✓ stored. */
export function Sending({ pending }: { pending: Pending }) {
  return (
    <span className={styles.state}>
      {marks[pending.state]}
      <span className={pending.state === 'waiting' ? undefined : 'spoken'}>{sending[pending.state]}</span>
    </span>
  )
}

const marks: Record<PendingState, JSX.Element> = {
  sending: <span className={styles.ring} aria-hidden />,
  waiting: <span className={styles.ring} aria-hidden />,
  sent: <Icon name="check" size="small" />,
  failed: <Icon name="danger" size="small" />,
}

type FailedProps = {
  pending: Pending
  retry(clientId: string): void
  drop(clientId: string): void
}

/** Why a message did not go out, and the two ways on. */
Sending.Failed = function Failed({ pending, retry, drop }: FailedProps) {
  return (
    <div className={styles.failed}>
      <p>{pending.code ? sentenceOf(pending.code) : sending.failed}</p>
      <div className={styles.ways}>
        <Button kind="quiet" onClick={() => retry(pending.clientId)}>
          {sending.again}
        </Button>
        <Button kind="bare" onClick={() => drop(pending.clientId)}>
          {sending.drop}
        </Button>
      </div>
    </div>
  )
}
