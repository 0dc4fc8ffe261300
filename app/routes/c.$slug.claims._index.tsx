import { json, type LoaderFunctionArgs, type MetaFunction, type SerializeFrom } from '@remix-run/node'
import { useLoaderData, useSearchParams } from '@remix-run/react'
import { LinkButton } from '#app/parts/button.tsx'
import { Card } from '#app/parts/card.tsx'
import { CasePage } from '#app/parts/case-page.tsx'
import { Chip } from '#app/parts/chip.tsx'
import { StateChip } from '#app/parts/claim/state-chip.tsx'
import { Empty } from '#app/parts/empty.tsx'
import { Notice } from '#app/parts/notice.tsx'
import { Stack } from '#app/parts/page-shell.tsx'
import { BigNumber, StatRow } from '#app/parts/stat.tsx'
import { type ClaimSide, claimSides, claimSidesOf } from '#app/shapes/case.ts'
import { items, moment, won } from '#app/text/format.ts'
import {
  claimKindName,
  claimKindText,
  claimSide,
  claimSideText,
  myClaimsText as text,
} from '#app/text/ko/claim.ts'
import { takePage } from '#app/text/ko/sheet.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { myClaims } from '#server/domain/claim/read.ts'
import { loading } from '#server/web/answer.ts'
import styles from './claims.module.css'

export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const slug = params.slug ?? ''
    const frame = await caseFrame(context.db, viewer, { slug })
    const claims = (await myClaims(context.db, viewer, { slug })).map(({ statement, ...claim }) => ({
      ...claim,
      kind: statement.kind,
      first: statement.items[0]?.name || claimKindText[statement.kind].label,
      others: statement.items.length - 1,
      remaining: statement.remaining,
    }))
    return json({ frame, claims, sides: claimSidesOf(frame.me.side) })
  })
}

/** Nothing of a person's claim stays in a cache. */
export const headers = () => ({ 'Cache-Control': 'private, no-store' })

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  data ? [{ title: text.titleOf(data.frame.shopName) }] : []

type Listed = SerializeFrom<typeof loader>['claims'][number]

export default function MyClaims() {
  const { frame, claims, sides } = useLoaderData<typeof loader>()
  const file = `/c/${frame.slug}/claims/new`
  const [query] = useSearchParams()
  return (
    <CasePage frame={frame} live title={text.title}>
      {query.has('taken') && (
        <Notice kind="done" live>
          {takePage.taken(Number(query.get('taken')) || 0, Number(query.get('same')) || 0)}
        </Notice>
      )}
      {claims.length === 0 ? (
        <Empty
          icon="claim"
          action={
            sides.length > 0 && (
              <LinkButton kind="primary" to={file}>
                {text.file}
              </LinkButton>
            )
          }
        >
          {sides.length > 0 ? text.empty : claimSideText.none}
        </Empty>
      ) : (
        <Stack>
          <StatRow>
            {claimSides.map((side) => (
              <Sum key={side} side={side} claims={claims} />
            ))}
          </StatRow>
          <ul className={styles.list}>
            {claims.map((claim) => (
              <li key={claim.id}>
                <ClaimCard claim={claim} />
              </li>
            ))}
          </ul>
          <LinkButton wide icon="plus" to={file}>
            {text.another}
          </LinkButton>
        </Stack>
      )}
    </CasePage>
  )
}

/** What is still owed on one side; the two are never added up. */
function Sum({ side, claims }: { side: ClaimSide; claims: Listed[] }) {
  const live = claims.filter((claim) => claim.side === side && claim.state === 'submitted')
  if (live.length === 0) return null
  const owed = live.reduce((sum, claim) => sum + claim.remaining, 0)
  return (
    <BigNumber
      tone={side}
      label={claimSide[side].sum}
      value={won(owed)}
      note={text.sumNote(items(live.length))}
    />
  )
}

function ClaimCard({ claim }: { claim: Listed }) {
  const { receiptNo, kind, first, others, remaining, version } = claim
  const filed = version === 1 ? text.filed(moment(claim.submittedAt)) : text.changed(moment(claim.changedAt))
  return (
    <Card
      title={text.receipt(String(receiptNo))}
      action={
        <span className={styles.chips}>
          <Chip>{claimKindName[kind]}</Chip>
          <StateChip stage={claim.stage} />
        </span>
      }
    >
      <p>{others > 0 ? text.more(first, items(others)) : first}</p>
      <p className={styles.owed}>
        <span className="meta">{text.remaining}</span> <strong>{won(remaining)}</strong>
      </p>
      <p className="meta">{filed}</p>
      <LinkButton to={`/c/${claim.slug}/claims/${claim.id}`}>{text.open}</LinkButton>
    </Card>
  )
}
