import { won } from '#app/text/format.ts'
import { claimKindName } from '#app/text/ko/claim-kinds.ts'
import { deskPage as words } from '#app/text/ko/desk.ts'
import type { DeskClaim } from '#server/domain/desk.ts'
import { Chip } from '../chip.tsx'
import { StateChip } from '../claim/state-chip.tsx'
import { Icon } from '../icon.tsx'
import { Link } from '../link.tsx'
import styles from './desk.module.css'

/** One's claims, a line each: what it is of, what is left, and how much of it is there. */
export function ClaimLines({ claims, slug }: { claims: readonly DeskClaim[]; slug: string }) {
  return (
    <ul className={styles.list}>
      {claims.map((claim) => (
        <li key={claim.id}>
          <Link to={`/c/${slug}/claims/${claim.id}`} className={styles.row}>
            <span className={styles.words}>
              <span className={styles.sum}>
                <span className={styles.title}>
                  {words.receipt(claim.receiptNo)} · {claimKindName[claim.kind]}
                </span>
                <strong>{won(claim.remaining)}</strong>
              </span>
              <span className={styles.chips}>
                <StateChip stage={claim.stage} />
                {claim.stage !== 'withdrawn' && <Filled {...claim} />}
              </span>
            </span>
            <Icon name="right" size="small" />
          </Link>
        </li>
      ))}
    </ul>
  )
}

function Filled({ done, of, papers, papersOf }: DeskClaim) {
  return (
    <>
      <Chip tone={done === of ? 'done' : 'waiting'}>{words.filled(done, of)}</Chip>
      <Chip tone={papers === papersOf ? 'done' : 'waiting'}>{words.papers(papers, papersOf)}</Chip>
    </>
  )
}
