import { type LinkCard, linkCards } from '#app/live/link-cards.ts'
import { Icon } from '#app/parts/icon.tsx'
import { linkDoubts, linkWords } from '#app/text/ko/bubble.ts'
import styles from './link-cards.module.css'
import { OwnLink } from './own-link.tsx'
import { useTalk } from './use-talk.ts'

/** So many stand open; the others are folded. */
const OPEN_MAX = 3

/** Where the links of a message really lead. Nothing of theirs is fetched. */
export function LinkCards({ text }: { text: string }) {
  const { place, home } = useTalk()
  const cards = linkCards(text, home, place.slug)
  if (cards.length === 0) return null
  const rest = cards.slice(OPEN_MAX)
  return (
    <>
      <List cards={cards.slice(0, OPEN_MAX)} />
      {rest.length > 0 && (
        <details>
          <summary className={styles.more}>{linkWords.more(rest.length)}</summary>
          <List cards={rest} />
        </details>
      )}
    </>
  )
}

function List({ cards }: { cards: readonly LinkCard[] }) {
  return (
    <ul aria-label={linkWords.row} className={styles.list}>
      {cards.map((card, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the cards of a text have no other identity
        <li key={at}>
          {card.kind === 'message' ? (
            <OwnLink card={card} className={styles.card}>
              <Icon name="reply" size="small" />
              <strong className={styles.host}>{linkWords.here}</strong>
            </OwnLink>
          ) : (
            <Site {...card} />
          )}
        </li>
      ))}
    </ul>
  )
}

function Site({ href, host, port, path, doubts }: LinkCard & { kind: 'site' }) {
  const inside = (
    <>
      <Icon name={doubts.length > 0 ? 'danger' : 'external'} size="small" />
      <span className={styles.words}>
        <span className={styles.host}>
          {host.shown.slice(0, -host.own.length)}
          <strong>{host.own}</strong>
        </span>
        {host.wire && <span>{linkWords.wire(host.wire)}</span>}
        {port && <span>{linkWords.port(port)}</span>}
        {path && <span className={styles.path}>{path}</span>}
        {doubts.map((doubt) => (
          <strong key={doubt} className={styles.doubt}>
            {linkDoubts[doubt](host.own)}
          </strong>
        ))}
      </span>
    </>
  )
  if (href === null) return <p className={styles.card}>{inside}</p>
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow ugc" className={styles.card}>
      {inside}
    </a>
  )
}
