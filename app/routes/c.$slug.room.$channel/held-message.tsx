import { useEffect, useSyncExternalStore } from 'react'
import { Icon } from '#app/parts/icon.tsx'
import type { MessageView } from '#app/shapes/live.ts'
import { goneMessage } from '#app/text/ko/talk.ts'
import styles from './held-message.module.css'
import { MessagePictures } from './message-pictures.tsx'
import { MessageText } from './message-text.tsx'
import { useTalk } from './use-talk.ts'

/** The reader's own message that a host looks at first: the words are there, for the reader alone. */
export function HeldMessage({ message: { id } }: { message: MessageView }) {
  const { held } = useTalk()
  const read = () => held.get(id)
  const words = useSyncExternalStore(held.subscribe, read, read)
  useEffect(() => held.want(id), [held, id])
  return (
    <>
      {words && words.files.length > 0 && <MessagePictures files={words.files} who={null} />}
      {words && words.body !== '' && <MessageText text={words.body} mentions={words.mentions} />}
      <p className={styles.note}>
        <Icon name="clock" size="small" />
        {goneMessage.heldMine}
      </p>
    </>
  )
}
