import { Form } from '@remix-run/react'
import { moment } from '#app/text/format.ts'
import type { FrozenView } from '../../shapes/filing.ts'
import { filingDesk as desk, diffWords, filings, filingPage as words } from '../../text/ko/filing.ts'
import { Button } from '../button.tsx'
import { Card } from '../card.tsx'
import { Notice } from '../notice.tsx'
import { Stack } from '../page-shell.tsx'
import styles from './filing.module.css'

/** The frozen versions, newest first, each with its proof and the second officer's yes. */
export function FrozenVersions({ frozen, mayKeep }: { frozen: readonly FrozenView[]; mayKeep: boolean }) {
  return (
    <section aria-labelledby="versions">
      <Stack>
        <h2 id="versions">{words.versions}</h2>
        {frozen.map((each) => (
          <Card key={each.version} level={3} title={words.version(each.version)}>
            <Stack>
              <p>
                <strong>{filings.counts(each.people, each.remaining)}</strong>
              </p>
              <p className="meta">{words.frozenBy(each.by, moment(each.frozenAt))}</p>
              {each.diff && <p>{diffWords(each.diff)}</p>}
              {each.release && <p>{desk.releasedBy(each.release.by, moment(each.release.at))}</p>}
              {mayKeep && each.needsSecond && !each.release && <Release of={each} />}
              <details>
                <summary>{words.hash}</summary>
                <p>{words.hashWhat}</p>
                <code className={styles.hash}>{each.sha256}</code>
              </details>
            </Stack>
          </Card>
        ))}
      </Stack>
    </section>
  )
}

function Release({ of }: { of: FrozenView }) {
  const { version, people, remaining, mayRelease } = of
  return (
    <Notice kind="warn" title={desk.second}>
      <p>{mayRelease ? desk.releaseAsk(words.version(version), people, remaining) : desk.secondHint}</p>
      {mayRelease && (
        <Form method="post">
          <input type="hidden" name="version" value={version} />
          <Button type="submit" name="intent" value="release" kind="primary">
            {desk.release}
          </Button>
        </Form>
      )}
    </Notice>
  )
}
