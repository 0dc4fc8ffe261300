import { Form, useNavigation } from '@remix-run/react'
import type { SheetView } from '#server/domain/sheet/view.ts'
import type { PreviewRow } from '#server/domain/sheet.ts'
import { day, won } from '../../text/format.ts'
import { claimKindName } from '../../text/ko/claim-kinds.ts'
import { sentenceOf } from '../../text/ko/refusals.ts'
import { sheetPage } from '../../text/ko/sheet.ts'
import { Button, LinkButton } from '../button.tsx'
import { Card } from '../card.tsx'
import { Notice } from '../notice.tsx'
import { Stack } from '../page-shell.tsx'
import { columnName } from './match-form.tsx'
import styles from './sheet.module.css'

const words = sheetPage.check
/** Claims shown as they would be. */
const SHOWN = 5

export interface CheckCardProps {
  of: SheetView
  headings: readonly string[]
  rows: readonly PreviewRow[]
  problems: readonly { row: number; col: number | null; code: string; isMild: boolean }[]
  next: number | null
}

/** What the whole list is read as: how much, what is wrong where, how the first claims would be. */
export function CheckCard({ of, headings, rows, problems, next }: CheckCardProps) {
  const busy = useNavigation().state !== 'idle'
  return (
    <Card title={words.title}>
      <Stack>
        <p>
          <strong>{words.rows(of.rows, of.claims)}</strong> {of.badRows > 0 && words.bad(of.badRows)}
        </p>
        {of.hasResident && <Notice kind="warn">{words.resident}</Notice>}
        {of.problems === 0 ? <p>{words.none}</p> : <h3>{words.problems(of.problems)}</h3>}
        <Problems problems={problems} headings={headings} />
        {next !== null && <LinkButton to={`?after=${next}`}>{words.more}</LinkButton>}
        {problems.length === 0 && of.problems > 0 && <LinkButton to="?">{words.first}</LinkButton>}
        <Preview rows={rows} />
        {of.claims > 0 && of.state === 'checked' ? (
          <Form method="post">
            <Button type="submit" name="intent" value="bring" kind="primary" wide busy={busy}>
              {words.bring(of.claims)}
            </Button>
          </Form>
        ) : (
          of.claims === 0 && <Notice kind="warn">{words.nothing}</Notice>
        )}
      </Stack>
    </Card>
  )
}

function Problems({ problems, headings }: Pick<CheckCardProps, 'problems' | 'headings'>) {
  if (problems.length === 0) return null
  return (
    <ul className={styles.problems}>
      {problems.map(({ row, col, code, isMild }) => (
        <li key={`${row} ${col} ${code}`}>
          <strong>
            {row}
            {words.row} · {col === null ? words.whole : columnName(headings, col)}
          </strong>
          <span>{sentenceOf(code)}</span>
          <span className="meta">{isMild ? words.mild : words.hard}</span>
        </li>
      ))}
    </ul>
  )
}

function Preview({ rows }: { rows: readonly PreviewRow[] }) {
  const shown = rows.filter(({ draft }) => draft !== null).slice(0, SHOWN)
  if (shown.length === 0) return null
  return (
    <section>
      <h3>{words.preview}</h3>
      <ol className={styles.preview}>
        {shown.map(({ row, draft }) => draft && <li key={row}>{lineOf(row, draft)}</li>)}
      </ol>
    </section>
  )
}

function lineOf(row: number, draft: NonNullable<PreviewRow['draft']>): string {
  const amount = draft.items.reduce((sum, item) => sum + item.amount, 0)
  const order = 'orderNumber' in draft ? draft.orderNumber : ''
  const date = 'orderedOn' in draft && draft.orderedOn ? day(draft.orderedOn) : ''
  const goods = draft.items.map(({ name }) => name).filter(Boolean)
  return [
    `${row}${words.row}`,
    draft.identity.name,
    claimKindName[draft.kind],
    order,
    date,
    goods.join(', '),
    won(amount),
  ]
    .filter(Boolean)
    .join(' · ')
}
