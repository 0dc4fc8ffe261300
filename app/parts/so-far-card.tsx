import type { CaseStateView } from '#server/domain/case-state.ts'
import type { OpenPromise } from '#server/domain/fact/read.ts'
import type { EventCard } from '../shapes/card.ts'
import type { Side } from '../shapes/case.ts'
import { seoulDate } from '../shapes/civil-date.ts'
import { day, fullMoment, moment } from '../text/format.ts'
import { agencies, soFarText as words } from '../text/ko/agencies.ts'
import { notices } from '../text/ko/notices.ts'
import { schedule } from '../text/ko/schedule.ts'
import { Card } from './card.tsx'
import { StateLine } from './case-state/state-line.tsx'
import { EventRow } from './event/event-row.tsx'
import { Folded } from './folded.tsx'
import { Link } from './link.tsx'
import { RowList } from './row-list.tsx'
import styles from './so-far-card.module.css'
import { PromiseLine } from './timeline/entry.tsx'
import { WayList } from './way-list.tsx'

interface SoFarCardProps {
  /** On its own page the whole of it; beside the talk, and folded under words of its own above it, in short. */
  on: 'page' | 'panel' | 'fold'
  slug: string
  side: Side
  so: {
    pinned: readonly Pin[]
    states: readonly CaseStateView[]
    promises: readonly OpenPromise[]
    facts: readonly { id: string; body: string; happenedAt: string; dayOnly: boolean }[]
    events: readonly EventCard[]
    today: string
    now: string
  }
}

type Pin = { id: string; title: string; excerpt: string; isWhole: boolean; by: string; at: string }

/** What somebody who has just come reads instead of asking again: what is pinned, what comes next, where to file. */
export function SoFarCard({ on, slug, side, so }: SoFarCardProps) {
  const { states, pinned, promises, facts, events, today, now } = so
  const Heading = on === 'page' ? 'h2' : 'h3'
  // Above the talk there is little room: what is not there yet is not said there.
  const shows = (list: readonly unknown[]) => on !== 'fold' || list.length > 0
  return (
    <Card title={on === 'panel' ? words.title : undefined}>
      {shows(states) && (
        <section className={styles.part}>
          <Heading>{words.state}</Heading>
          {states.length === 0 && <p className="meta">{words.noState}</p>}
          {states.map((state) => (
            <StateLine key={state.id} state={state} today={today} />
          ))}
        </section>
      )}
      {shows(pinned) && (
        <section className={styles.part}>
          <Heading>{words.pinned}</Heading>
          {pinned.length === 0 ? (
            <p className="meta">{words.noPinned}</p>
          ) : (
            <ul className={styles.pins}>
              {pinned.map(({ id, title, excerpt, isWhole, by, at }) => (
                <li key={id}>
                  <Link to={`/c/${slug}/notices/${id}`} className={styles.pin}>
                    {title}
                  </Link>
                  {on === 'page' && (
                    <>
                      <p className={styles.excerpt}>{isWhole ? excerpt : `${excerpt}…`}</p>
                      <p className="meta">{notices.by(by, moment(at))}</p>
                    </>
                  )}
                </li>
              ))}
            </ul>
          )}
        </section>
      )}
      {promises.length > 0 && (
        <section className={styles.part}>
          <Heading>{words.promises}</Heading>
          <ul className={styles.pins}>
            {promises.map((promise) => (
              <li key={promise.id}>
                <Link to={`/c/${slug}/facts/${promise.id}`} className={styles.pin}>
                  {promise.body}
                </Link>
                <PromiseLine fact={promise} now={now} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {shows(facts) && (
        <section className={styles.part}>
          <Heading>{words.facts}</Heading>
          {facts.length === 0 ? (
            <p className="meta">{words.noFacts}</p>
          ) : (
            <ol className={styles.pins}>
              {facts.map(({ id, body, happenedAt, dayOnly }) => (
                <li key={id}>
                  <p className="meta">
                    <time dateTime={happenedAt}>
                      {dayOnly ? day(seoulDate(happenedAt)) : fullMoment(happenedAt)}
                    </time>
                  </p>
                  <p className={styles.excerpt}>{body}</p>
                </li>
              ))}
            </ol>
          )}
          <Link to={`/c/${slug}/facts`} className={styles.more}>
            {words.factsAll}
          </Link>
        </section>
      )}
      {shows(events) && (
        <section className={styles.part}>
          <Heading>{words.next}</Heading>
          {events.length === 0 ? (
            <p className="meta">{words.noNext}</p>
          ) : (
            <>
              <RowList>
                {events.map((event) => (
                  <EventRow key={event.id} slug={slug} event={event} today={today} />
                ))}
              </RowList>
              <Link to={`/c/${slug}/schedule`} className={styles.more}>
                {schedule.page}
              </Link>
            </>
          )}
        </section>
      )}
      <section className={styles.part}>
        <Heading>{words.file}</Heading>
        {side !== 'helper' && (
          <WayList
            ways={[{ to: `/c/${slug}/claims`, label: words.claim, note: words.claimNote, icon: 'claim' }]}
          />
        )}
        <Agencies side={side} />
      </section>
    </Card>
  )
}

/** The agencies for this side. Facts of others, so each says when it was checked. */
function Agencies({ side }: { side: Side }) {
  const all = side === 'both' || side === 'helper'
  return (
    <Folded label={words.agencies}>
      <ul className={styles.agencies}>
        {agencies
          .filter(({ who }) => all || who === 'all' || who === side)
          .map(({ name, takes, url, phone, checkedOn }) => (
            <li key={name}>
              <a href={url} rel="noopener noreferrer" target="_blank" className={styles.pin}>
                {name}
              </a>
              <p>{takes}</p>
              <p className="meta">
                {[new URL(url).host, phone && words.call(phone), words.checked(day(checkedOn))]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
            </li>
          ))}
      </ul>
      <p className="meta">{words.notAdvice}</p>
    </Folded>
  )
}
