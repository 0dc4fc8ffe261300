import { Form, useNavigation } from '@remix-run/react'
import type { SettlementView } from '#server/domain/settlement.ts'
import { settlementFields } from '../../shapes/settlement.ts'
import { won } from '../../text/format.ts'
import { sentenceOf } from '../../text/ko/refusals.ts'
import { settlementFieldName, settlementPage } from '../../text/ko/settlement.ts'
import { sheetPage } from '../../text/ko/sheet.ts'
import { Button } from '../button.tsx'
import { Card } from '../card.tsx'
import statement from '../claim/statement.module.css'
import { Fact } from '../claim/statement-view.tsx'
import { Field, FieldError } from '../field.tsx'
import type { FormAnswer } from '../form-answer.ts'
import { Notice } from '../notice.tsx'
import { Stack } from '../page-shell.tsx'
import { columnName } from '../sheet/match-form.tsx'
import styles from '../sheet/sheet.module.css'
import { Select } from '../text-input.tsx'

const words = settlementPage.check
/** Items shown of those the claim would have. */
const ITEMS_SHOWN = 8
/** A sample is one line; longer cells are cut, in UTF-16 units. */
const SAMPLE_UNITS = 40

/** What a sheet comes to, what is wrong in it row by row, and what the claim would state. */
export function CheckSettlement({ sheet, version }: { sheet: SettlementView; version: number }) {
  const busy = useNavigation().state !== 'idle'
  const { sums, bad, items } = sheet
  const owed = sums.unpaid > 0
  return (
    <Card title={words.title}>
      <Stack>
        <p className="meta">{sheet.fileName}</p>
        <p>
          <strong>{words.lines(sums.lines)}</strong> {bad > 0 && words.bad(bad)}
        </p>
        {sums.lines === 0 && <Notice kind="warn">{words.none}</Notice>}
        {sums.lines > 0 && <Sums sums={sums} />}
        {sums.lines > 0 && !owed && <Notice kind="warn">{words.nothingOwed}</Notice>}
        <Problems sheet={sheet} />
        {items.length > 0 && (
          <Stack>
            <h3>{words.items}</h3>
            <ul className={styles.preview}>
              {items.slice(0, ITEMS_SHOWN).map((item) => (
                <li key={item.no}>
                  {item.name} · {won(item.amount)}
                </li>
              ))}
            </ul>
            {items.length > ITEMS_SHOWN && <p className="meta">{words.more(items.length - ITEMS_SHOWN)}</p>}
          </Stack>
        )}
        <Form method="post">
          <input type="hidden" name="id" value={sheet.id} />
          <input type="hidden" name="version" value={version} />
          <Stack>
            {owed && <p className="meta">{words.replaces}</p>}
            {owed && (
              <Button type="submit" name="intent" value="bring" kind="primary" wide busy={busy}>
                {words.send}
              </Button>
            )}
            <Button type="submit" name="intent" value="drop" kind="bare" wide>
              {words.drop}
            </Button>
          </Stack>
        </Form>
      </Stack>
    </Card>
  )
}

function Sums({ sums }: { sums: SettlementView['sums'] }) {
  const shown = (['gross', 'fee', 'deductions', 'amount', 'paid', 'unpaid'] as const).flatMap((name) => {
    const sum = sums[name]
    return sum === null ? [] : [{ name, sum }]
  })
  return (
    <dl className={statement.facts}>
      {shown.map(({ name, sum }) => (
        <Fact key={name} name={words[name]} value={won(sum)} />
      ))}
    </dl>
  )
}

function Problems({ sheet: { problems, problemCount, headings } }: { sheet: SettlementView }) {
  if (problems.length === 0) return null
  return (
    <Stack>
      <h3>{words.problems(problemCount)}</h3>
      <ul className={styles.problems}>
        {problems.map(({ row, col, code, isMild }) => (
          <li key={`${row} ${col} ${code}`}>
            <strong>
              {row}
              {sheetPage.check.row} · {col === null ? sheetPage.check.whole : columnName(headings, col)}
            </strong>
            <span>{sentenceOf(code)}</span>
            <span className="meta">{!isMild ? words.hard : col === null ? words.told : words.mild}</span>
          </li>
        ))}
      </ul>
      {problemCount > problems.length && <p className="meta">{words.shown(problems.length)}</p>}
    </Stack>
  )
}

/** Which column is which: chosen beforehand by the headings, to be changed by whoever knows better. */
export function MatchSettlement({ sheet, answer }: { sheet: SettlementView; answer: FormAnswer }) {
  const busy = useNavigation().state !== 'idle'
  const options = settlementFields.map((field) => ({ value: field, label: settlementFieldName[field] }))
  const error = answer.error('column')
  return (
    <Card title={settlementPage.match.title}>
      <Form method="post" noValidate>
        <Stack>
          <p>{settlementPage.match.lede}</p>
          <div id="column" tabIndex={-1}>
            <Stack>
              {error && <FieldError id="column-error" messages={[error]} />}
              {sheet.headings.map((_, col) => {
                const name = `column[${col}]`
                return (
                  <Field
                    key={name}
                    of={name}
                    label={columnName(sheet.headings, col)}
                    hint={sampleOf(sheet.samples[col] ?? '')}
                  >
                    <Select
                      name={name}
                      empty={sheetPage.match.none}
                      options={options}
                      defaultValue={sheet.fields[col] ?? ''}
                    />
                  </Field>
                )
              })}
            </Stack>
          </div>
          <Button type="submit" name="intent" value="match" wide busy={busy}>
            {settlementPage.match.send}
          </Button>
        </Stack>
      </Form>
    </Card>
  )
}

function sampleOf(cell: string): string | undefined {
  if (cell === '') return undefined
  return sheetPage.match.sample(cell.length > SAMPLE_UNITS ? `${cell.slice(0, SAMPLE_UNITS)}…` : cell)
}
