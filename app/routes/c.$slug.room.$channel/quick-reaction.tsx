import { type FocusEvent, type KeyboardEvent, useRef, useState } from 'react'
import { classNames } from '#app/parts/class-names.ts'
import { Icon } from '#app/parts/icon.tsx'
import type { MessageView } from '#app/shapes/live.ts'
import { reacting } from '#app/text/ko/bubble.ts'
import { ReactionPicker } from './message-reactions.tsx'
import styles from './quick-reaction.module.css'

/** The picker stands over the bubble unless less than this is left above it in the list, CSS px. */
const ABOVE_PX = 72

/** For a mouse: the reactions beside a bubble, without its menu. With the keyboard they are in the menu. */
export function QuickReaction({ message }: { message: MessageView }) {
  const [open, setOpen] = useState<'above' | 'below' | null>(null)
  const button = useRef<HTMLButtonElement>(null)
  const close = () => setOpen(null)
  const press = () => {
    const top = button.current?.getBoundingClientRect().top ?? 0
    const edge = button.current?.closest('[role=log]')?.getBoundingClientRect().top ?? 0
    setOpen(open ? null : top - edge < ABOVE_PX ? 'below' : 'above')
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it listens for what happens to the buttons in it
    <span
      className={classNames(styles.place, open && styles.open, 'needs-script')}
      onBlur={({ currentTarget, relatedTarget }: FocusEvent) =>
        !currentTarget.contains(relatedTarget as Node | null) && close()
      }
      onKeyDown={(event: KeyboardEvent) => event.key === 'Escape' && close()}
    >
      <button
        ref={button}
        type="button"
        tabIndex={-1}
        aria-label={reacting.pick}
        aria-expanded={open !== null}
        className={styles.button}
        onClick={press}
      >
        <Icon name="smile" />
      </button>
      {open && (
        <span className={classNames(styles.float, styles[open])}>
          <ReactionPicker message={message} done={close} />
        </span>
      )}
    </span>
  )
}
