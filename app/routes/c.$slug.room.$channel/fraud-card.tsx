import { useMemo } from 'react'
import { Icon } from '#app/parts/icon.tsx'
import { Link } from '#app/parts/link.tsx'
import { fraudSignsIn } from '#app/shapes/fraud.ts'
import type { MessageView } from '#app/shapes/live.ts'
import { fraudAdvice, fraudWords as words } from '#app/text/ko/voice.ts'
import styles from './fraud-card.module.css'
import { useTalk } from './use-talk.ts'

/** Below a member's message that looks like one of the tricks on people who wait for their money: what not to do. */
export function FraudCard({ message: { id, body, author } }: { message: MessageView }) {
  const { place, offices } = useTalk()
  const [sign] = useMemo(() => fraudSignsIn(body ?? ''), [body])
  if (!sign || offices.has(author.id)) return null
  return (
    <aside className={styles.card}>
      <Icon name="danger" />
      <div>
        <p>
          <strong>{words.title}</strong> {fraudAdvice[sign]} {words.staff}
        </p>
        <Link to={`/c/${place.slug}/review/${id}`} className={styles.way}>
          {words.report}
        </Link>
      </div>
    </aside>
  )
}
