import { LinkButton } from '#app/parts/button.tsx'
import { Card } from '#app/parts/card.tsx'
import { SoFarCard } from '#app/parts/so-far-card.tsx'
import { BigNumber, StatRow } from '#app/parts/stat.tsx'
import { items, moment, people, wonHero } from '#app/text/format.ts'
import { panel } from '#app/text/ko/chat.ts'
import styles from './case-panel.module.css'
import type { RoomData } from './route.tsx'

/** The case beside the conversation, on desktops: totals, and my next step. */
export function CasePanel({ frame, totals, soFar }: Pick<RoomData, 'frame' | 'totals' | 'soFar'>) {
  const { slug, me } = frame
  return (
    <div className={styles.panel}>
      <Card title={panel.totals}>
        <StatRow compact>
          <BigNumber label={panel.people} value={people(totals.members)} />
          <Side label={panel.buyers} tone="buyer" totals={totals.buyer} />
          <Side label={panel.sellers} tone="seller" totals={totals.seller} />
        </StatRow>
        <p className="meta">{panel.asOf(moment(totals.at))}</p>
      </Card>
      <SoFarCard on="panel" slug={slug} side={me.side} so={soFar} />
      <Card title={panel.next}>
        {me.side === 'helper' ? (
          <p>{panel.helper}</p>
        ) : (
          <>
            <p>{panel.claimHint}</p>
            <LinkButton kind="primary" wide to={`/c/${slug}/claims`}>
              {panel.claimMine}
            </LinkButton>
          </>
        )}
      </Card>
      <Card title={panel.share}>
        <p>{panel.shareHint}</p>
        <LinkButton wide icon="share" to={`/c/${slug}/more/share`}>
          {panel.shareGo}
        </LinkButton>
      </Card>
    </div>
  )
}

function Side({
  label,
  tone,
  totals,
}: {
  label: string
  tone: 'buyer' | 'seller'
  totals: RoomData['totals']['buyer']
}) {
  const { claimants, claims, remaining } = totals
  if (claims === 0) return <BigNumber label={label} tone={tone} value={panel.none} />
  return (
    <BigNumber
      label={label}
      tone={tone}
      value={wonHero(remaining)}
      note={panel.claims(people(claimants), items(claims))}
    />
  )
}
