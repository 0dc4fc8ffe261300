import { items, moment, people, won } from '#app/text/format.ts'
import type { DestinationName, FilingView, GuideFacts } from '../../shapes/filing.ts'
import { destinationWords, ruleBanner } from '../../text/ko/destinations.ts'
import { filings, filingPage as words } from '../../text/ko/filing.ts'
import { Card } from '../card.tsx'
import { Chip } from '../chip.tsx'
import { fileSize } from '../file-size.ts'
import { Notice } from '../notice.tsx'
import { Row, Stack } from '../page-shell.tsx'
import { BigNumber, StatRow } from '../stat.tsx'
import styles from './filing.module.css'
import { filingTones } from './filing-row.tsx'

/** Where a filing goes, until when it takes people, and how far it has come. */
export function FilingFacts({ filing }: { filing: FilingView }) {
  const { destination, side, recipient, closesAt, state, sums, complete } = filing
  return (
    <Card title={destinationWords[destination].label}>
      <Stack>
        <Row>
          <Chip tone={filingTones[state]}>{filings.states[state]}</Chip>
          <Chip>{filings.sides[side]}</Chip>
        </Row>
        <p>
          {words.recipient}: <strong>{recipient}</strong>
          <br />
          {words.until}: {moment(closesAt)}
        </p>
        {filing.words && <p className={styles.words}>{filing.words}</p>}
        <StatRow compact>
          <BigNumber label={words.joined} value={people(sums.people)} note={words.joinedNote(sums.claims)} />
          <BigNumber label={words.complete} value={items(complete)} note={words.completeNote(sums.claims)} />
          <BigNumber label={words.amount} value={won(sums.remaining)} />
        </StatRow>
        <Counted filing={filing} />
        <p className="meta">{ruleBanner(destinationWords[destination].rule)}</p>
      </Stack>
    </Card>
  )
}

/** People who count towards the number a destination needs, and a word when few leaving would undo it. */
function Counted({ filing: { counted, least, safe } }: { filing: FilingView }) {
  if (counted === null || least === null || safe === null) return null
  return (
    <Notice kind={counted >= least ? 'info' : 'warn'} title={words.counted(counted, least)}>
      {words.countedNote} {counted >= least && counted <= safe && words.countedClose(least)}
    </Notice>
  )
}

/** How one hands it in, which columns one fills in by hand, the kinds of files, and the days to keep in mind. */
export function FilingGuide({ destination, guide }: { destination: DestinationName; guide: GuideFacts }) {
  const { steps, dates, files } = destinationWords[destination]
  const limit = guide.fileBytes === null ? [] : [words.fileLimit(fileSize(guide.fileBytes))]
  return (
    <>
      <Card title={words.steps}>
        <ol className={styles.list}>
          {steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        {guide.byHand.length > 0 && (
          <p>
            <strong>{words.byHand}</strong>: {guide.byHand.join(', ')}
          </p>
        )}
      </Card>
      <Card title={words.files}>
        <Lines of={[...files, ...limit]} />
      </Card>
      <Card title={words.dates}>
        <Lines of={dates} />
      </Card>
    </>
  )
}

function Lines({ of }: { of: readonly string[] }) {
  return (
    <ul className={styles.list}>
      {of.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}
