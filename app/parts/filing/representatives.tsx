import { Form } from '@remix-run/react'
import { moment } from '#app/text/format.ts'
import type {
  CandidateOutcome,
  CandidateView,
  ElectionResult,
  ElectionView,
} from '../../shapes/representatives.ts'
import { outcomeNames, representativesPage as words } from '../../text/ko/representatives.ts'
import { Button } from '../button.tsx'
import { Card } from '../card.tsx'
import { Chip, type ChipTone } from '../chip.tsx'
import { Choice, ChoiceGroup } from '../choice.tsx'
import type { FormAnswer } from '../form-answer.ts'
import { Row, Stack } from '../page-shell.tsx'
import styles from './filing.module.css'

const nameOf = ({ nickname, mine }: CandidateView) => (mine ? `${nickname} (${words.me})` : nickname)

/** Who stands for all now. Whoever does may give it up. */
export function Representatives({ representatives }: { representatives: readonly CandidateView[] }) {
  return (
    <Card title={words.representatives}>
      <Stack>
        {representatives.length === 0 && <p>{words.nobodyYet}</p>}
        {representatives.length > 0 && (
          <ul className={styles.list}>
            {representatives.map((one) => (
              <li key={one.id}>{nameOf(one)}</li>
            ))}
          </ul>
        )}
        {representatives.some(({ mine }) => mine) && <Act intent="withdraw" label={words.resign} />}
      </Stack>
    </Card>
  )
}

interface ElectionProps {
  election: ElectionView | null
  /** The viewer may stand and vote, and stands for all already. */
  isIn: boolean
  isRepresentative: boolean
  answer: FormAnswer
}

/** The open vote: whom to vote for, and a way to stand. */
export function Election({ election, isIn, isRepresentative, answer }: ElectionProps) {
  if (!election) {
    return (
      <Card title={words.election}>
        <p>{words.noVote}</p>
      </Card>
    )
  }
  const { candidates, seats, voters } = election
  const stands = candidates.some(({ mine }) => mine)
  return (
    <Card title={words.election}>
      <Stack gap="large">
        <p>
          {words.seats(seats)} {words.voters(voters)}
        </p>
        {candidates.length === 0 && <p>{words.noCandidates}</p>}
        {candidates.length > 0 && !isIn && (
          <ul className={styles.list}>
            {candidates.map((one) => (
              <li key={one.id}>{nameOf(one)}</li>
            ))}
          </ul>
        )}
        {candidates.length > 0 && isIn && <Ballot election={election} answer={answer} />}
        {isIn && !stands && !isRepresentative && <Act intent="stand" label={words.stand} />}
        {stands && <Act intent="withdraw" label={words.withdraw} />}
      </Stack>
    </Card>
  )
}

function Ballot({
  election: { candidates, picked },
  answer,
}: {
  election: ElectionView
  answer: FormAnswer
}) {
  return (
    <Form method="post" noValidate>
      <Stack>
        <ChoiceGroup
          of="candidateId"
          label={words.pick}
          hint={words.pickHint}
          error={answer.error('candidateId')}
        >
          {candidates.map((one) => (
            <Choice
              key={one.id}
              type="radio"
              name="candidateId"
              value={one.id}
              label={nameOf(one)}
              defaultChecked={one.id === picked}
            />
          ))}
        </ChoiceGroup>
        <Button type="submit" name="intent" value="vote" kind="primary" wide>
          {picked ? words.voteAgain : words.vote}
        </Button>
      </Stack>
    </Form>
  )
}

function Act({ intent, label }: { intent: string; label: string }) {
  return (
    <Form method="post">
      <Button type="submit" name="intent" value={intent} wide>
        {label}
      </Button>
    </Form>
  )
}

const tones: Record<CandidateOutcome, ChipTone> = { chosen: 'done', tied: 'waiting', not_chosen: 'plain' }

/** Votes that are over, newest first. */
export function Results({ results }: { results: readonly ElectionResult[] }) {
  if (results.length === 0) return null
  return (
    <section aria-labelledby="results">
      <Stack>
        <h2 id="results">{words.results}</h2>
        {results.map(({ id, closedAt, voters, seats, candidates }) => (
          <Card key={id} level={3} title={words.result(moment(closedAt), voters)}>
            <Stack>
              <p className="meta">{words.seats(seats)}</p>
              {candidates.length === 0 && <p>{words.noCandidates}</p>}
              <ul className={styles.list}>
                {candidates.map((one) => (
                  <li key={one.id}>
                    <Row>
                      <Chip tone={tones[one.outcome]}>{outcomeNames[one.outcome]}</Chip>
                      <span>{one.nickname}</span>
                      <span>{words.votes(one.votes)}</span>
                    </Row>
                  </li>
                ))}
              </ul>
              {candidates.some(({ outcome }) => outcome === 'tied') && <p>{words.tied}</p>}
            </Stack>
          </Card>
        ))}
      </Stack>
    </section>
  )
}
