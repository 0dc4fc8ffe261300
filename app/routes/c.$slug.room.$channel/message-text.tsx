import { Fragment, useState } from 'react'
import { linkParts } from '#app/live/links.ts'
import { classNames } from '#app/parts/class-names.ts'
import { chat } from '#app/text/ko/chat.ts'
import styles from './message-text.module.css'

/** Longer messages are folded: about fifteen lines on a phone. */
const FOLD_UNITS = 400
const FOLD_LINES = 12

/** The words of a message as words only, with addresses one may follow. Long ones fold. */
export function MessageText({ text }: { text: string }) {
  const long = text.length > FOLD_UNITS || text.split('\n', FOLD_LINES + 1).length > FOLD_LINES
  const [open, setOpen] = useState(false)
  return (
    <>
      <p className={classNames(styles.text, long && !open && styles.folded)}>
        {linkParts(text).map((part, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have no other identity
          <Fragment key={at}>
            {part.kind === 'text' ? (
              part.text
            ) : (
              <a href={part.href} target="_blank" rel="noopener noreferrer nofollow ugc">
                {part.text}
                {part.host && <span className={styles.host}> {chat.linkLeads(part.host)}</span>}
              </a>
            )}
          </Fragment>
        ))}
      </p>
      {long && (
        <button
          type="button"
          className={classNames(styles.fold, 'needs-script')}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {open ? chat.less : chat.more}
        </button>
      )}
    </>
  )
}
