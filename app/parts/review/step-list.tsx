import { day, fullMoment } from '#app/text/format.ts'
import { roles } from '#app/text/ko/chat.ts'
import { stepName, stagePage as words } from '#app/text/ko/review.ts'
import type { StepView } from '#server/domain/claim/stage.ts'
import styles from './review.module.css'

/** What was done with a claim, oldest first: who, when, and what was said. */
export function StepList({ steps }: { steps: readonly StepView[] }) {
  return (
    <ol className={styles.steps}>
      {steps.map((step) => (
        <li key={step.no} className={styles.step}>
          <span>
            <strong>{nameOf(step.by)}</strong> · {stepName[step.act]}
          </span>
          <time className="meta" dateTime={step.at}>
            {fullMoment(step.at)}
          </time>
          {step.words && <p className={styles.words}>{step.words}</p>}
          {step.dueOn && <p className="meta">{words.dueOn(day(step.dueOn))}</p>}
          {step.things.length > 0 && <Things of={step} />}
        </li>
      ))}
    </ol>
  )
}

/** The nickname, and what they are here. */
export function nameOf({ nickname, role }: StepView['by']): string {
  return role === 'member' ? nickname : `${nickname} (${roles[role]})`
}

function Things({ of: { things } }: { of: StepView }) {
  return (
    <ul className={styles.things}>
      {things.map(({ no, words: asked, answer }) => (
        <li key={no}>
          {asked}
          {answer && <p className={styles.words}>{words.said(answer)}</p>}
        </li>
      ))}
    </ul>
  )
}
