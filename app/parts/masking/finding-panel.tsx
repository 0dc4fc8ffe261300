import { findingText as words } from '../../text/ko/masking.ts'
import { Button } from '../button.tsx'
import { Row, Stack } from '../page-shell.tsx'
import type { Suggestion } from './find-places.ts'
import styles from './masking.module.css'
import type { Finding } from './use-finding.ts'

interface FindingPanelProps {
  finding: Finding
  onFind: () => void
  onCover: (suggestions: readonly Suggestion[]) => void
  onLeave: (suggestion: Suggestion) => void
}

/** What was found to be covered, taken one by one or all at once. Nothing is covered by itself. */
export function FindingPanel({ finding, onFind, onCover, onLeave }: FindingPanelProps) {
  const { state } = finding
  const suggestions = state === 'found' ? finding.suggestions : []
  return (
    <Stack>
      <Row>
        <Button icon="search" busy={state === 'reading'} onClick={onFind}>
          {words.find}
        </Button>
        {suggestions.length > 1 && (
          <Button kind="primary" onClick={() => onCover(suggestions)}>
            {words.coverAll(suggestions.length)}
          </Button>
        )}
      </Row>
      <p role="status" className="meta">
        {sentence(finding)}
      </p>
      {suggestions.length > 0 && (
        <ul className={styles.found}>
          {suggestions.map((suggestion, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a suggestion is its place in the list
            <li key={at}>
              <span>{words.place(at + 1, words.kinds[suggestion.kind])}</span>
              <Row>
                <Button onClick={() => onCover([suggestion])}>{words.cover}</Button>
                <Button kind="bare" onClick={() => onLeave(suggestion)}>
                  {words.leave}
                </Button>
              </Row>
            </li>
          ))}
        </ul>
      )}
    </Stack>
  )
}

function sentence(finding: Finding): string {
  if (finding.state === 'idle') return words.here
  if (finding.state === 'reading') return words.reading(Math.round(finding.share * 100))
  if (finding.state === 'failed') return words.failed
  return finding.suggestions.length === 0 ? words.none : words.found(finding.suggestions.length)
}
