import { Form, useNavigation } from '@remix-run/react'
import { SETTLEMENT_FILE_FIELD } from '../../shapes/settlement.ts'
import { settlementPage } from '../../text/ko/settlement.ts'
import { Button } from '../button.tsx'
import { Card } from '../card.tsx'
import { Field } from '../field.tsx'
import type { FormAnswer } from '../form-answer.ts'
import { Stack } from '../page-shell.tsx'
import styles from '../sheet/sheet.module.css'
import { TextInput } from '../text-input.tsx'

const words = settlementPage.form

/** The file a seller's shop gave them; with `again`, in place of one that waits. */
export function BringSettlement({
  formId,
  again,
  answer,
}: {
  formId: string
  again: boolean
  answer: FormAnswer
}) {
  const busy = useNavigation().state !== 'idle'
  return (
    <Card title={again ? words.other : words.title}>
      <Form method="post" encType="multipart/form-data" noValidate>
        <input type="hidden" name="id" value={formId} />
        <Stack>
          <Field
            of={SETTLEMENT_FILE_FIELD}
            label={words.file}
            hint={words.fileHint}
            error={answer.error(SETTLEMENT_FILE_FIELD)}
          >
            <TextInput
              name={SETTLEMENT_FILE_FIELD}
              type="file"
              accept=".csv,.tsv,.txt,.xlsx"
              required
              className={styles.file}
            />
          </Field>
          <Button type="submit" kind={again ? 'quiet' : 'primary'} wide busy={busy}>
            {words.send}
          </Button>
          <p className="meta">{settlementPage.promise}</p>
        </Stack>
      </Form>
    </Card>
  )
}
