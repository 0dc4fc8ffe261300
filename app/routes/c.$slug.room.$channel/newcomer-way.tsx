import { Icon } from '#app/parts/icon.tsx'
import { Link } from '#app/parts/link.tsx'
import { soFarText as words } from '#app/text/ko/agencies.ts'
import styles from './newcomer-way.module.css'

/** For one who never read here: the way to what stands instead of asking again. On desktops it stands beside the talk. */
export function NewcomerWay({ slug, readSeq }: { slug: string; readSeq: number | null }) {
  if (readSeq !== null) return null
  return (
    <Link to={`/c/${slug}/so-far`} className={styles.way}>
      <Icon name="info" size="small" />
      <span className={styles.words}>{words.newcomer}</span>
      <Icon name="right" size="small" />
    </Link>
  )
}
