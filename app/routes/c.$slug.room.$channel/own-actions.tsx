import { useState } from 'react'
import { deleteMessage } from '#app/live/http.ts'
import { Button } from '#app/parts/button.tsx'
import { copyText } from '#app/parts/copy.ts'
import type { MessageView } from '#app/shapes/live.ts'
import { moment } from '#app/text/format.ts'
import { actionWords } from '#app/text/ko/talk.ts'
import type { ActionPanelProps, ActionPlace, MessageAction } from './message-actions.ts'
import styles from './message-menu.module.css'

const shown = (messages: readonly MessageView[]) => messages.every(({ gone }) => gone === null)
const worded = (messages: readonly MessageView[]) =>
  messages.every(({ body }) => body !== null && body !== '')
const mine = (messages: readonly MessageView[], { me }: ActionPlace) =>
  messages.every(({ author }) => author.id === me.id)

/** What belongs to talking itself: answer, copy, select, edit, take back. */
export const ownActions: readonly MessageAction[] = [
  {
    key: 'reply',
    icon: 'reply',
    label: actionWords.reply,
    takes: 'one',
    offered: (messages, { keptAt }) => shown(messages) && keptAt === null,
    run: ([message], _, tools) => message && tools.reply(message),
  },
  {
    key: 'copy',
    icon: 'copy',
    label: actionWords.copy,
    takes: 'many',
    offered: (messages) => shown(messages) && worded(messages),
    async run(messages, _, { toast }) {
      const copied = await copyText(asText(messages))
      toast(copied ? actionWords.copied : actionWords.copyFailed, copied ? 'done' : 'info')
    },
  },
  {
    key: 'link',
    icon: 'link',
    label: actionWords.copyLink,
    takes: 'one',
    offered: shown,
    async run([message], place, { toast }) {
      const link = message && permalink(message, place)
      const copied = link !== undefined && (await copyText(link))
      toast(copied ? actionWords.linkCopied : actionWords.linkFailed(link ?? ''), copied ? 'done' : 'info')
    },
  },
  {
    key: 'select',
    icon: 'check',
    label: actionWords.select,
    takes: 'one',
    offered: shown,
    run: (messages, _, tools) => tools.select(messages),
  },
  {
    key: 'edit',
    icon: 'edit',
    label: actionWords.edit,
    takes: 'one',
    offered: (messages, place) => shown(messages) && mine(messages, place) && place.keptAt === null,
    run: ([message], _, tools) => message && tools.edit(message),
  },
  {
    key: 'delete',
    icon: 'trash',
    label: actionWords.remove,
    danger: true,
    takes: 'many',
    offered: (messages, place) => shown(messages) && mine(messages, place),
    panel: { title: actionWords.removeAsk, Body: Removing },
  },
]

/** The address of a message, for this room's members only. */
function permalink({ id }: MessageView, { room }: ActionPlace): string {
  return new URL(`${room}?m=${id}#m-${id}`, window.location.href).href
}

/** One message as its words; several with who said them and when, as a transcript. */
function asText(messages: readonly MessageView[]): string {
  const [first, ...rest] = messages
  if (first && rest.length === 0) return first.body ?? ''
  return messages.map(({ author, at, body }) => `${author.nickname} (${moment(at)})\n${body}`).join('\n\n')
}

function Removing({ messages, place, tools, close, done }: ActionPanelProps) {
  const [busy, setBusy] = useState(false)
  const remove = async () => {
    setBusy(true)
    const outcomes = []
    for (const { id } of messages) outcomes.push(await deleteMessage(place.address, id))
    done()
    if (outcomes.every(({ kind }) => kind === 'sent')) tools.check()
    else tools.toast(actionWords.removeFailed, 'danger')
  }
  return (
    <>
      <p>{actionWords.removeHint}</p>
      <div className={styles.choice}>
        <Button onClick={close}>{actionWords.keep}</Button>
        <Button kind="danger" busy={busy} onClick={remove}>
          {actionWords.removeYes}
        </Button>
      </div>
    </>
  )
}
