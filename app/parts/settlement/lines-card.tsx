import type { LineView } from '#server/domain/settlement.ts'
import { won } from '../../text/format.ts'
import { settlementItem, settlementPage } from '../../text/ko/settlement.ts'
import { LinkButton } from '../button.tsx'
import { Card } from '../card.tsx'
import { Stack } from '../page-shell.tsx'
import styles from '../sheet/sheet.module.css'

const words = settlementPage.lines

export interface LinesCardProps {
  version: number
  count: number
  lines: readonly LineView[]
  next: number | null
}

/** The lines a claim was filled from, some at a time. */
export function LinesCard({ version, count, lines, next }: LinesCardProps) {
  return (
    <Card title={words.title}>
      <Stack>
        <p className="meta">{words.lede(count, version)}</p>
        <ul className={styles.preview}>
          {lines.map((line) => (
            <li key={line.row}>
              <strong>{won(line.amount)}</strong> {settlementItem.line(line)}
              <p className="meta">
                {[line.dueOn && words.due(line.dueOn), line.paid !== 0 && words.paid(won(line.paid))]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
            </li>
          ))}
        </ul>
        {next !== null && <LinkButton to={`?after=${next}`}>{words.more}</LinkButton>}
        {lines.length < count && next === null && <LinkButton to="?">{words.first}</LinkButton>}
      </Stack>
    </Card>
  )
}
