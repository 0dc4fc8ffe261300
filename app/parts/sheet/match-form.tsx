import { Form, useNavigation } from '@remix-run/react'
import type { SheetView } from '#server/domain/sheet/view.ts'
import type { SheetPreview } from '#server/domain/sheet.ts'
import { claimKinds, sideOfKind } from '../../shapes/claim-kinds.ts'
import { sheetFieldsOf } from '../../shapes/sheet.ts'
import { claimKindName } from '../../text/ko/claim-kinds.ts'
import { sheetFieldName, sheetPage } from '../../text/ko/sheet.ts'
import { Button } from '../button.tsx'
import { Card } from '../card.tsx'
import { Field } from '../field.tsx'
import type { FormAnswer } from '../form-answer.ts'
import { Stack } from '../page-shell.tsx'
import { Select } from '../text-input.tsx'

const words = sheetPage.match
/** A sample is one line; longer cells are cut, in UTF-16 units. */
const SAMPLE_UNITS = 40

/** The name of a column as people call it: by its heading, or by its letter. */
export function columnName(headings: readonly string[], col: number): string {
  return headings[col] ? words.column(headings[col] ?? '') : words.unnamed(columnLetter(col))
}

function columnLetter(col: number): string {
  const letter = String.fromCharCode(65 + (col % 26))
  return col < 26 ? letter : columnLetter(Math.floor(col / 26) - 1) + letter
}

/** Which column is which: chosen beforehand by the headings, to be changed by whoever knows better. */
export function MatchForm({
  of,
  preview: { headings, samples },
  answer,
}: {
  of: SheetView
  preview: SheetPreview
  answer: FormAnswer
}) {
  const { side, fields, kind, state } = of
  const busy = useNavigation().state !== 'idle'
  const choices = sheetFieldsOf(side).map((field) => ({ value: field, label: sheetFieldName[field] }))
  const columns = headings.map((_, col) => ({ col, name: columnName(headings, col) }))
  const kinds = claimKinds.filter((each) => sideOfKind(each) === side)
  return (
    <Card title={words.title}>
      <Form method="post" noValidate>
        <input type="hidden" name="side" value={side} />
        <Stack>
          <p>{words.lede}</p>
          <div id="column" tabIndex={-1}>
            <Stack>
              {columns.map(({ col, name }) => (
                <Field key={col} of={`column[${col}]`} label={name} hint={sampleOf(samples, col)}>
                  <Select
                    name={`column[${col}]`}
                    empty={words.none}
                    options={choices}
                    defaultValue={fields[col] ?? ''}
                  />
                </Field>
              ))}
            </Stack>
          </div>
          <Field of="kind" label={words.kind} hint={words.kindHint} error={answer.error('kind')}>
            <Select
              name="kind"
              options={kinds.map((each) => ({ value: each, label: claimKindName[each] }))}
              defaultValue={kind}
            />
          </Field>
          <Button type="submit" name="intent" value="match" kind="primary" wide busy={busy}>
            {state === 'matching' ? words.send : words.again}
          </Button>
        </Stack>
      </Form>
    </Card>
  )
}

function sampleOf(samples: SheetPreview['samples'], col: number): string | undefined {
  const cell = samples.map(({ cells }) => cells[col]?.trim() ?? '').find((each) => each !== '')
  if (!cell) return undefined
  return words.sample(cell.length > SAMPLE_UNITS ? `${cell.slice(0, SAMPLE_UNITS)}…` : cell)
}
