import type { PublicCaseCells } from '#server/domain/total/cells.ts'
import { type ClaimSide, claimSides } from '../../shapes/case.ts'
import { sideNames } from '../../text/ko/case.ts'
import { figuresPage as words } from '../../text/ko/figures.ts'
import { Card } from '../card.tsx'
import { Bars } from './bars.tsx'

/** How the claims of each side divide, as far as nobody can be told from it. */
export function Divided({ cells }: { cells: PublicCaseCells }) {
  return claimSides.map((side) => <DividedSide key={side} side={side} of={cells[side]} />)
}

function DividedSide({ side, of: { kind, method } }: { side: ClaimSide; of: PublicCaseCells[ClaimSide] }) {
  if (kind.cells.length === 0 && method.cells.length === 0) return null
  const hides = kind.hides || method.hides
  return (
    <Card title={words.publicTitle(sideNames[side])}>
      <Bars group="kind" side={side} cells={kind.cells} />
      <Bars group="method" side={side} cells={method.cells} note={hides ? words.hidden : undefined} />
    </Card>
  )
}
