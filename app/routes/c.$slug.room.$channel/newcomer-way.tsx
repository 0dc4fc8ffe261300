import { useSearchParams } from '@remix-run/react'
import { Icon } from '#app/parts/icon.tsx'
import { SoFarCard } from '#app/parts/so-far-card.tsx'
import { soFarText as words } from '#app/text/ko/agencies.ts'
import styles from './newcomer-way.module.css'
import type { RoomData } from './route.tsx'

/**
 * For one who never read here: what happened so far, above the talk, to be read instead of asking again. It is laid out
 * apart from the talk, so that folding it moves no word of it. On desktops it stands beside the talk.
 */
export function NewcomerWay({ frame: { slug, me }, soFar }: Pick<RoomData, 'frame' | 'soFar'>) {
  const [search] = useSearchParams()
  return (
    // Who has just come in is first told the way back from another phone.
    <details className={styles.way} open={!search.has('welcome')}>
      <summary className={styles.line}>
        <Icon name="info" size="small" />
        <span className={styles.words}>{words.newcomer}</span>
        <Icon name="right" size="small" />
      </summary>
      <div className={styles.inside}>
        <SoFarCard on="fold" slug={slug} side={me.side} so={soFar} />
      </div>
    </details>
  )
}
