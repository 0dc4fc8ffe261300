import { Form } from '@remix-run/react'
import { useState } from 'react'
import { useToast } from '#app/parts/announcer.tsx'
import { Button, LinkButton } from '#app/parts/button.tsx'
import { copyText } from '#app/parts/copy.ts'
import { Sheet } from '#app/parts/sheet.tsx'
import type { MessageView } from '#app/shapes/live.ts'
import { bubbleMenu } from '#app/text/ko/chat.ts'
import styles from './message-menu.module.css'

type Props = {
  message: MessageView | null
  mine: boolean
  close(): void
  reply(message: MessageView): void
  edit(message: MessageView): void
  remove(message: MessageView): void
}

/** What one may do with a message: a sheet from below on phones, a small dialog on desktops. */
export function MessageMenu({ message, mine, close, reply, edit, remove }: Props) {
  const [asking, setAsking] = useState(false)
  const toast = useToast()
  const end = () => {
    setAsking(false)
    close()
  }
  const then = (act: (message: MessageView) => void) => () => {
    end()
    if (message) act(message)
  }
  const copy = async () => {
    const copied = await copyText(message?.body ?? '')
    end()
    toast(copied ? bubbleMenu.copied : bubbleMenu.copyFailed, copied ? 'done' : 'info')
  }
  return (
    <Sheet
      open={message !== null}
      onClose={end}
      title={asking ? bubbleMenu.removeAsk : bubbleMenu.title}
      footer={
        asking && (
          <>
            <Button onClick={end}>{bubbleMenu.keep}</Button>
            <Button kind="danger" onClick={then(remove)}>
              {bubbleMenu.removeYes}
            </Button>
          </>
        )
      }
    >
      <p className={styles.words}>{message?.body}</p>
      {asking ? (
        <p>{bubbleMenu.removeHint}</p>
      ) : (
        <div className={styles.ways}>
          <Button wide icon="reply" onClick={then(reply)}>
            {bubbleMenu.reply}
          </Button>
          <Button wide icon="copy" onClick={copy}>
            {bubbleMenu.copy}
          </Button>
          {mine && (
            <>
              <Button wide icon="edit" onClick={then(edit)}>
                {bubbleMenu.edit}
              </Button>
              <Button wide icon="trash" onClick={() => setAsking(true)}>
                {bubbleMenu.remove}
              </Button>
            </>
          )}
        </div>
      )}
    </Sheet>
  )
}

/** The same below the message, for pages without scripts. */
export function InlineMenu({ message, mine }: { message: MessageView; mine: boolean }) {
  return (
    <li className={styles.inline}>
      <LinkButton icon="reply" to={`?reply=${message.id}#composer`}>
        {bubbleMenu.reply}
      </LinkButton>
      {mine && (
        <>
          <LinkButton icon="edit" to={`?edit=${message.id}#composer`}>
            {bubbleMenu.edit}
          </LinkButton>
          <Form method="post">
            <input type="hidden" name="intent" value="delete" />
            <input type="hidden" name="messageId" value={message.id} />
            <Button type="submit" kind="danger" icon="trash">
              {bubbleMenu.remove}
            </Button>
          </Form>
        </>
      )}
    </li>
  )
}
