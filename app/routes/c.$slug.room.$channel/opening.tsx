import { SoFarCard } from '#app/parts/so-far-card.tsx'
import styles from './opening.module.css'
import type { RoomData } from './route.tsx'

/** Before the first message of a room: the case so far. On desktops it stands beside the talk all the time. */
export function Opening({ frame: { slug, me }, soFar }: Pick<RoomData, 'frame' | 'soFar'>) {
  return (
    <div className={styles.opening}>
      <SoFarCard on="panel" slug={slug} side={me.side} so={soFar} />
    </div>
  )
}
