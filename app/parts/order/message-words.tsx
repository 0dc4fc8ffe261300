import type { MessageFile } from '../../shapes/live.ts'
import { reviewPage as words } from '../../text/ko/order-acts.ts'
import { PlainText } from '../plain-text.tsx'
import styles from './message-words.module.css'

interface MessageWordsProps {
  slug: string
  message: { body: string | null; files: readonly MessageFile[] }
}

/** The words and pictures of a message outside the conversation, as long as the viewer may see them. */
export function MessageWords({ slug, message: { body, files } }: MessageWordsProps) {
  return (
    <div className={styles.words}>
      {body === null && <p className="meta">{words.gone}</p>}
      {body && <PlainText text={body} />}
      {files.length > 0 && (
        <ul className={styles.pictures}>
          {files.map(({ id, width, height }, at) => (
            <li key={id}>
              <a href={`/c/${slug}/files/${id}/shown`} target="_blank" rel="noreferrer">
                <img
                  src={`/c/${slug}/files/${id}/thumb`}
                  alt={words.picture(String(at + 1))}
                  width={width}
                  height={height}
                  loading="lazy"
                  className={styles.picture}
                />
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
