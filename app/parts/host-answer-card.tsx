import { Form } from '@remix-run/react'
import type { HostAnswer } from '../shapes/host-answer.ts'
import { answersPage as words } from '../text/ko/answers.ts'
import { Button, LinkButton } from './button.tsx'
import { Card } from './card.tsx'
import { Chip } from './chip.tsx'
import { Folded } from './folded.tsx'
import { Row } from './page-shell.tsx'
import { PlainText } from './plain-text.tsx'

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
      <PlainText text={answer.answer} />
      <LinkButton to={`?edit=${id}`} icon="edit">
        {words.edit}
      </LinkButton>
      <Folded label={words.remove} danger>
        <p>
          <strong>{words.removeAsk}</strong> {words.removeHint}
        </p>
        <Form method="post">
          <input type="hidden" name="id" value={id} />
          <Button type="submit" name="intent" value="remove" kind="danger">
            {words.remove}
          </Button>
        </Form>
      </Folded>
    </Card>
  )
}
