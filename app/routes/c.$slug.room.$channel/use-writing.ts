import { useEffect, useMemo, useState } from 'react'
import { deviceStore } from '#app/live/device-store.ts'
import { draftOf } from '#app/live/drafts.ts'
import { editMessage, messagesAddress } from '#app/live/http.ts'
import type { Room } from '#app/live/use-room.ts'
import type { Mention, MessageView } from '#app/shapes/live.ts'
import type { RoomData } from './route.tsx'
import { EDIT_FAILED, type Words, type Writing } from './use-composer.ts'
import { usePictureTray } from './use-picture-tray.ts'
import { stillNamed } from './writing-token.ts'

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
  const { tray, pictures } = usePictureTray(data, draft)
  useEffect(() => {
    const replyTo = draft?.read().replyTo
    if (!replyTo) return
    const restored = { kind: 'post', replyTo, restored: true } as const
    setWriting((now) => (now.kind === 'post' && !now.replyTo ? restored : now))
  }, [draft])
  const answer = (replyTo: MessageView['replyTo']) => {
    draft?.change({ replyTo })
    setWriting({ kind: 'post', replyTo })
  }
  /** Back from an edit to what was being written before it. */
  const cancel = () => {
    if (writing.kind === 'post') return answer(null)
    setWriting({ kind: 'post', replyTo: draft?.read().replyTo ?? null, restored: true })
  }

  const submit = async (words: Words): Promise<string | null> => {
    if (writing.kind === 'post') {
      room.send({ ...words, replyTo: writing.replyTo, files: tray?.take() ?? [] })
      setSends((count) => count + 1)
      draft?.change({ words: '', replyTo: null, mentions: [] })
      if (writing.replyTo) setWriting({ kind: 'post', replyTo: null })
      return null
    }
    const outcome = await editMessage(address, writing.message.id, words)
    if (outcome.kind === 'refused') return outcome.code
    if (outcome.kind !== 'sent') return EDIT_FAILED
    cancel()
    room.check()
    return null
  }
  return {
    writing,
    tray,
    pictures,
    /** Counts what was sent: each time the list goes to its end. */
    sends,
    cancel,
    submit,
    reply: (message: MessageView) => answer(quoteOf(message)),
    edit: (message: MessageView) => setWriting({ kind: 'edit', message }),
    onType(words: string, picked: Mention[]) {
      if (writing.kind === 'edit') return
      draft?.change({ words, mentions: stillNamed(words, picked) })
      if (words) room.typing()
    },
    /** What the composer begins with: an edit's words, a refused form's words, or the draft. */
    begin(refusedBody: string): { words: string; mentions: Mention[] } {
      if (writing.kind === 'edit')
        return { words: writing.message.body ?? '', mentions: writing.message.mentions }
      const { words = '', mentions = [] } = draft?.read() ?? {}
      return refusedBody ? { words: refusedBody, mentions: [] } : { words, mentions }
    },
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
