import { Form } from '@remix-run/react'
import type { HostAnswer } from '../shapes/host-answer.ts'
import { answersPage as words } from '../text/ko/answers.ts'
import { Button, LinkButton } from './button.tsx'
import { Card } from './card.tsx'
import { Chip } from './chip.tsx'
import styles from './host-answer-card.module.css'
import { Row } from './page-shell.tsx'

/** One keyword answer for those who keep it, with the ways to change it and to take it away. */
export function HostAnswerCard({ answer }: { answer: HostAnswer }) {
  const { id, keywords, question } = answer
  return (
    <Card level={3} title={question}>
      <Row>
        {keywords.map((keyword) => (
          <Chip key={keyword}>{keyword}</Chip>
        ))}
      </Row>
      <p className={styles.words}>{answer.answer}</p>
      <LinkButton to={`?edit=${id}`} icon="edit">
        {words.edit}
      </LinkButton>
      <details className={styles.remove}>
        <summary>{words.remove}</summary>
        <Form method="post" className={styles.ask}>
          <p>
            <strong>{words.removeAsk}</strong> {words.removeHint}
          </p>
          <input type="hidden" name="id" value={id} />
          <Button type="submit" name="intent" value="remove" kind="danger">
            {words.remove}
          </Button>
        </Form>
      </details>
    </Card>
  )
}
