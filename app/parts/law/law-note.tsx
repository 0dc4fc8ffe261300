import { lawBanner } from '#app/text/ko/law.ts'
import { Notice } from '../notice.tsx'

/** Says beside everything reckoned that it is no legal advice, and as of when. */
export function LawNote({ checkedOn }: { checkedOn: string }) {
  return (
    <Notice title={lawBanner.lead}>
      {lawBanner.checked(checkedOn)} {lawBanner.ask}
    </Notice>
  )
}
