import { claimForm as text } from '#app/text/ko/claim.ts'
import { Button } from '../button.tsx'
import { Notice } from '../notice.tsx'
import { Row } from '../page-shell.tsx'
import type { ClaimValues } from './values.ts'

interface UnsentNoticeProps {
  kept: ClaimValues | null
  other: ClaimValues | null
  forget: () => void
  swap: () => void
}

/** Says that what was half written is there again, and offers what was written elsewhere at the same time. */
export function UnsentNotice({ kept, other, forget, swap }: UnsentNoticeProps) {
  if (!kept) return null
  return (
    <Notice kind="done" title={text.restored} live>
      <Row>
        <Button onClick={forget}>{text.startOver}</Button>
        {other && <Button onClick={swap}>{text.swap}</Button>}
      </Row>
    </Notice>
  )
}
