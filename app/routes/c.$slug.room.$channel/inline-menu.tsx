import { Form } from '@remix-run/react'
import { Button, LinkButton } from '#app/parts/button.tsx'
import type { MessageView } from '#app/shapes/live.ts'
import { actionWords } from '#app/text/ko/talk.ts'
import { type ActionPlace, actionsFor } from './message-actions.ts'
import styles from './message-menu.module.css'
import { ReactionPicker } from './message-reactions.tsx'

type Props = { message: MessageView; place: ActionPlace }

/**
 * The menu below its message, for pages without scripts: what can be done by links and by forms. Where scripts run it is
 * taken away as soon as they do; until then the browser leaves what the server wrote, and loads none of it.
 */
export function InlineMenu(props: Props) {
  if (import.meta.env.SSR) return <Ways {...props} />
  // biome-ignore lint/security/noDangerouslySetInnerHtml: it says that nothing in here is the browser's to draw
  return <li className={styles.inline} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: '' }} />
}

function Ways({ message, place }: Props) {
  const mine = message.author.id === place.me.id
  const shown = message.gone === null
  const open = shown && place.keptAt === null
  return (
    <li className={styles.inline}>
      {shown && <ReactionPicker message={message} />}
      {open && (
        <LinkButton icon="reply" to={`?reply=${message.id}#composer`}>
          {actionWords.reply}
        </LinkButton>
      )}
      {open && mine && (
        <LinkButton icon="edit" to={`?edit=${message.id}#composer`}>
          {actionWords.edit}
        </LinkButton>
      )}
      {actionsFor([message], place).map(
        (action) =>
          'to' in action &&
          action.to && (
            <LinkButton key={action.key} icon={action.icon} to={action.to([message], place)}>
              {action.label}
            </LinkButton>
          ),
      )}
      {shown && mine && (
        <Form method="post">
          <input type="hidden" name="intent" value="delete" />
          <input type="hidden" name="messageId" value={message.id} />
          <Button type="submit" kind="danger" icon="trash">
            {actionWords.remove}
          </Button>
        </Form>
      )}
    </li>
  )
}
