import type { ExhibitView } from '#server/domain/exhibit.ts'
import { day } from '../../text/format.ts'
import { exhibitColumnWords, exhibitsPage as words } from '../../text/ko/exhibit.ts'
import { Chip } from '../chip.tsx'
import { Link } from '../link.tsx'
import styles from './exhibit.module.css'

/** A number: whose original it calls, what its owner said once that is open, and what they have not. */
export function ExhibitRow({ slug, row }: { slug: string; row: ExhibitView }) {
  const { label, title, evidenceId, owner, missing, said } = row
  return (
    <article className={styles.row}>
      <div className={styles.head}>
        <strong className={styles.label}>{label}</strong>
        <span className="meta">{owner}</span>
      </div>
      {evidenceId ? (
        <p className={styles.title}>
          <Link to={`/c/${slug}/evidence/${evidenceId}`}>{title}</Link>
        </p>
      ) : (
        <p className="meta">{words.withdrawn}</p>
      )}
      {said && (
        <dl className={styles.said}>
          {said.madeOn && <Fact name={exhibitColumnWords.madeOn} value={day(said.madeOn)} />}
          {said.madeBy && <Fact name={exhibitColumnWords.madeBy} value={said.madeBy} />}
          {said.shows && <Fact name={exhibitColumnWords.shows} value={said.shows} />}
        </dl>
      )}
      {missing.length > 0 && (
        <div className={styles.missing}>
          <Chip tone="waiting">{words.missing(missing)}</Chip>
          {row.isOwn && <Link to={`/c/${slug}/evidence/${evidenceId}`}>{words.fill}</Link>}
        </div>
      )}
    </article>
  )
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt className="meta">{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}
