import { useState } from 'react'
import { Button, IconButton } from '#app/parts/button.tsx'
import type { MessageView } from '#app/shapes/live.ts'
import { selecting } from '#app/text/ko/talk.ts'
import { LaterMenu } from './later-menu.tsx'
import type { ActionPlace, ActionTools } from './message-actions.ts'
import styles from './selection-bar.module.css'
import { SELECTED_MAX } from './use-selection.ts'

type Props = {
  messages: readonly MessageView[]
  place: ActionPlace
  tools: ActionTools
  end(): void
}

/** Stands where the composer was while messages are chosen: how many, and what can be done with all of them. */
export function SelectionBar({ messages, place, tools, end }: Props) {
  const [open, setOpen] = useState(false)
  const count = messages.length
  return (
    <section aria-label={selecting.bar} className={styles.bar}>
      <IconButton icon="close" label={selecting.end} onClick={end} />
      <p className={styles.count} role="status">
        {count === 0 && selecting.none}
        {count > 0 && count < SELECTED_MAX && selecting.count(String(count))}
        {count >= SELECTED_MAX && selecting.most(String(SELECTED_MAX))}
      </p>
      {count > 0 && (
        <Button kind="primary" onClick={() => setOpen(true)}>
          {selecting.act}
        </Button>
      )}
      <LaterMenu
        messages={open ? messages : []}
        place={place}
        tools={tools}
        close={() => setOpen(false)}
        done={end}
      />
    </section>
  )
}
