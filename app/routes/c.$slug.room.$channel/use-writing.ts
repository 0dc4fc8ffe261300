import { useMemo, useState } from 'react'
import { deviceStore } from '#app/live/device-store.ts'
import { draftOf } from '#app/live/drafts.ts'
import { editMessage, messagesAddress } from '#app/live/http.ts'
import type { Room } from '#app/live/use-room.ts'
import type { MessageView } from '#app/shapes/live.ts'
import { EDIT_FAILED, type Writing } from './composer.tsx'
import type { RoomData } from './route.tsx'

/**
 * What the address asks of a page: a place to open at, by its seq; and without scripts a message's menu, an answer, an
 * edit, the choice of a day.
 */
export type Asked = {
  place: number | null
  menu: string | null
  reply: string | null
  edit: string | null
  day: boolean
}

/** What the composer writes just now, and what becomes of it. */
export function useWriting(data: RoomData, room: Room, asked: Asked) {
  const { frame, kind, channelId } = data
  const me = frame.me.id
  const address = messagesAddress(frame.slug, kind)
  const [writing, setWriting] = useState<Writing>(() => askedWriting(data, asked))
  const [sends, setSends] = useState(0)
  const draft = useMemo(() => draftFor(me, channelId), [me, channelId])
  const cancel = () => setWriting({ kind: 'post', replyTo: null })

  const submit = async (body: string): Promise<string | null> => {
    if (writing.kind === 'post') {
      room.send(body, writing.replyTo)
      setSends((count) => count + 1)
      draft?.write('')
      if (writing.replyTo) cancel()
      return null
    }
    const outcome = await editMessage(address, writing.message.id, body)
    if (outcome.kind === 'refused') return outcome.code
    if (outcome.kind !== 'sent') return EDIT_FAILED
    cancel()
    room.check()
    return null
  }
  return {
    writing,
    /** Counts what was sent: each time the list goes to its end. */
    sends,
    cancel,
    submit,
    reply: (message: MessageView) => setWriting({ kind: 'post', replyTo: quoteOf(message) }),
    edit: (message: MessageView) => setWriting({ kind: 'edit', message }),
    onType(words: string) {
      if (writing.kind === 'edit') return
      draft?.write(words)
      if (words) room.typing()
    },
    /** What the composer begins with: an edit's words, a refused form's words, or the draft. */
    initial: (refusedBody: string) =>
      writing.kind === 'edit' ? (writing.message.body ?? '') : refusedBody || (draft?.read() ?? ''),
  }
}

/** Drafts live in the browser only; the server renders none. */
function draftFor(memberId: string, channelId: string) {
  return typeof document === 'undefined' ? null : draftOf(deviceStore(), memberId, channelId)
}

function askedWriting({ page, frame }: RoomData, { reply, edit }: Asked): Writing {
  const answered = page.messages.find(({ id, body }) => id === reply && body !== null)
  const edited = page.messages.find(
    ({ id, body, author }) => id === edit && body !== null && author.id === frame.me.id,
  )
  if (edited) return { kind: 'edit', message: edited }
  return { kind: 'post', replyTo: answered ? quoteOf(answered) : null }
}

function quoteOf({ id, seq, author, body }: MessageView): NonNullable<MessageView['replyTo']> {
  return { id, seq, nickname: author.nickname, body }
}
