import type { ReactNode } from 'react'
import { seoulDate } from '#app/shapes/civil-date.ts'
import type { FactKind, FactState, Outcome, WarningSign } from '#app/shapes/fact.ts'
import { byDay, type Elapsed, elapsed, promiseStanding, silenceAt } from '#app/shapes/timeline.ts'
import { clock, day, dayDivider, fullMoment } from '#app/text/format.ts'
import { factsPage } from '#app/text/ko/fact.ts'
import { elapsedText, factKindWords, promiseWords, signWords, timelineWords } from '#app/text/ko/timeline.ts'
import { Chip, type ChipTone } from '../chip.tsx'
import { classNames } from '../class-names.ts'
import styles from './timeline.module.css'

/** What an entry shows, in the room and outside of it. */
export type ShownFact = {
  id: string
  body: string
  kind: FactKind
  sign: WarningSign | null
  happenedAt: string
  dayOnly: boolean
  asOf: boolean
  speaker: { name: string; role: string } | null
  dueAt: string | null
  dueDayOnly: boolean
  outcome: Outcome | null
  state: FactState
  changedAt: string | null
  differs: string[]
}

const tones: Record<FactState, ChipTone> = {
  claimed: 'waiting',
  confirmed: 'done',
  disputed: 'danger',
  corrected: 'trust',
}

interface StoryProps<F extends ShownFact> {
  facts: readonly F[]
  /** ISO; the same on server and browser: take it from the loader. */
  now: string
  /** The heading level of a day, one below the heading it stands under. */
  level?: 2 | 3
  /** What stands below an entry: where it rests on and the way on. */
  foot: (fact: F) => ReactNode
}

/** Entries as a story: a section for each day under its date, which stays in sight while one reads it. */
export function Story<F extends ShownFact>({ facts, now, level = 2, foot }: StoryProps<F>) {
  const Heading = `h${level}` as const
  return (
    <>
      {byDay(facts).map(({ day: date, facts: entries }) => (
        <section key={date} className={styles.day} aria-labelledby={`day-${date}`}>
          <Heading id={`day-${date}`} className={styles.date}>
            <time dateTime={date}>{dayDivider(date)}</time>
          </Heading>
          <ol className={styles.entries}>
            {entries.map((fact) => (
              <li key={fact.id} id={`f-${fact.id}`} className={classNames(styles.entry, styles[fact.state])}>
                <EntryWords fact={fact} now={now} silence={silenceAt(fact, facts)} />
                {foot(fact)}
              </li>
            ))}
          </ol>
        </section>
      ))}
    </>
  )
}

interface EntryWordsProps {
  fact: ShownFact
  now: string
  /** With the day before the time, where it does not stand under its date. */
  whole?: boolean
  /** How long the company had said nothing by then. */
  silence?: Elapsed | null
}

/** One entry: when, what kind, how sure, what happened, who said it, and what became of a promise. */
export function EntryWords({ fact, now, whole, silence }: EntryWordsProps) {
  const { kind, sign, state, speaker, changedAt, differs } = fact
  return (
    <>
      <div className={styles.head}>
        <time className={styles.time} dateTime={fact.happenedAt}>
          {timeOf(fact, whole)}
        </time>
        {kind !== 'other' && <Chip>{sign ? signWords[sign] : factKindWords[kind].label}</Chip>}
        <Chip tone={tones[state]}>{factsPage.states[state]}</Chip>
        {differs.length > 0 && (
          <Chip tone="danger" icon="danger">
            {timelineWords.differs}
          </Chip>
        )}
      </div>
      {speaker && <p className="meta">{timelineWords.saidBy(speaker.name, speaker.role)}</p>}
      <p className={styles.body}>{fact.body}</p>
      {silence && silence.count > 0 && <p className="meta">{timelineWords.silent(elapsedText(silence))}</p>}
      {kind === 'promise' && <PromiseLine fact={fact} now={now} />}
      {changedAt && <p className="meta">{timelineWords.changed(fullMoment(changedAt))}</p>}
    </>
  )
}

/** `오후 3:04`, `오전 10:00 현재`, `시각 모름`; with `whole` the day before it. */
function timeOf({ happenedAt, dayOnly, asOf }: ShownFact, whole = false): string {
  if (whole) {
    const at = dayOnly ? day(seoulDate(happenedAt)) : fullMoment(happenedAt)
    return asOf ? timelineWords.asOf(at) : at
  }
  if (dayOnly) return asOf ? timelineWords.asOfDay : timelineWords.dayOnly
  return asOf ? timelineWords.asOf(clock(happenedAt)) : clock(happenedAt)
}

type Promised = Pick<ShownFact, 'dueAt' | 'dueDayOnly' | 'outcome'>

/** Until when it was promised and what became of it, counted when it is read. */
export function PromiseLine({ fact, now }: { fact: Promised; now: string }) {
  const { dueAt, dueDayOnly } = fact
  const standing = promiseStanding(fact, now)
  const since = standing === 'overdue' && dueAt ? elapsed(dueAt, dueDayOnly, now) : null
  const isBad = standing === 'overdue' || standing === 'broken'
  return (
    <div className={styles.head}>
      <Chip tone={isBad ? 'danger' : standing === 'kept' ? 'done' : 'waiting'}>
        {promiseWords.standing[standing]}
      </Chip>
      {dueAt && (
        <span className="meta">
          {promiseWords.due(dueDayOnly ? day(seoulDate(dueAt)) : fullMoment(dueAt))}
          {since && ` · ${promiseWords.overdue(elapsedText(since))}`}
        </span>
      )}
    </div>
  )
}
