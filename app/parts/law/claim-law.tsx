import { day, won } from '#app/text/format.ts'
import {
  anchorName,
  basisLine,
  deadlineWords,
  interestFormula,
  interestWords,
  questionText,
  reasonText,
  resultName,
  routeName,
  routeWords,
  stepText,
} from '#app/text/ko/law.ts'
import type { Estimate } from '#server/domain/law/estimate.ts'
import type { Interest } from '#server/domain/law/interest.ts'
import type { RouteAnswer } from '#server/domain/law/routes.ts'
import type { ClaimLaw as Law } from '#server/domain/law.ts'
import { LinkButton } from '../button.tsx'
import { Card } from '../card.tsx'
import { Chip, type ChipTone } from '../chip.tsx'
import { Folded } from '../folded.tsx'
import { Row, Stack } from '../page-shell.tsx'
import { DeadlineEntry } from './deadline-entry.tsx'
import styles from './law.module.css'
import { LawNote } from './law-note.tsx'

interface ClaimLawProps {
  law: Law
  slug: string
  claimId: string
  today: string
}

/** Deadlines shown on the claim's own page; the rest is one tap away. */
const SHOWN = 3

/** What can be done about a claim now, by when, and what interest it bears. */
export function ClaimLaw({ law, slug, claimId, today }: ClaimLawProps) {
  const dated = law.deadlines.filter(({ deadline }) => (deadline.safe ?? deadline.legal ?? '') >= today)
  return (
    <>
      <Card title={routeWords.title}>
        <Stack>
          <Step next={law.next} />
          <Folded label={routeWords.all}>
            <ul className={styles.list}>
              {law.routes.map((answer) => (
                <Route key={answer.route} answer={answer} />
              ))}
            </ul>
          </Folded>
          <p className="meta">{routeWords.asOf(today)}</p>
        </Stack>
      </Card>
      <Card title={deadlineWords.title}>
        <Stack>
          {dated.length === 0 && <p>{deadlineWords.noDate}</p>}
          <ul className={styles.list}>
            {dated.slice(0, SHOWN).map((entry) => (
              <DeadlineEntry key={entry.deadline.rule} entry={entry} slug={slug} today={today} />
            ))}
          </ul>
          <div className="no-print">
            <Row>
              <LinkButton icon="edit" to={`/c/${slug}/claims/${claimId}/law`}>
                {deadlineWords.more}
              </LinkButton>
              <LinkButton icon="calendar" to={`/c/${slug}/deadlines`}>
                {deadlineWords.see}
              </LinkButton>
            </Row>
          </div>
        </Stack>
      </Card>
      <Card title={interestWords.title}>
        <InterestOf estimate={law.estimate} />
      </Card>
      <LawNote checkedOn={law.checkedOn} />
    </>
  )
}

function Step({ next }: Pick<Law, 'next'>) {
  const text = stepText[next.id]
  return (
    <div>
      <p className="meta">{routeWords.next}</p>
      <p>
        <strong>{text?.title}</strong>
      </p>
      <p>{text?.note}</p>
      {next.until && <p>{routeWords.until(next.until)}</p>}
      {next.basis && <p className="meta">{basisLine(next.basis)}</p>}
    </div>
  )
}

const tones = { possible: 'done', check: 'waiting', no: 'plain' } as const satisfies Record<string, ChipTone>

function Route({ answer: { route, result, reasons, missing } }: { answer: RouteAnswer }) {
  const needs = missing.map((need) =>
    'anchor' in need ? anchorName[need.anchor] : questionText[need.question],
  )
  return (
    <li className={styles.entry}>
      <div className={styles.head}>
        <strong>{routeName[route]}</strong>
        <Chip tone={tones[result]}>{resultName[result]}</Chip>
      </div>
      {reasons.map(({ id, basis }) => (
        <p key={id}>
          {reasonText[id]} <span className="meta">({basis.citation})</span>
        </p>
      ))}
      {needs.length > 0 && <p className="meta">{routeWords.needs(needs.join(' · '))}</p>}
    </li>
  )
}

function InterestOf({ estimate }: { estimate: Estimate }) {
  switch (estimate.state) {
    case 'missing':
      return <p>{interestWords.missing(estimate.missing.map((anchor) => anchorName[anchor]).join(', '))}</p>
    case 'beyond':
      return <p>{interestWords.beyond}</p>
    case 'not_late':
      return <p>{interestWords.none(estimate.due)}</p>
    case 'reckoned':
      return <Reckoned estimate={estimate} />
  }
}

function Reckoned({ estimate }: { estimate: Extract<Estimate, { state: 'reckoned' }> }) {
  const { interest, due, cutOff, basis, inForce, checkedOn } = estimate
  return (
    <Stack>
      <p className={styles.sum}>
        {interestWords.estimate} {won(interest.accrued)}
      </p>
      <p className="meta">
        {interestWords.due(due)} · {interestWords.cutOff[cutOff.why]}
      </p>
      <Folded label={interestWords.how}>
        <Segments interest={interest} />
        <p className="meta">{interestWords.method[interest.method]}</p>
        <p className="meta">{interestWords.rounding}</p>
        <p className="meta">{interestWords.undated}</p>
        {interest.allocations.length > 0 && <p className="meta">{interestWords.order}</p>}
        <p className="meta">{basisLine({ citation: basis, inForce, checkedOn })}</p>
      </Folded>
    </Stack>
  )
}

function Segments({ interest }: { interest: Interest }) {
  return (
    <ul className={styles.list}>
      {interest.segments.map((segment) => (
        <li key={segment.first} className={styles.entry}>
          <p className="meta">{interestWords.span(segment.first, segment.last, segment.days)}</p>
          <p className={styles.formula}>{interestFormula(segment)}</p>
        </li>
      ))}
      {interest.allocations.map(({ on, amount, toInterest, toPrincipal }) => (
        <li key={`${on}-${amount}-${toPrincipal}`} className={styles.entry}>
          <p>{interestWords.paid(day(on), won(amount), won(toInterest), won(toPrincipal))}</p>
        </li>
      ))}
    </ul>
  )
}
