import { useEffect } from 'react'
import { grouped } from '#app/text/format.ts'
import { formText } from '../text/ko/shell.ts'
import styles from './error-summary.module.css'
import { Icon } from './icon.tsx'

/** One thing to put right: the id of its field, the name of the field and the sentence. */
export interface Problem {
  id: string
  label: string
  message: string
}

interface ErrorSummaryProps {
  problems: readonly Problem[]
}

/** Lists what to put right after sending, with links, and moves focus to the first field. */
export function ErrorSummary({ problems }: ErrorSummaryProps) {
  const first = problems[0]?.id
  const version = problems.map((problem) => `${problem.id} ${problem.message}`).join('\n')
  // biome-ignore lint/correctness/useExhaustiveDependencies: every new set of problems moves focus again
  useEffect(() => {
    if (first) focusField(first)
  }, [version])
  if (problems.length === 0) return null
  return (
    <div role="alert" className={styles.summary}>
      <p className={styles.title}>
        <Icon name="danger" />
        {formText.fixThese(grouped(problems.length))}
      </p>
      <ul>
        {problems.map((problem) => (
          <li key={`${problem.id} ${problem.message}`}>
            <a
              href={`#${problem.id}`}
              onClick={(event) => {
                event.preventDefault()
                focusField(problem.id)
              }}
            >
              {problem.label}
            </a>
            {` ${problem.message}`}
          </li>
        ))}
      </ul>
      <p>{formText.kept}</p>
    </div>
  )
}

function focusField(id: string): void {
  const field = document.getElementById(id)
  const control = field?.matches('input, select, textarea')
    ? field
    : field?.querySelector<HTMLElement>('input, select, textarea, button')
  control?.focus()
  control?.scrollIntoView({ block: 'center' })
}
