import { Form } from '@remix-run/react'
import { moment, won } from '#app/text/format.ts'
import type { FilingView, Fit, OwnFit } from '../../shapes/filing.ts'
import { fieldNames, filings, fits, filingPage as words } from '../../text/ko/filing.ts'
import { Button, LinkButton } from '../button.tsx'
import { Card } from '../card.tsx'
import { Chip, type ChipTone } from '../chip.tsx'
import { Folded } from '../folded.tsx'
import { Notice } from '../notice.tsx'
import { Row, Stack } from '../page-shell.tsx'
import styles from './filing.module.css'

const tones: Record<Fit, ChipTone> = { likely: 'done', check: 'waiting', no: 'plain' }

/** One of the viewer's own claims before a filing: what the rule says, what it lacks, and whether it is in. */
export function OwnClaim({ filing, own }: { filing: FilingView; own: OwnFit }) {
  const { claimId, receiptNo, itemName, remaining, fit, reasons, missing, joinedAt, inVersion, wrongSide } =
    own
  return (
    <Card level={3} title={words.receipt(receiptNo)} action={<Chip tone={tones[fit]}>{fits[fit]}</Chip>}>
      <Stack>
        <p className="meta">
          {itemName} · {won(remaining)}
        </p>
        <ul className={styles.list}>
          {wrongSide && <li>{words.otherSide(filings.sides[filing.side])}</li>}
          {reasons.map(({ text, basis }) => (
            <li key={text}>
              {text} <span className="meta">{words.basis(basis)}</span>
            </li>
          ))}
        </ul>
        {!wrongSide && missing.length > 0 && (
          <Notice kind="warn" title={words.missing}>
            <p>{missing.map((key) => fieldNames[key]).join(', ')}</p>
            <Row>
              <LinkButton icon="edit" to={`/c/${filing.slug}/claims/${claimId}/edit`}>
                {words.fill}
              </LinkButton>
            </Row>
          </Notice>
        )}
        {joinedAt && (
          <div>
            <p>
              <strong>{words.joinedAt(moment(joinedAt))}</strong>
            </p>
            <p>{filing.state === 'frozen' ? inVersion && words.pinned : words.follows}</p>
          </div>
        )}
        {joinedAt && filing.state !== 'frozen' && <Leave claimId={claimId} />}
      </Stack>
    </Card>
  )
}

function Leave({ claimId }: { claimId: string }) {
  return (
    <Folded label={words.leave} danger>
      <p>
        <strong>{words.leaveAsk}</strong> {words.leaveHint}
      </p>
      <Form method="post">
        <input type="hidden" name="claimId" value={claimId} />
        <Button type="submit" name="intent" value="leave" kind="danger">
          {words.leave}
        </Button>
      </Form>
    </Folded>
  )
}
