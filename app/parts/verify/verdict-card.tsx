import type { PackageVerdict } from '#app/proof/check-package.ts'
import type { Verdict } from '#app/proof/verdict.ts'
import { kindName } from '#app/text/ko/ledger.ts'
import { packageProves, problemText, proofText, provesText, verifyPage as words } from '#app/text/ko/proof.ts'
import { Card } from '../card.tsx'
import { Notice } from '../notice.tsx'
import { Stack } from '../page-shell.tsx'
import styles from './verdict-card.module.css'

/** What holds, what does not, and what either means. `withFile` says that a file was looked for too. */
export function VerdictCard({ verdict, withFile }: { verdict: Verdict; withFile: boolean }) {
  const { problems, facts } = verdict
  const holds = problems.length === 0
  return (
    <Stack>
      <Notice kind={holds ? 'done' : 'danger'} title={holds ? proofText.holds : proofText.broken} live>
        {holds ? (
          <p>{withFile ? words.fileHolds : words.receiptHolds}</p>
        ) : (
          <ul>
            {problems.map((problem) => (
              <li key={JSON.stringify(problem)}>{problemText(problem)}</li>
            ))}
          </ul>
        )}
      </Notice>
      {facts && (
        <Card title={words.found}>
          <ul className={styles.lines}>
            {facts.entries.map(({ seq, kind, at }) => (
              <li key={seq}>{proofText.entry(seq, kindName(kind), at)}</li>
            ))}
            {proofText.facts(facts).map((line) => (
              <li key={line}>{line}</li>
            ))}
            {!problems.some(({ code }) => code === 'key') && <li>{proofText.knownKey}</li>}
          </ul>
        </Card>
      )}
      {holds && <Meaning />}
    </Stack>
  )
}

/** Problems told one by one; of a package full of them the first say enough. */
const TOLD = 20

/** The same of a whole package: what it proves instead of each of its entries. */
export function PackageCard({ verdict: { problems, facts, files } }: { verdict: PackageVerdict }) {
  const holds = problems.length === 0
  return (
    <Stack>
      <Notice kind={holds ? 'done' : 'danger'} title={holds ? proofText.holds : proofText.broken} live>
        {holds ? (
          <p>{words.packageHolds}</p>
        ) : (
          <ul>
            {problems.slice(0, TOLD).map((problem) => (
              <li key={JSON.stringify(problem)}>{problemText(problem)}</li>
            ))}
            {problems.length > TOLD && <li>{proofText.more(problems.length - TOLD)}</li>}
          </ul>
        )}
      </Notice>
      {facts && (
        <Card title={words.found}>
          <Lines
            of={[
              ...(holds ? packageProves(files, facts) : []),
              ...proofText.facts(facts),
              ...(problems.some(({ code }) => code === 'key') ? [] : [proofText.knownKey]),
            ]}
          />
        </Card>
      )}
      {holds && <Meaning />}
    </Stack>
  )
}

/** What such a check shows, and what no hash can show. */
export function Meaning() {
  return (
    <Card title={provesText.title}>
      <h3>{provesText.doesTitle}</h3>
      <Lines of={provesText.does} />
      <h3>{provesText.doesNotTitle}</h3>
      <Lines of={provesText.doesNot} />
      <p className="meta">{provesText.notLegal}</p>
    </Card>
  )
}

/** Sentences or long values one below the other. */
export function Lines({ of }: { of: readonly string[] }) {
  return (
    <ul className={styles.lines}>
      {of.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}
