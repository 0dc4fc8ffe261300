import type { ChannelKind } from '../shapes/case.ts'
import { moment } from '../text/format.ts'
import { channelNames } from '../text/ko/chat.ts'
import { citedWords } from '../text/ko/fact.ts'
import styles from './cited-messages.module.css'
import { Link } from './link.tsx'

type Cited = {
  id?: string
  messageId?: string
  seq: number
  channel: ChannelKind
  body: string | null
  author?: string
  mine?: boolean
  at?: string
  state?: 'own' | 'asked' | 'given' | 'refused'
  sha256?: string
}

/** Messages something rests on, each with the way back to it; `slug` where there is a room to go back to. */
export function CitedMessages({ messages, slug }: { messages: readonly Cited[]; slug?: string }) {
  return (
    <ul className={styles.list} aria-label={citedWords.label}>
      {messages.map((message) => (
        <CitedMessage key={message.id ?? message.messageId} message={message} slug={slug} />
      ))}
    </ul>
  )
}

function CitedMessage({ message, slug }: { message: Cited; slug: string | undefined }) {
  const { channel, seq, body, author, mine, at, state, sha256 } = message
  const id = message.messageId ?? message.id
  return (
    <li className={styles.cited}>
      <p className="meta">
        {mine ? citedWords.mine : author} {at && <time dateTime={at}>{moment(at)}</time>}
      </p>
      <blockquote className={styles.words}>{body ?? absent(state)}</blockquote>
      {slug && (
        <p className="meta">
          <Link className={styles.way} to={`/c/${slug}/room/${channel}?m=${id}`}>
            {citedWords.place(channelNames[channel], seq)}
          </Link>
        </p>
      )}
      {sha256 && (
        <p className={styles.hash}>
          {citedWords.hash} <code>{sha256}</code>
        </p>
      )}
    </li>
  )
}

function absent(state: Cited['state']): string {
  if (state === 'asked') return citedWords.asked
  return state === 'refused' ? citedWords.refused : citedWords.gone
}
