import { useState } from 'react'
import { Button, LinkButton } from '#app/parts/button.tsx'
import { Sheet } from '#app/parts/sheet.tsx'
import type { MessageView } from '#app/shapes/live.ts'
import { actionWords } from '#app/text/ko/talk.ts'
import { type ActionPlace, type ActionTools, actionsFor, type MessageAction } from './message-actions.ts'
import styles from './message-menu.module.css'
import { ReactionPicker } from './message-reactions.tsx'

export type MenuProps = {
  /** What the menu is of: one message, or those selected. Empty: closed. */
  messages: readonly MessageView[]
  place: ActionPlace
  tools: ActionTools
  close(): void
  /** An action was taken; the same as closing unless more than the menu is to end. */
  done?(): void
}

/** What one may do with a message: a sheet from below on phones, a small dialog on desktops. */
export default function MessageMenu({ messages, place, tools, close, done }: MenuProps) {
  const [asking, setAsking] = useState<MessageAction | null>(null)
  const panel = asking && 'panel' in asking ? asking.panel : null
  const leave = () => {
    setAsking(null)
    close()
  }
  const end = () => {
    leave()
    done?.()
  }
  const begin = (action: MessageAction) => {
    if ('panel' in action) return setAsking(action)
    end()
    if ('run' in action) action.run(messages, place, tools)
  }
  const [first] = messages
  return (
    <Sheet open={messages.length > 0} onClose={leave} title={panel?.title ?? actionWords.title}>
      {messages.length === 1 && first?.body && <p className={styles.words}>{first.body}</p>}
      {messages.length > 1 && <p>{actionWords.selected(String(messages.length))}</p>}
      {messages.length === 1 && first?.gone === null && !panel && (
        <ReactionPicker message={first} done={end} />
      )}
      {panel ? (
        <panel.Body messages={messages} place={place} tools={tools} close={leave} done={end} />
      ) : (
        <ul className={styles.ways}>
          {actionsFor(messages, place).map((action) => (
            <li key={action.key}>
              <Way action={action} messages={messages} place={place} begin={begin} end={end} />
            </li>
          ))}
        </ul>
      )}
    </Sheet>
  )
}

type WayProps = Pick<MenuProps, 'messages' | 'place'> & {
  action: MessageAction
  begin(action: MessageAction): void
  end(): void
}

function Way({ action, messages, place, begin, end }: WayProps) {
  const { icon, label, danger } = action
  if (!('panel' in action) && 'to' in action) {
    return (
      <LinkButton wide icon={icon} to={action.to(messages, place)} onClick={end}>
        {label}
      </LinkButton>
    )
  }
  return (
    <Button wide icon={icon} kind={danger ? 'danger' : 'quiet'} onClick={() => begin(action)}>
      {label}
    </Button>
  )
}
