import { recruitWords as words } from '#app/text/ko/labels.ts'
import styles from './composer.module.css'

/** Above words that gather clients or money: what will happen to them, before they are sent. */
export function RecruitingNote() {
  return (
    <p role="status" className={styles.exposed}>
      <strong>{words.title}</strong> {words.what} {words.how}
    </p>
  )
}
