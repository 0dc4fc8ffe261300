import { type MouseEvent, memo } from 'react'
import { Chip } from '#app/parts/chip.tsx'
import { classNames } from '#app/parts/class-names.ts'
import { Icon } from '#app/parts/icon.tsx'
import { Link } from '#app/parts/link.tsx'
import { SideMark } from '#app/parts/side-mark.tsx'
import type { MessageView } from '#app/shapes/live.ts'
import { staffWords } from '#app/shapes/mention.ts'
import { clock } from '#app/text/format.ts'
import { naming, pictures } from '#app/text/ko/bubble.ts'
import { bubbleMenu, chat, roles } from '#app/text/ko/chat.ts'
import { selecting } from '#app/text/ko/talk.ts'
import { FraudCard } from './fraud-card.tsx'
import { GoneWay } from './gone-way.tsx'
import { goneWords } from './gone-words.ts'
import { HeldMessage } from './held-message.tsx'
import { LinkCards } from './link-cards.tsx'
import styles from './message-bubble.module.css'
import { MessageCard } from './message-card.tsx'
import { MessagePictures } from './message-pictures.tsx'
import { MessageReactions } from './message-reactions.tsx'
import { MessageText } from './message-text.tsx'
import { QuickReaction } from './quick-reaction.tsx'
import type { Bubble } from './rows.ts'
import { Sending } from './sending.tsx'
import { useHold } from './use-hold.ts'
import { useSelected } from './use-selection.ts'
import { useTalk } from './use-talk.ts'

export type BubbleActions = {
  /** Opens the menu of a stored message. */
  open(message: MessageView): void
  jump(seq: number): void
  retry(clientId: string): void
  drop(clientId: string): void
}

type Props = BubbleActions & {
  row: Bubble
  /** The words of the quoted message as they are now: null once deleted, undefined when not at hand. */
  quoted: string | null | undefined
  /** In the order of Tab; the others are reached with the arrows. */
  tabbable: boolean
  flashing: boolean
}

/** One message. The same element from pending to stored. */
export const MessageBubble = memo(function MessageBubble(props: Props) {
  const { row, open, tabbable, flashing } = props
  const { mine, message, pending } = row
  const selection = useSelected()
  const picking = selection.on && message?.gone === null
  const hold = useHold(() => {
    if (message?.gone !== null) return
    if (selection.on) selection.toggle(message)
    else open(message)
  })
  return (
    <li
      id={message ? `m-${message.id}` : undefined}
      data-row={row.key}
      // Only some rows stand in the page: its place among all, of which there are more than anybody counts.
      aria-posinset={message?.seq}
      aria-setsize={message ? -1 : undefined}
      className={classNames(
        styles.row,
        mine ? styles.mine : styles.theirs,
        row.opens && styles.opens,
        flashing && styles.flashing,
        picking && styles.picking,
      )}
    >
      {picking && <Pick message={message} mine={mine} />}
      {message && row.opens && !mine ? (
        <Author author={message.author} />
      ) : (
        <span className="spoken">{mine ? chat.mine : chat.said(message?.author.nickname ?? '')}</span>
      )}
      <div className={styles.line}>
        <div className={classNames(styles.bubble, isPlain(row) && styles.plain)} {...hold}>
          <Words {...props} />
        </div>
        <div className={styles.beside}>
          {message && message.body !== null && !selection.on && (
            <Link
              to={`?m=${message.id}#m-${message.id}`}
              preventScrollReset
              data-menu
              tabIndex={tabbable ? 0 : -1}
              aria-label={mine ? bubbleMenu.openMine : bubbleMenu.open(message.author.nickname)}
              className={styles.menu}
              onClick={(event: MouseEvent) => {
                event.preventDefault()
                open(message)
              }}
            >
              <Icon name="more" />
            </Link>
          )}
          {message?.gone === null && !selection.on && <QuickReaction message={message} />}
          <div className={styles.facts}>
            {message?.editedAt && message.body !== null && <span>{chat.edited}</span>}
            {pending && <Sending pending={pending} />}
            {row.closes && !pending && <time dateTime={row.at}>{clock(row.at)}</time>}
          </div>
        </div>
      </div>
      {message?.gone === null && <MessageReactions message={message} />}
      {message?.body && !mine && <FraudCard message={message} />}
      {pending?.state === 'failed' && <Sending.Failed {...props} pending={pending} />}
    </li>
  )
})

/** Pictures and nothing else: they stand by themselves. */
function isPlain({ message, pending }: Bubble): boolean {
  const said = message ?? pending
  return said?.body === '' && said.files.length > 0 && !said.replyTo
}

/** While messages are chosen the whole row is the label of its box. */
function Pick({ message, mine }: { message: MessageView; mine: boolean }) {
  const { ids, toggle } = useSelected()
  return (
    <label className={styles.pick}>
      <input type="checkbox" checked={ids.has(message.id)} onChange={() => toggle(message)} />
      <span className="spoken">{mine ? selecting.pickMine : selecting.pick(message.author.nickname)}</span>
    </label>
  )
}

function Author({ author }: { author: MessageView['author'] }) {
  const role = useTalk().offices.get(author.id)
  return (
    <p className={styles.author}>
      <span aria-hidden className={classNames(styles.avatar, styles[author.side])}>
        {[...author.nickname][0]}
      </span>
      <strong>{author.nickname}</strong>
      {role === 'host' && <SideMark side="host" />}
      {role === 'cohost' && <Chip tone="trust">{roles.cohost}</Chip>}
      <SideMark side={author.side} />
    </p>
  )
}

function Words({ row, quoted, jump }: Props) {
  const { message, pending } = row
  const body = message ? message.body : pending?.body
  if (message?.gone === 'held' && row.mine) return <HeldMessage message={message} />
  if (message && body === null) {
    return (
      <>
        <p className={styles.deleted}>{goneWords(message, row.mine)}</p>
        <GoneWay message={message} />
      </>
    )
  }
  if (body === null || body === undefined) return null
  const { replyTo = null, files = [], mentions = [] } = message ?? pending ?? {}
  return (
    <>
      {message && <Called message={message} />}
      {replyTo && (
        <Quote replyTo={replyTo} words={quoted === undefined ? replyTo.body : quoted} jump={jump} />
      )}
      {files.length > 0 && (
        <MessagePictures files={files} who={row.mine ? null : (message?.author.nickname ?? null)} />
      )}
      {message?.card && <MessageCard card={message.card} />}
      {!message?.card && body !== '' && (
        <>
          <MessageText text={body} mentions={mentions} />
          <LinkCards text={body} />
        </>
      )}
    </>
  )
}

/** Says that a message calls the reader. */
function Called({ message: { mentions } }: { message: MessageView }) {
  const { me } = useTalk().place
  const mention = mentions.find(({ id }) => id === me.id)
  if (!mention) return null
  const isStaff = staffWords.some((word) => word === mention.name)
  return (
    <p className={styles.called}>
      <Icon name="at" size="small" />
      {isStaff ? naming.staff : naming.me}
    </p>
  )
}

function Quote({
  replyTo,
  words,
  jump,
}: {
  replyTo: NonNullable<MessageView['replyTo']>
  words: string | null
  jump: (seq: number) => void
}) {
  return (
    <Link
      to={`?around=${replyTo.seq}#m-${replyTo.id}`}
      className={styles.quote}
      onClick={(event: MouseEvent) => {
        event.preventDefault()
        jump(replyTo.seq)
      }}
    >
      <strong>{chat.answers(replyTo.nickname)}</strong>
      <span className={styles.quoteWords}>
        {words === '' ? pictures.count(1) : (words ?? chat.quoteGone)}
      </span>
      <span className="spoken">{chat.quoteGo}</span>
    </Link>
  )
}
