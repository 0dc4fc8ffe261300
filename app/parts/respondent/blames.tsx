import { day, grouped } from '#app/text/format.ts'
import { respondentsPage as text } from '#app/text/ko/respondents.ts'
import type { BlameView, RespondentView } from '#server/domain/respondent/read.ts'
import { Card } from '../card.tsx'
import styles from './respondent.module.css'
import { Judging } from './respondent-card.tsx'

interface BlamesProps {
  blames: readonly BlameView[]
  respondents: readonly RespondentView[]
  mayKeep: boolean
}

/** Who said it of whom: a table of counts, and below it every statement in their words. */
export function Blames({ blames, respondents, mayKeep }: BlamesProps) {
  const nameOf = (id: string) => respondents.find((each) => each.id === id)?.name ?? ''
  if (blames.length === 0) return <p>{text.blameNone}</p>
  return (
    <>
      <Matrix blames={blames} nameOf={nameOf} />
      {blames.map((blame) => (
        <Card key={blame.id} title={text.said(nameOf(blame.speakerId), nameOf(blame.blamedId))} level={3}>
          <blockquote className={styles.quote}>“{blame.quote}”</blockquote>
          <p className="meta">
            {day(blame.saidOn)} · {blame.source}
          </p>
          {blame.url && (
            <a href={blame.url} rel="noopener noreferrer nofollow">
              {new URL(blame.url).hostname}
            </a>
          )}
          <Judging
            state={blame.state}
            mayKeep={mayKeep}
            mayRemove={mayKeep || (blame.mine && blame.state === 'proposed')}
            hidden={{ blameId: blame.id }}
            intents={{ keep: 'keepBlame', remove: 'removeBlame' }}
          />
        </Card>
      ))}
    </>
  )
}

function Matrix({ blames, nameOf }: { blames: readonly BlameView[]; nameOf: (id: string) => string }) {
  const speakers = [...new Set(blames.map(({ speakerId }) => speakerId))]
  const blamed = [...new Set(blames.map(({ blamedId }) => blamedId))]
  const count = (speaker: string, of: string) =>
    blames.filter((each) => each.speakerId === speaker && each.blamedId === of).length
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard
    <section className={styles.scroller} tabIndex={0} aria-label={text.matrix}>
      <table className={styles.matrix}>
        <caption className="spoken">{text.matrix}</caption>
        <thead>
          <tr>
            <th scope="col">{text.speaker}</th>
            {blamed.map((id) => (
              <th key={id} scope="col">
                → {nameOf(id)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {speakers.map((speaker) => (
            <tr key={speaker}>
              <th scope="row">{nameOf(speaker)}</th>
              {blamed.map((id) => {
                const times = count(speaker, id)
                return <td key={id}>{times > 0 ? text.times(grouped(times)) : '–'}</td>
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
