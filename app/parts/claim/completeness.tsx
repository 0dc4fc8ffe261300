import type { Completeness } from '#app/shapes/claim-completeness.ts'
import { type ClaimKind, kindSpecs } from '#app/shapes/claim-kinds.ts'
import { completenessText as text } from '#app/text/ko/claim-completeness.ts'
import { evidenceName } from '#app/text/ko/claim-kinds.ts'
import { LinkButton } from '../button.tsx'
import { Card } from '../card.tsx'
import { Notice } from '../notice.tsx'
import { Stack } from '../page-shell.tsx'
import styles from './claim.module.css'
import { stepTitle } from './step-title.ts'

interface CompletenessProps {
  kind: ClaimKind
  state: Completeness
  /** Where the claim is completed, and where its papers are kept. */
  edit: string
  evidence: string
}

/** How much of a claim is there, what is still missing, and what tends to go wrong. */
export function CompletenessCard({
  kind,
  state: { done, of, missing, lints },
  edit,
  evidence,
}: CompletenessProps) {
  const whole = missing.length === 0
  return (
    <Card title={whole ? text.whole : text.title}>
      <Stack>
        <div>
          <label htmlFor="completeness" className="meta">
            {text.count(done, of)}
          </label>
          <progress id="completeness" className={styles.bar} value={done} max={of} />
        </div>
        {lints.map((lint) => (
          <Notice key={lint}>{text.lints[lint]}</Notice>
        ))}
        {!whole && (
          <details>
            <summary>{text.missing(missing.length)}</summary>
            <ul className={styles.missing}>
              {missing.map((step) => (
                <li key={step}>{stepTitle(kind, step)}</li>
              ))}
            </ul>
          </details>
        )}
        {!whole && (
          <LinkButton kind="primary" wide icon="edit" to={edit}>
            {text.complete}
          </LinkButton>
        )}
        <details>
          <summary>{text.papers}</summary>
          <ul className={styles.missing}>
            {kindSpecs[kind].evidence.map((slot) => (
              <li key={slot}>{evidenceName[slot]}</li>
            ))}
          </ul>
        </details>
        <LinkButton wide icon="camera" to={evidence}>
          {text.photo}
        </LinkButton>
      </Stack>
    </Card>
  )
}
