import { receiptWays as words } from '#app/text/ko/proof.ts'
import { LinkButton } from './button.tsx'
import { Card } from './card.tsx'
import { Stack } from './page-shell.tsx'

/** The receipt of one's own claim or evidence, on paper and for machines. */
export function ReceiptCard({ slug, kind, id }: { slug: string; kind: 'claim' | 'evidence'; id: string }) {
  const at = `/c/${slug}/receipts/${kind}/${id}`
  return (
    <div className="no-print">
      <Card title={words.title}>
        <p className="meta">{words.note}</p>
        <Stack>
          <LinkButton to={`${at}.pdf`} reloadDocument wide icon="download">
            {words.pdf}
          </LinkButton>
          <LinkButton to={`${at}.json`} reloadDocument wide kind="bare">
            {words.json}
          </LinkButton>
        </Stack>
      </Card>
    </div>
  )
}
