import { fullMoment } from '#app/text/format.ts'
import { orderAnswerNames, statementWords as words } from '#app/text/ko/company.ts'
import type { AnswerView } from '#server/domain/voice/read.ts'
import { Card } from '../card.tsx'
import { Chip } from '../chip.tsx'
import { Row, Stack } from '../page-shell.tsx'

/** What companies answered about the order of a claim, the newest first; nothing while none did. */
export function OrderAnswers({ answers }: { answers: readonly AnswerView[] }) {
  if (answers.length === 0) return null
  return (
    <Card title={words.answers}>
      <Stack>
        <p className="meta">{words.answersLede}</p>
        {answers.map(({ respondent, answer, note, at }, place) => (
          <div key={`${at}${respondent}`}>
            <Row>
              <Chip tone="trust">{words.badge}</Chip>
              <strong>{respondent}</strong>
              <span>{orderAnswerNames[answer].label}</span>
              {place === 0 && answers.length > 1 && <Chip tone="done">{words.newest}</Chip>}
              <span className="meta">{fullMoment(at)}</span>
            </Row>
            {note && <p>{note}</p>}
          </div>
        ))}
      </Stack>
    </Card>
  )
}
