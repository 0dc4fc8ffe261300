import { evidenceName } from '#app/text/ko/claim-kinds.ts'
import { guidePage as words } from '#app/text/ko/guide.ts'
import type { GuideStepText } from '#app/text/ko/guide-step.ts'
import type { StepView } from '#server/domain/guide.ts'
import { Icon } from '../icon.tsx'
import styles from './guide.module.css'

interface StepToldProps {
  text: GuideStepText
  /** Papers that help, and whether the member has them. */
  papers?: StepView['papers']
}

/** What a step says: what to do, why, where and with what. The same for members and for everybody. */
export function StepTold({
  text: { what, why, where, ready = [], basis, checkedOn },
  papers = [],
}: StepToldProps) {
  return (
    <>
      <ol className={styles.what}>
        {what.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ol>
      <div className={styles.part}>
        <h3>{words.why}</h3>
        <p>{why}</p>
      </div>
      {where.length > 0 && (
        <div className={styles.part}>
          <h3>{words.where}</h3>
          {where.map((place) => (
            <Place key={place.name} {...place} />
          ))}
        </div>
      )}
      {papers.length + ready.length > 0 && (
        <div className={styles.part}>
          <h3>{words.ready}</h3>
          <ul className={styles.plain}>
            {papers.map(({ slot, has }) => (
              <li key={slot} className={styles.ticked}>
                <span>{evidenceName[slot]}</span>
                {has !== null && (
                  <span className="meta">
                    <Icon name={has ? 'check' : 'waiting'} size="small" /> {has ? words.has : words.lacks}
                  </span>
                )}
              </li>
            ))}
            {ready.map((thing) => (
              <li key={thing}>{thing}</li>
            ))}
          </ul>
        </div>
      )}
      <p className="meta">{words.basis(basis, checkedOn)}</p>
    </>
  )
}

function Place({ name, url, phone, hours }: GuideStepText['where'][number]) {
  return (
    <div className={styles.place}>
      {url ? (
        <a href={url} target="_blank" rel="noopener noreferrer">
          {name} <Icon name="external" size="small" />
        </a>
      ) : (
        <span>{name} </span>
      )}
      {phone && <a href={`tel:${phone.replace(/-/g, '')}`}>{words.call(phone)}</a>}
      {hours && <p className="meta">{hours}</p>}
    </div>
  )
}
