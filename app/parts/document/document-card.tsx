import { Form } from '@remix-run/react'
import { day } from '#app/text/format.ts'
import type { DocumentView } from '#server/domain/document/read.ts'
import { documentKindNames, documentsPage as words } from '../../text/ko/document.ts'
import { Button } from '../button.tsx'
import { Card } from '../card.tsx'
import { Chip } from '../chip.tsx'
import { DateInput } from '../date-input.tsx'
import { Field } from '../field.tsx'
import { Folded } from '../folded.tsx'
import type { FormAnswer } from '../form-answer.ts'
import { Row, Stack } from '../page-shell.tsx'
import { OwnHash } from './own-hash.tsx'

interface DocumentCardProps {
  document: DocumentView
  /** What was answered to this document's form; that of another is not shown here. */
  answer: FormAnswer
  today: string
}

/** A document of the case: how many received it, when, with which copies; and 나도 받았어요. */
export function DocumentCard({ document, answer, today }: DocumentCardProps) {
  const { kind, title, sender, by, sha256, witnesses, same, other, firstOn, lastOn, mine } = document
  return (
    <Card title={title} action={<Chip>{documentKindNames[kind]}</Chip>}>
      <Stack>
        <p>
          <strong>{words.received(witnesses)}</strong>
          {firstOn && lastOn && ` · ${words.days(day(firstOn), day(lastOn))}`}
        </p>
        <p className="meta">{[sender && words.sender(sender), words.by(by)].filter(Boolean).join(' · ')}</p>
        {sha256 ? (
          <>
            <p className="meta">
              {words.hash} <code>{sha256}</code>
            </p>
            <Row>
              {same > 0 && (
                <Chip tone="done" icon="check">
                  {words.same(same)}
                </Chip>
              )}
              {other > 0 && (
                <Chip tone="waiting" icon="waiting">
                  {words.other(other)}
                </Chip>
              )}
            </Row>
          </>
        ) : (
          <p className="meta">{words.noHash}</p>
        )}
        {mine && (
          <p>
            {words.mine(day(mine.receivedOn))} {words.match[mine.match]}
          </p>
        )}
        <Folded label={mine ? words.change : words.me} open={answer.problems.length > 0}>
          <WitnessForm document={document} answer={answer} today={today} />
        </Folded>
        {(mine || document.mayRemove) && (
          <Row>
            {mine && <Act intent="back" documentId={document.id} label={words.back} />}
            {document.mayRemove && (
              <Act intent="remove" documentId={document.id} label={words.remove} danger />
            )}
          </Row>
        )}
      </Stack>
    </Card>
  )
}

function WitnessForm({ document: { id, mine }, answer, today }: DocumentCardProps) {
  return (
    <Form method="post" noValidate>
      <input type="hidden" name="documentId" value={id} />
      <Stack>
        <Field of={`receivedOn-${id}`} label={words.receivedOn} error={answer.error('receivedOn')}>
          <DateInput name="receivedOn" defaultValue={answer.value('receivedOn', mine?.receivedOn ?? today)} />
        </Field>
        <OwnHash id={`sha256-${id}`} answer={answer} now={mine?.sha256 ?? null} />
        <Button type="submit" kind="primary" wide>
          {mine ? words.save : words.me}
        </Button>
      </Stack>
    </Form>
  )
}

type ActProps = { intent: 'back' | 'remove'; documentId: string; label: string; danger?: boolean }

function Act({ intent, documentId, label, danger = false }: ActProps) {
  return (
    <Form method="post">
      <input type="hidden" name="intent" value={intent} />
      <input type="hidden" name="documentId" value={documentId} />
      <Button type="submit" kind={danger ? 'danger' : 'quiet'}>
        {label}
      </Button>
    </Form>
  )
}
