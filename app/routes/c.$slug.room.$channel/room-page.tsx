import { useMemo, useState } from 'react'
import { deviceStore } from '#app/live/device-store.ts'
import { draftOf } from '#app/live/drafts.ts'
import { deleteMessage, editMessage, messagesAddress } from '#app/live/http.ts'
import { type Room, type RoomSource, useRoom } from '#app/live/use-room.ts'
import { useToast } from '#app/parts/announcer.tsx'
import { CaseFrame } from '#app/parts/case-frame.tsx'
import { WelcomeNote } from '#app/parts/welcome-note.tsx'
import type { MessageView } from '#app/shapes/live.ts'
import { people } from '#app/text/format.ts'
import { channelNames, channelReaders, chat, composer as composerWords } from '#app/text/ko/chat.ts'
import { CasePanel } from './case-panel.tsx'
import { ChannelBar, ConnectionBanner } from './channel-bar.tsx'
import { Composer, EDIT_FAILED, type Writing } from './composer.tsx'
import { Conversation } from './conversation.tsx'
import { InlineMenu, MessageMenu } from './message-menu.tsx'
import type { RoomData } from './route.tsx'

/** What the address asks of a page without scripts: a message's menu, an answer, an edit. */
export type Asked = { menu: string | null; reply: string | null; edit: string | null }

type Props = {
  data: RoomData
  asked: Asked
  /** What a form sent without scripts was refused for, with its words. */
  refused: { code: string; body: string } | null
}

/** A channel: who else is in the case at the left, the conversation, the case at the right. Mount one per channel. */
export function RoomPage({ data, asked, refused }: Props) {
  const { kind } = data
  const frame = beforeEyes(data.frame, kind)
  const [source] = useState(() => sourceOf(data))
  const room = useRoom({ ...source, page: data.page })
  const page = useRoomPage(data, room, asked)
  const { menu, setMenu, writing, sends } = page
  const me = frame.me.id
  const name = channelNames[kind]
  return (
    <CaseFrame
      fill
      frame={frame}
      here={room.presence?.here ?? null}
      panel={<CasePanel frame={frame} totals={data.totals} />}
    >
      <h1 className="spoken">{chat.list(name)}</h1>
      <ChannelBar slug={frame.slug} channels={frame.channels} />
      <ConnectionBanner connection={room.connection} />
      <WelcomeNote slug={frame.slug} />
      <Conversation
        room={room}
        name={name}
        readers={channelReaders[kind]}
        live={source.live}
        openMenu={setMenu}
        inlineMenu={(message) =>
          message.id === asked.menu ? (
            <InlineMenu key="menu" message={message} mine={message.author.id === me} />
          ) : null
        }
        sends={sends}
      />
      {source.live && (
        <Composer
          key={writing.kind === 'edit' ? writing.message.id : (writing.replyTo?.id ?? 'post')}
          channelName={name}
          writing={writing}
          initial={page.initial(refused?.body ?? '')}
          refusal={refused?.code ?? null}
          formId={data.formId}
          hint={room.presence?.typing ? chat.typing(people(room.presence.typing)) : null}
          submit={page.submit}
          cancel={page.cancel}
          onType={page.onType}
        />
      )}
      <MessageMenu
        message={menu}
        mine={menu?.author.id === me}
        close={() => setMenu(null)}
        reply={page.reply}
        edit={page.edit}
        remove={page.remove}
      />
    </CaseFrame>
  )
}

/** What stands before the reader's eyes is not unread. */
function beforeEyes(frame: RoomData['frame'], kind: RoomData['kind']): RoomData['frame'] {
  const channels = frame.channels.map((each) => (each.kind === kind ? { ...each, unread: 0 } : each))
  return { ...frame, channels }
}

function sourceOf({ frame, kind, channelId, page, readSeq, live }: RoomData): RoomSource {
  return { slug: frame.slug, kind, channelId, memberId: frame.me.id, page, readSeq, live }
}

/** The state of the page around the messages: the open menu and what the composer writes. */
function useRoomPage(data: RoomData, room: Room, asked: Asked) {
  const { frame, kind, channelId } = data
  const me = frame.me.id
  const address = messagesAddress(frame.slug, kind)
  const toast = useToast()
  const [menu, setMenu] = useState<MessageView | null>(null)
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
  const remove = async (message: MessageView) => {
    const outcome = await deleteMessage(address, message.id)
    if (outcome.kind === 'sent') room.check()
    else toast(composerWords.removeFailed, 'danger')
  }
  return {
    menu,
    setMenu,
    writing,
    sends,
    cancel,
    submit,
    remove,
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
