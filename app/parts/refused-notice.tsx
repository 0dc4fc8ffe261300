import { formText } from '../text/ko/shell.ts'
import { ErrorSummary } from './error-summary.tsx'
import type { FormAnswer } from './form-answer.ts'
import { Notice } from './notice.tsx'

/** What the form's action said no to: the list of fields, or the one sentence that belongs to none of them. */
export function RefusedNotice({ answer }: { answer: FormAnswer }) {
  if (answer.problems.length > 0) return <ErrorSummary problems={answer.problems} />
  if (!answer.sentence) return null
  return (
    <div role="alert">
      <Notice kind="danger" title={answer.sentence}>
        {formText.kept}
      </Notice>
    </div>
  )
}
