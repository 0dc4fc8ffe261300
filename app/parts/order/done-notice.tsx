import { doneWords } from '../../text/ko/order-acts.ts'
import { Notice } from '../notice.tsx'

/** What a form of order has just done; `done` is its intent as the address says it, or anything else. */
export function DoneNotice({ done }: { done: string | null }) {
  const found = Object.entries(doneWords).find(([intent]) => intent === done)
  if (!found) return null
  return (
    <Notice kind="done" live>
      {found[1]}
    </Notice>
  )
}
