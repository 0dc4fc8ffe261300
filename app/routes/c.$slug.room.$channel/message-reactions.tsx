import { Form } from '@remix-run/react'
import type { FormEvent } from 'react'
import { shownReactions } from '#app/live/reaction-store.ts'
import { useOwnReactions } from '#app/live/use-reactions.ts'
import { classNames } from '#app/parts/class-names.ts'
import { Icon } from '#app/parts/icon.tsx'
import { type Emoji, type MessageView, reactionEmoji } from '#app/shapes/live.ts'
import { grouped } from '#app/text/format.ts'
import { reacting, reactionNames } from '#app/text/ko/bubble.ts'
import styles from './message-reactions.module.css'
import { useTalk } from './use-talk.ts'

/** The reactions under a message. A tap gives the same one or takes it back; also without scripts. */
export function MessageReactions({ message }: { message: MessageView }) {
  const { reactions } = useTalk()
  const shown = shownReactions(message, useOwnReactions(reactions, message))
  if (shown.length === 0) return null
  return (
    <ul aria-label={reacting.row} className={styles.row}>
      {shown.map(({ emoji, count, mine }) => {
        const words = (mine ? reacting.countMine : reacting.count)(reactionNames[emoji], grouped(count))
        return (
          <li key={emoji}>
            <React message={message} emoji={emoji} on={!mine}>
              <button
                type="submit"
                aria-pressed={mine}
                title={words}
                className={classNames(styles.chip, mine && styles.mine)}
              >
                <span className="spoken">{words}</span>
                <span aria-hidden>{emoji}</span>
                <span aria-hidden>{grouped(count)}</span>
                {mine && <Icon name="check" size="small" />}
              </button>
            </React>
          </li>
        )
      })}
    </ul>
  )
}

/** All reactions there are, to give one or take it back. */
export function ReactionPicker({ message, done }: { message: MessageView; done?(): void }) {
  const { reactions } = useTalk()
  const shown = shownReactions(message, useOwnReactions(reactions, message))
  return (
    <ul aria-label={reacting.pick} className={styles.picker}>
      {reactionEmoji.map((emoji) => {
        const mine = shown.some((one) => one.emoji === emoji && one.mine)
        return (
          <li key={emoji}>
            <React message={message} emoji={emoji} on={!mine} done={done}>
              <button
                type="submit"
                aria-pressed={mine}
                title={reactionNames[emoji]}
                className={classNames(styles.choice, mine && styles.mine)}
              >
                <span className="spoken">{reactionNames[emoji]}</span>
                <span aria-hidden>{emoji}</span>
              </button>
            </React>
          </li>
        )
      })}
    </ul>
  )
}

type ReactProps = {
  message: MessageView
  emoji: Emoji
  on: boolean
  done?: (() => void) | undefined
  children: JSX.Element
}

/** The form of one reaction. */
function React({ message, emoji, on, done, children }: ReactProps) {
  const { react } = useTalk()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    react(message, emoji)
    done?.()
  }
  return (
    <Form method="post" onSubmit={submit}>
      <input type="hidden" name="intent" value="react" />
      <input type="hidden" name="messageId" value={message.id} />
      <input type="hidden" name="emoji" value={emoji} />
      <input type="hidden" name="on" value={String(on)} />
      {children}
    </Form>
  )
}
