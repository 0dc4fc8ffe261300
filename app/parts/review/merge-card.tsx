import { Form, useNavigation } from '@remix-run/react'
import { day } from '#app/text/format.ts'
import { mergeCard as words } from '#app/text/ko/duplicates.ts'
import type { PendingMerge } from '#server/domain/duplicate/merge.ts'
import { Button } from '../button.tsx'
import { Card } from '../card.tsx'
import { Field } from '../field.tsx'
import type { FormAnswer } from '../form-answer.ts'
import { Notice } from '../notice.tsx'
import { Row, Stack } from '../page-shell.tsx'
import { TextArea } from '../text-area.tsx'

/** Officers think that one's claim is another one: who, why, until when, and the two answers. */
export function MergeCard({ merge, answer }: { merge: PendingMerge | null; answer: FormAnswer }) {
  const busy = useNavigation().state !== 'idle'
  if (!merge || merge.state === 'dropped') return null
  const into = String(merge.intoNo)
  if (merge.state === 'objected') return <Notice>{words.objected}</Notice>
  if (merge.state === 'done') return <Notice>{words.done(into)}</Notice>
  return (
    <Card title={words.title(into)}>
      <Form method="post" noValidate>
        <input type="hidden" name="intent" value="merge" />
        <Stack>
          <p>{words.lede(merge.by, into)}</p>
          <p>{words.why(merge.why)}</p>
          <Notice>{words.until(day(merge.until))}</Notice>
          <Field
            of="objection"
            label={words.objection}
            hint={words.objectionHint}
            optional
            error={answer.error('objection')}
          >
            <TextArea name="objection" rows={2} defaultValue={answer.value('objection')} />
          </Field>
          <Row>
            <Button type="submit" name="say" value="object" kind="primary" busy={busy}>
              {words.object}
            </Button>
            <Button type="submit" name="say" value="agree" busy={busy}>
              {words.agree}
            </Button>
          </Row>
        </Stack>
      </Form>
    </Card>
  )
}
