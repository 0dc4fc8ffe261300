import { Fragment, type ReactNode, useState } from 'react'
import { ownMessage } from '#app/live/link-cards.ts'
import { linkParts, type TextPart } from '#app/live/links.ts'
import { classNames } from '#app/parts/class-names.ts'
import type { Mention } from '#app/shapes/live.ts'
import { namedParts } from '#app/shapes/mention.ts'
import { chat } from '#app/text/ko/chat.ts'
import styles from './message-text.module.css'
import { OwnLink } from './own-link.tsx'
import { useTalk } from './use-talk.ts'

/** Longer messages are folded: about fifteen lines on a phone. */
const FOLD_UNITS = 400
const FOLD_LINES = 12

/** The words of a message as words only, with names it calls and addresses one may follow. Long ones fold. */
export function MessageText({ text, mentions }: { text: string; mentions: readonly Mention[] }) {
  const { home } = useTalk()
  const long = text.length > FOLD_UNITS || text.split('\n', FOLD_LINES + 1).length > FOLD_LINES
  const [open, setOpen] = useState(false)
  return (
    <>
      <p className={classNames(styles.text, long && !open && styles.folded)}>
        {runsOf(text, mentions, home).map((run, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the runs of a text have no other identity
          <Fragment key={at}>
            {run.kind === 'name' && <Name {...run} />}
            {run.kind === 'link' && <Address {...run} />}
            {run.kind === 'text' && run.text}
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

type Run = TextPart | { kind: 'name'; text: string; ids: readonly string[] }

function runsOf(text: string, mentions: readonly Mention[], home: string): Run[] {
  return namedParts(text, mentions).flatMap((part): Run[] =>
    part.ids.length > 0 ? [{ kind: 'name', ...part }] : linkParts(part.text, home),
  )
}

/** Somebody called by name; the reader stands out. */
function Name({ text, ids }: { text: string; ids: readonly string[] }): ReactNode {
  const { place } = useTalk()
  return <strong className={ids.includes(place.me.id) ? styles.me : styles.name}>{text}</strong>
}

function Address({ text, href, host }: TextPart & { kind: 'link' }) {
  const { place, home } = useTalk()
  const own = ownMessage(new URL(href), home, place.slug)
  if (own) return <OwnLink card={own}>{text}</OwnLink>
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow ugc">
      {text}
      {host && <span className={styles.host}> {chat.linkLeads(host)}</span>}
    </a>
  )
}
