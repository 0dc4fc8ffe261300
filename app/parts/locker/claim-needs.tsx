import type { SerializeFrom } from '@remix-run/node'
import type { evidenceNeeds } from '#server/domain/evidence.ts'
import { claimKindName, evidenceName } from '../../text/ko/claim-kinds.ts'
import { galleryPage as words } from '../../text/ko/evidence.ts'
import { Chip } from '../chip.tsx'
import { Folded } from '../folded.tsx'
import styles from './locker.module.css'

export type Needs = SerializeFrom<Awaited<ReturnType<typeof evidenceNeeds>>>['claims']

/** What each claim is proved by, and what of it is there. */
export function ClaimNeedsList({ claims }: { claims: Needs }) {
  if (claims.length === 0) return null
  return (
    <section aria-labelledby="needs">
      <h2 id="needs">{words.needs}</h2>
      {claims.map(({ claimId, receiptNo, kind, slots }) => (
        <Folded key={claimId} label={`${words.claimNo(receiptNo)} · ${claimKindName[kind]}`}>
          <ul className={styles.slots}>
            {slots.map(({ slot, files, needed, angles }) => (
              <li key={slot} className={styles.slot}>
                <span>
                  {evidenceName[slot]}
                  <span className="meta">
                    {' '}
                    {words.needed(files, needed)}
                    {angles && ` · ${words.angles}`}
                  </span>
                </span>
                {files >= needed ? (
                  <Chip tone="done" icon="check">
                    {words.enough}
                  </Chip>
                ) : (
                  <Chip tone="waiting" icon="waiting">
                    {words.lacking}
                  </Chip>
                )}
              </li>
            ))}
          </ul>
        </Folded>
      ))}
    </section>
  )
}
