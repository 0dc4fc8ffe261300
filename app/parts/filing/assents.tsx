import { Form } from '@remix-run/react'
import { day, moment } from '#app/text/format.ts'
import type { AssentView } from '../../shapes/representatives.ts'
import { representativesPage as words } from '../../text/ko/representatives.ts'
import { Button } from '../button.tsx'
import { Card } from '../card.tsx'
import { Folded } from '../folded.tsx'
import { Stack } from '../page-shell.tsx'
import { PlainText } from '../plain-text.tsx'
import styles from './filing.module.css'

interface AssentsProps {
  asks: readonly AssentView[]
  /** People in the filing. */
  people: number
  /** The viewer may answer. */
  isIn: boolean
}

/** What everybody in the filing was asked, newest first. */
export function Assents({ asks, people, isIn }: AssentsProps) {
  return (
    <section aria-labelledby="asks">
      <Stack>
        <h2 id="asks">{words.asks}</h2>
        {asks.length === 0 && <p>{words.noAsks}</p>}
        {asks.map((ask) => (
          <Card key={ask.id} level={3} title={ask.text.title}>
            <Stack>
              <PlainText text={ask.text.body} />
              <p>{ask.isOver ? words.over(day(ask.dueOn)) : words.due(day(ask.dueOn))}</p>
              <p>{words.tally(ask.yes, ask.no, Math.max(0, people - ask.yes - ask.no))}</p>
              {ask.mine && <p>{words.mine(ask.mine.agrees, moment(ask.mine.at))}</p>}
              {isIn && !ask.isOver && <Answer ask={ask} />}
              <Answers ask={ask} />
              <p className="meta">
                {words.proof(ask.textVersion)} <code className={styles.hash}>{ask.sha256}</code>
              </p>
            </Stack>
          </Card>
        ))}
      </Stack>
    </section>
  )
}

/** Neither answer is the louder one. */
function Answer({ ask }: { ask: AssentView }) {
  return (
    <Form method="post">
      <input type="hidden" name="intent" value="answer" />
      <input type="hidden" name="askId" value={ask.id} />
      <Stack>
        <Button type="submit" name="answer" value="yes" wide>
          {words.agree}
        </Button>
        <Button type="submit" name="answer" value="no" wide>
          {words.disagree}
        </Button>
      </Stack>
    </Form>
  )
}

/** For officers: who answered what, and when. */
function Answers({ ask: { answers } }: { ask: AssentView }) {
  if (answers.length === 0) return null
  return (
    <Folded label={words.answers(answers.length)}>
      <ul className={styles.list}>
        {answers.map(({ id, nickname, agrees, at }) => (
          <li key={id}>
            {nickname} · {words.answer(agrees)} · {moment(at)}
          </li>
        ))}
      </ul>
    </Folded>
  )
}
