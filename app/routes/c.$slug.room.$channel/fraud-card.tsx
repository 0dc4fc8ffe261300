import { Icon } from '#app/parts/icon.tsx'
import { Link } from '#app/parts/link.tsx'
import { type FraudSign, fraudSignsIn } from '#app/shapes/fraud.ts'
import type { MessageView } from '#app/shapes/live.ts'
import { fraudAdvice, fraudWords as words } from '#app/text/ko/voice.ts'
import styles from './fraud-card.module.css'
import { useTalk } from './use-talk.ts'

/** Below a member's message that looks like one of the tricks on people who wait for their money: what not to do. */
export function FraudCard({ message }: { message: MessageView }) {
  const { id, author } = message
  const { place, offices } = useTalk()
  const sign = signOf(message)
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

/** Rows come and go while one scrolls; a message that stays the same is looked at once. */
const known = new WeakMap<MessageView, FraudSign | null>()

function signOf(message: MessageView): FraudSign | null {
  const before = known.get(message)
  if (before !== undefined) return before
  const [sign = null] = fraudSignsIn(message.body ?? '')
  known.set(message, sign)
  return sign
}
