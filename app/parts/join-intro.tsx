import { people, wonHero } from '#app/text/format.ts'
import type { CaseFacts } from '#server/domain/case.ts'
import type { PublicTotals } from '#server/domain/total.ts'
import { troubleNames } from '../text/ko/case.ts'
import { joinPage } from '../text/ko/join.ts'
import { Chip } from './chip.tsx'
import styles from './join-intro.module.css'
import { Link } from './link.tsx'
import { SideMark } from './side-mark.tsx'

/** What one should know of a room before going in: what happened, how many are there, what is owed to each side. */
export function JoinIntro({ facts, totals }: { facts: CaseFacts; totals: PublicTotals }) {
  const { members, buyer, seller } = totals
  return (
    <div className={styles.intro}>
      <div className={styles.chips}>
        {facts.troubles.map((trouble) => (
          <Chip key={trouble}>{troubleNames[trouble]}</Chip>
        ))}
      </div>
      <dl className={styles.numbers}>
        <div>
          <dt>{joinPage.people}</dt>
          <dd>{members === 'under5' ? joinPage.few : people(members)}</dd>
        </div>
        {buyer !== 'under5' && (
          <div>
            <dt>
              <SideMark side="buyer" />
            </dt>
            <dd>{wonHero(buyer.remaining)}</dd>
          </div>
        )}
        {seller !== 'under5' && (
          <div>
            <dt>
              <SideMark side="seller" />
            </dt>
            <dd>{wonHero(seller.remaining)}</dd>
          </div>
        )}
      </dl>
      <p className="meta">
        {joinPage.protection} <Link to={`/c/${facts.slug}`}>{joinPage.facts}</Link>
      </p>
    </div>
  )
}
