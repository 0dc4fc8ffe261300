import type { ReactNode } from 'react'
import type { Cell, CellGroup } from '#server/domain/total/cells.ts'
import type { ClaimSide } from '../../shapes/case.ts'
import { cellName, figuresPage as words } from '../../text/ko/figures.ts'
import { Card } from '../card.tsx'
import styles from './bars.module.css'

/** Bars shown at once; the rest can be opened. */
const SHOWN = 8

interface BarsProps {
  group: CellGroup
  side: ClaimSide
  cells: readonly Cell[]
  note?: string | undefined
  level?: 2 | 3
}

/** A group of cells as bars, as long as their claims: every number stands beside its bar in words. Nothing when empty. */
export function Bars({ group, side, cells, note, level = 3 }: BarsProps) {
  if (cells.length === 0) return null
  const most = Math.max(1, ...cells.map(({ claims }) => claims))
  // Days are looked at from the newest, in their own order.
  const shown = group === 'day' ? cells.slice(-SHOWN) : cells.slice(0, SHOWN)
  const rest = group === 'day' ? cells.slice(0, -SHOWN) : cells.slice(SHOWN)
  const list = (some: readonly Cell[]) => (
    <ul className={styles.bars}>
      {some.map((cell) => (
        <Bar
          key={cell.value}
          name={cellName(group, cell.value, cell.label)}
          side={side}
          cell={cell}
          most={most}
        />
      ))}
    </ul>
  )
  return (
    <Card title={words.groups[group]} level={level}>
      {rest.length > 0 && group === 'day' && <More count={rest.length}>{list(rest)}</More>}
      {list(shown)}
      {rest.length > 0 && group !== 'day' && <More count={rest.length}>{list(rest)}</More>}
      {note && <p className="meta">{note}</p>}
    </Card>
  )
}

function Bar({ name, side, cell, most }: { name: string; side: ClaimSide; cell: Cell; most: number }) {
  const { people, claims, remaining } = cell
  return (
    <li className={styles.bar}>
      <span className={styles.name}>{name}</span>
      <svg className={styles.track} viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
        <rect className={styles[side]} width={Math.max(1, (claims / most) * 100)} height="1" />
      </svg>
      <span className={styles.line}>{words.line(people, claims, remaining)}</span>
    </li>
  )
}

function More({ count, children }: { count: number; children: ReactNode }) {
  return (
    <details className={styles.more}>
      <summary>{words.more(count)}</summary>
      {children}
    </details>
  )
}
