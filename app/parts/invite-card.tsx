import { Form } from '@remix-run/react'
import { seoulDate } from '#app/shapes/civil-date.ts'
import { day, moment, people } from '#app/text/format.ts'
import type { InviteView } from '#server/domain/invite.ts'
import { invitesPage, publicPage, sharePage } from '../text/ko/case.ts'
import { Button } from './button.tsx'
import { Card } from './card.tsx'
import { Chip, type ChipTone } from './chip.tsx'
import styles from './invite-card.module.css'
import { ShareLink } from './share-link.tsx'
import { SideMark } from './side-mark.tsx'

const tones: Record<InviteView['state'], ChipTone> = {
  open: 'done',
  expired: 'plain',
  used_up: 'waiting',
  revoked: 'plain',
}

interface InviteCardProps {
  invite: InviteView
  origin: string
  shopName: string
}

/** One join link: how it stands, how to pass it on, how to close it. */
export function InviteCard({ invite, origin, shopName }: InviteCardProps) {
  const { id, code, state, uses, maxUses, expiresAt, createdAt, label } = invite
  const facts = [
    maxUses === null
      ? invitesPage.uses(people(uses))
      : `${invitesPage.uses(people(uses))} / ${invitesPage.cap(people(maxUses))}`,
    expiresAt && invitesPage.until(lastDay(expiresAt)),
    invitesPage.madeAt(moment(createdAt)),
  ]
  const url = code ? `${origin}/j/${code}` : null
  return (
    <Card>
      <p className={styles.state}>
        <Chip tone={tones[state]}>{invitesPage.states[state]}</Chip>
        {label && <SideMark side={label} />}
        <span className="meta">{facts.filter(Boolean).join(' · ')}</span>
      </p>
      {state === 'open' && url && (
        <details className={styles.share}>
          <summary>{invitesPage.showQr}</summary>
          <ShareLink
            url={url}
            title={publicPage.title(shopName)}
            message={sharePage.message(shopName)}
            what={sharePage.qr}
          />
        </details>
      )}
      {state === 'open' && !url && <p>{invitesPage.lost}</p>}
      {state !== 'revoked' && (
        <Form method="post" className={styles.ways}>
          <input type="hidden" name="inviteId" value={id} />
          <Button type="submit" name="intent" value="rotate">
            {invitesPage.rotate}
          </Button>
          <Button type="submit" name="intent" value="revoke" kind="danger">
            {invitesPage.revoke}
          </Button>
        </Form>
      )}
    </Card>
  )
}

/** The last day on which a link works: it ends at the midnight after it. */
function lastDay(expiresAt: string): string {
  return day(seoulDate(Date.parse(expiresAt) - 1))
}
