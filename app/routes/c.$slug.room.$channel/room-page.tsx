import { useMemo, useRef, useState } from 'react'
import { messagesAddress } from '#app/live/http.ts'
import { newBelow } from '#app/live/room-state.ts'
import { CardsProvider, useChannelCards } from '#app/live/use-cards.ts'
import { type Room, type RoomSource, useRoom } from '#app/live/use-room.ts'
import { useUnread } from '#app/live/use-unread.ts'
import { useToast } from '#app/parts/announcer.tsx'
import { CaseFrame } from '#app/parts/case-frame.tsx'
import { WelcomeNote } from '#app/parts/welcome-note.tsx'
import { recruitsFreely } from '#app/shapes/labels.ts'
import type { Mention, MessageView } from '#app/shapes/live.ts'
import { people } from '#app/text/format.ts'
import { channelNames, channelReaders, chat } from '#app/text/ko/chat.ts'
import { dayJump } from '#app/text/ko/reading.ts'
import { AnswerOffer, useAnswerOffer } from './answer-offer.tsx'
import { CasePanel } from './case-panel.tsx'
import { CaseWelcome } from './case-welcome.tsx'
import { BarTool, ChannelBar, ConnectionBanner } from './channel-bar.tsx'
import { Composer } from './composer.tsx'
import { Conversation } from './conversation.tsx'
import { DaySheet } from './day-sheet.tsx'
import { InlineMenu } from './inline-menu.tsx'
import { LaterMenu } from './later-menu.tsx'
import type { ActionPlace, ActionTools } from './message-actions.ts'
import { NewcomerWay } from './newcomer-way.tsx'
import { NoticeBar } from './notice-bar.tsx'
import { Opening } from './opening.tsx'
import { PictureView } from './picture-view.tsx'
import type { RoomData } from './route.tsx'
import { SelectionBar } from './selection-bar.tsx'
import { useAround } from './use-around.ts'
import type { Jumps } from './use-jump.ts'
import { usePlaceAsked } from './use-place-asked.ts'
import { SelectionProvider, useSelection } from './use-selection.ts'
import { TalkProvider } from './use-talk.ts'
import { useVoice } from './use-voice.ts'
import { type Asked, useWriting } from './use-writing.ts'
import { EndedNote, VoiceNote } from './voice-note.tsx'

/** Offered before a letter of a name is typed: they fit above the keyboard of a phone. */
const RECENT_AUTHORS = 5

type Props = {
  data: RoomData
  asked: Asked
  /** What a form sent without scripts was refused for, with its words. */
  refused: { code: string; body: string } | null
}

/** A channel: who else is in the case at the left, the conversation, the case at the right. Mount one per channel. */
export function RoomPage({ data, asked, refused }: Props) {
  const { kind } = data
  const [source] = useState(() => sourceOf(data))
  const jumpsRef = useRef<Jumps | null>(null)
  const [daying, setDaying] = useState(asked.day)
  const room = useRoom({ ...source, page: data.page })
  const frame = beforeEyes(useUnread(room.line, data.frame, { ...source, ...room }), kind)
  usePlaceAsked(jumpsRef)
  const talk = useWriting(data, room, asked)
  const { menu, setMenu, selecting, place, tools } = useActing(data, room, talk)
  const { writing, sends } = talk
  const voice = useVoice(data, room, sends)
  const [draft, setDraft] = useState('')
  const around = useAround(data, room, place, jumpsRef)
  const cards = useChannelCards({ ...source, caseId: frame.caseId, kind }, data)
  const offer = useAnswerOffer({ ...source, caseId: frame.caseId }, room.check)
  const name = channelNames[kind]
  const isNew = data.welcome === null && source.readSeq === null
  return (
    <CaseFrame
      fill
      frame={frame}
      here={room.presence?.here ?? null}
      panel={<CasePanel frame={frame} totals={data.totals} soFar={data.soFar} />}
      fresh={newBelow(room.state) > 0}
    >
      <h1 className="spoken">{chat.list(name)}</h1>
      <ChannelBar
        slug={frame.slug}
        kind={kind}
        channels={frame.channels}
        tools={<BarTool to="?day" icon="calendar" label={dayJump.open} onPress={() => setDaying(true)} />}
      />
      <ConnectionBanner connection={room.connection} />
      <NoticeBar slug={frame.slug} pinned={cards.pinned} ack={cards.ackPinned} />
      {isNew && <NewcomerWay frame={frame} soFar={data.soFar} />}
      <WelcomeNote slug={frame.slug} />
      <CaseWelcome slug={frame.slug} text={data.welcome} />
      <CardsProvider value={cards}>
        <TalkProvider value={around}>
          <SelectionProvider value={selecting.selection}>
            <Conversation
              room={room}
              name={name}
              readers={channelReaders[kind]}
              asked={asked.place}
              opening={isNew ? null : <Opening frame={frame} soFar={data.soFar} />}
              jumpsRef={jumpsRef}
              askDay={() => setDaying(true)}
              openMenu={setMenu}
              inlineMenu={(message) =>
                message.id === asked.menu ? <InlineMenu key="menu" message={message} place={place} /> : null
              }
              sends={sends}
            />
          </SelectionProvider>
          {selecting.selection.on && (
            <SelectionBar messages={selecting.messages} place={place} tools={tools} end={selecting.end} />
          )}
          <PictureView messages={room.state.messages} />
          <LaterMenu messages={menu ? [menu] : []} place={place} tools={tools} close={() => setMenu(null)} />
        </TalkProvider>
      </CardsProvider>
      <div hidden={selecting.selection.on}>
        {frame.keptAt ? (
          <EndedNote keptAt={frame.keptAt} />
        ) : (
          <>
            <AnswerOffer {...offer} />
            <VoiceNote slug={frame.slug} voice={voice} draft={draft} />
            <Composer
              key={writing.kind === 'edit' ? writing.message.id : 'post'}
              slug={frame.slug}
              kind={kind}
              recent={() => recentAuthors(room.state)}
              showAnswer={offer.show}
              channelName={name}
              writing={writing}
              begin={() => talk.begin(refused?.body ?? '')}
              refusal={refused?.code ?? null}
              formId={data.formId}
              mayRecruit={frame.me.role !== 'member' || recruitsFreely(frame.me.side)}
              hint={room.presence?.typing ? chat.typing(people(room.presence.typing)) : null}
              tray={talk.tray}
              pictures={talk.pictures}
              submit={voice.guard(talk.submit)}
              cancel={talk.cancel}
              onType={(words, picked) => {
                talk.onType(words, picked)
                offer.heard(words)
                setDraft(words)
              }}
            />
          </>
        )}
      </div>
      <DaySheet
        open={daying}
        date={frame.today}
        today={frame.today}
        plain={asked.day}
        close={() => setDaying(false)}
        jumps={jumpsRef}
      />
    </CaseFrame>
  )
}

/** Those whose words are the newest held, without the reader. */
function recentAuthors({ messages, me }: Room['state']): Mention[] {
  const found = new Map<string, Mention>()
  for (const { author } of messages.slice().reverse()) {
    if (author.id !== me && found.size < RECENT_AUTHORS)
      found.set(author.id, { id: author.id, name: author.nickname })
  }
  return [...found.values()]
}

/** What stands before the reader's eyes is not unread. */
function beforeEyes(frame: RoomData['frame'], kind: RoomData['kind']): RoomData['frame'] {
  const channels = frame.channels.map((each) => (each.kind === kind ? { ...each, unread: 0 } : each))
  return { ...frame, channels }
}

function sourceOf({ frame, kind, channelId, page, readSeq, unread }: RoomData): RoomSource {
  return { slug: frame.slug, kind, channelId, memberId: frame.me.id, page, readSeq, unread }
}

/** The open menu, the selection, and what actions get to know and may do. */
function useActing(data: RoomData, room: Room, talk: ReturnType<typeof useWriting>) {
  const { frame, kind, channelId } = data
  const { slug, me, keptAt } = frame
  const [menu, setMenu] = useState<MessageView | null>(null)
  const selecting = useSelection(room.state.messages)
  const toast = useToast()
  const place = useMemo<ActionPlace>(
    () => ({
      slug,
      kind,
      channelId,
      me,
      keptAt,
      room: `/c/${slug}/room/${kind}`,
      address: messagesAddress(slug, kind),
    }),
    [slug, kind, channelId, me, keptAt],
  )
  const { reply, edit } = talk
  const tools: ActionTools = { reply, edit, select: selecting.begin, check: room.check, toast }
  return { menu, setMenu, selecting, place, tools }
}
