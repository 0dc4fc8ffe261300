import { fullMoment } from '#app/text/format.ts'
import { statementWords as words } from '#app/text/ko/company.ts'
import type { StatementView } from '#server/domain/voice/read.ts'
import { Card } from '../card.tsx'
import { Chip } from '../chip.tsx'
import { Folded } from '../folded.tsx'
import { Row, Stack } from '../page-shell.tsx'
import { PlainText } from '../plain-text.tsx'

/** What companies said, with every former version below it. */
export function Statements({ statements }: { statements: readonly StatementView[] }) {
  return (
    <Stack>
      {statements.map((statement) => (
        <Statement key={statement.id} statement={statement} />
      ))}
    </Stack>
  )
}

/** One statement, marked as the company's, as amended and as taken back. */
export function Statement({ statement }: { statement: StatementView }) {
  const { respondent, body, at, editedAt, withdrawn, earlier } = statement
  return (
    <Card>
      <Stack>
        <Row>
          <Chip tone="trust">{words.badge}</Chip>
          <strong>{respondent}</strong>
          <span className="meta">{fullMoment(at)}</span>
          {editedAt && <Chip>{words.editedAt(fullMoment(editedAt))}</Chip>}
          {withdrawn && <Chip tone="waiting">{words.withdrawn}</Chip>}
        </Row>
        <PlainText text={body} />
        {earlier.length > 0 && (
          <Folded label={words.earlier(earlier.length)}>
            {earlier.map((each) => (
              <div key={each.version}>
                <p className="meta">{fullMoment(each.at)}</p>
                <PlainText text={each.body} />
              </div>
            ))}
          </Folded>
        )}
      </Stack>
    </Card>
  )
}
