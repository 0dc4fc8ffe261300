import { maskPage as words } from '../../text/ko/masking.ts'
import { Button } from '../button.tsx'
import { Sheet } from '../sheet.tsx'

interface UndecidedProps {
  open: boolean
  /** Places that were found and neither covered nor waved through. */
  count: number
  onYes: () => void
  onNo: () => void
}

/** Asked before the room sees a copy with numbers that nobody decided about. */
export function Undecided({ open, count, onYes, onNo }: UndecidedProps) {
  const footer = (
    <>
      <Button kind="primary" wide onClick={onNo}>
        {words.undecidedNo}
      </Button>
      <Button kind="danger" wide onClick={onYes}>
        {words.undecidedYes}
      </Button>
    </>
  )
  return (
    <Sheet open={open} onClose={onNo} title={words.undecided(count)} footer={footer}>
      <p>{words.undecidedAsk}</p>
    </Sheet>
  )
}
