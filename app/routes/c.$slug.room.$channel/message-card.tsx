import type { ReactNode } from 'react'
import type { CardStore } from '#app/live/card-store.ts'
import { useCard } from '#app/live/use-cards.ts'
import { EventFacts } from '#app/parts/event/event-facts.tsx'
import { Icon, type IconName } from '#app/parts/icon.tsx'
import { Link } from '#app/parts/link.tsx'
import { PollBox } from '#app/parts/poll/poll-box.tsx'
import type { CardKind, OwnCard } from '#app/shapes/card.ts'
import { mayVote } from '#app/shapes/labels.ts'
import type { MessageCard as CardOfMessage } from '#app/shapes/live.ts'
import { answerOffer } from '#app/text/ko/answers.ts'
import { cardPlaces } from '#app/text/ko/cards.ts'
import { notices } from '#app/text/ko/notices.ts'
import { schedule } from '#app/text/ko/schedule.ts'
import styles from './message-card.module.css'
import { Acknowledge } from './notice-bar.tsx'
import { useTalk } from './use-talk.ts'

const icons: Record<CardKind, IconName> = { notice: 'pin', poll: 'status', event: 'calendar', answer: 'info' }

/** Where a card has a page of its own; an answer has none. */
const pages: Record<Exclude<CardKind, 'answer'>, string> = {
  notice: 'notices',
  poll: 'polls',
  event: 'schedule',
}

/** What a message shows besides words: a notice, a poll, a date, an answer. Until it is known, its title and its page. */
export function MessageCard({ card }: { card: CardOfMessage }) {
  const { own, store, slug } = useCard(card)
  const { kind, id, title } = card
  const to = kind === 'answer' ? null : `/c/${slug}/${pages[kind]}/${id}`
  return (
    <section className={styles.card} aria-label={cardPlaces[kind]}>
      <p className={styles.kind}>
        <Icon name={icons[kind]} size="small" />
        {cardPlaces[kind]}
      </p>
      {own && store ? (
        <Inside slug={slug} own={own} store={store} to={to ?? ''} />
      ) : (
        <Title to={to}>{title}</Title>
      )}
    </section>
  )
}

function Title({ to, children }: { to: string | null; children: ReactNode }) {
  if (!to) return <strong className={styles.title}>{children}</strong>
  return (
    <Link to={to} className={styles.title}>
      {children}
    </Link>
  )
}

type InsideProps = { slug: string; own: OwnCard; store: CardStore; to: string }

function Inside({ slug, own: { card, acked, choices }, store, to }: InsideProps) {
  const { id } = card
  const { me, keptAt } = useTalk().place
  switch (card.kind) {
    case 'notice':
      return (
        <>
          <Title to={to}>{card.title}</Title>
          <p className={styles.words}>{card.body ?? notices.taken}</p>
          {card.body !== null && (
            <div className={styles.ways}>
              <Acknowledge to={to} acked={acked} ack={() => store.ack(id)} />
              <span className={styles.count}>{notices.acks(card.acks)}</span>
            </div>
          )}
        </>
      )
    case 'poll':
      return (
        <>
          <Title to={to}>{card.question}</Title>
          <PollBox
            slug={slug}
            poll={card}
            choices={choices}
            mayVote={mayVote(me.side) && keptAt === null}
            vote={(chosen) => store.vote(id, chosen)}
          />
        </>
      )
    case 'event':
      return (
        <>
          <Title to={to}>{card.title}</Title>
          <EventFacts event={card} />
          <a href={`${to}/event.ics`} className={styles.way}>
            {schedule.toCalendar}
          </a>
        </>
      )
    case 'answer':
      return (
        <>
          <Title to={null}>{card.question}</Title>
          <p className={styles.words}>{card.answer ?? answerOffer.gone}</p>
        </>
      )
  }
}
