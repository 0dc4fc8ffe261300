import type { ReactNode } from 'react'
import { formatBusinessNumber } from '#app/shapes/business-number.ts'
import { seoulDate } from '#app/shapes/civil-date.ts'
import { day } from '#app/text/format.ts'
import type { CaseFacts } from '#server/domain/case.ts'
import { publicPage, sideNames } from '../text/ko/case.ts'
import styles from './case-fact-list.module.css'

/** What is known of the shop, each with a name, and the shop's own notice with its source. */
export function CaseFactList({ facts }: { facts: CaseFacts }) {
  const rows: [string, ReactNode][] = [
    [publicPage.operator, facts.operatorName],
    [publicPage.businessNumber, facts.businessNumber && formatBusinessNumber(facts.businessNumber)],
    [publicPage.noticeOn, facts.noticeOn && day(facts.noticeOn)],
    [publicPage.closesOn, facts.closesOn && day(facts.closesOn)],
    [publicPage.settlesOn, facts.settlesOn && day(facts.settlesOn)],
    [publicPage.admits, facts.admits.map((side) => sideNames[side]).join(', ')],
    [publicPage.openedAt, day(seoulDate(facts.openedAt))],
  ]
  return (
    <>
      <dl className={styles.facts}>
        {rows
          .filter(([, value]) => value)
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      {facts.noticeText && (
        <figure className={styles.notice}>
          <figcaption>{publicPage.notice}</figcaption>
          <blockquote className={styles.words}>{facts.noticeText}</blockquote>
        </figure>
      )}
      {facts.noticeUrl ? (
        <p className="meta">
          {publicPage.source}{' '}
          <a href={facts.noticeUrl} rel="noopener noreferrer nofollow ugc" target="_blank">
            {publicPage.sourceGoes(facts.noticeHost)}
          </a>
        </p>
      ) : (
        <p className="meta">{publicPage.noSource}</p>
      )}
    </>
  )
}
