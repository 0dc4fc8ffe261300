import { Form } from '@remix-run/react'
import { day, grouped, items, won } from '#app/text/format.ts'
import type {
  Outcome,
  OwnOutcome,
  PayoutView,
  Retention,
  ShareView,
  StepView,
} from '../../shapes/filing-progress.ts'
import {
  progressDesk as desk,
  outcomeNames,
  retentionNames,
  stageNames,
  verdictNames,
  progressPage as words,
} from '../../text/ko/filing-progress.ts'
import { Button, LinkButton } from '../button.tsx'
import { Card } from '../card.tsx'
import { Chip, type ChipTone } from '../chip.tsx'
import { Folded } from '../folded.tsx'
import { Row, Stack } from '../page-shell.tsx'
import { BigNumber, StatRow } from '../stat.tsx'
import styles from './filing.module.css'

const tones: Record<Outcome, ChipTone> = {
  waiting: 'waiting',
  paid: 'done',
  part: 'waiting',
  refused: 'plain',
}

/** What became of the viewer's own claims. */
export function OwnOutcomes({ own }: { own: readonly OwnOutcome[] }) {
  return (
    <Card title={words.own}>
      {own.length === 0 && <p>{words.noOwn}</p>}
      <ul className={styles.list}>
        {own.map(({ claimId, no, receiptNo, remaining, paid, outcome }) => (
          <li key={claimId}>
            <Row>
              <Chip tone={tones[outcome]}>{outcomeNames[outcome]}</Chip>
              <span>{words.ownLine(no, receiptNo)}</span>
            </Row>
            <p className="meta">{words.paidOf(paid, remaining)}</p>
          </li>
        ))}
      </ul>
    </Card>
  )
}

interface StepsProps {
  steps: readonly StepView[]
  mayKeep: boolean
  /** The person in charge of one step, just opened by an officer. */
  opened: { stepId: string; handler: string } | null
  /** Where a notice about a step begins. */
  noticeOf: (stepId: string) => string
}

/** What happened, newest first. */
export function StepList({ steps, mayKeep, opened, noticeOf }: StepsProps) {
  return (
    <section aria-labelledby="steps">
      <Stack>
        <h2 id="steps">{words.steps}</h2>
        {steps.length === 0 && <p>{words.noSteps}</p>}
        {steps.map((step) => (
          <Card
            key={step.id}
            level={3}
            title={`${day(step.onDay)} · ${stageNames[step.kind]}`}
            action={step.verdict && <Chip>{verdictNames[step.verdict]}</Chip>}
          >
            <Stack>
              <StepFacts step={step} />
              {mayKeep && <StepActs step={step} opened={opened} noticeTo={noticeOf(step.id)} />}
            </Stack>
          </Card>
        ))}
      </Stack>
    </section>
  )
}

function StepFacts({ step }: { step: StepView }) {
  const facts = [
    words.version(step.version),
    ...(step.receiptNo ? [words.receiptNo(step.receiptNo)] : []),
    ...(step.dueOn ? [words.due(day(step.dueOn))] : []),
    ...(step.amount === null ? [] : [words.amount(step.amount)]),
    ...(step.refused > 0 ? [words.leftOut(step.refused)] : []),
  ]
  return (
    <>
      <p>{facts.join(' · ')}</p>
      {step.words && <p className={styles.words}>{step.words}</p>}
      <p className="meta">{words.by(step.by)}</p>
    </>
  )
}

function StepActs({
  step,
  opened,
  noticeTo,
}: {
  step: StepView
  opened: StepsProps['opened']
  noticeTo: string
}) {
  return (
    <>
      {opened?.stepId === step.id && (
        <p role="status">
          {desk.handlerIs}: <strong>{opened.handler}</strong>
        </p>
      )}
      <Row>
        <LinkButton to={noticeTo}>{desk.notice}</LinkButton>
        {step.hasHandler && (
          <Form method="post">
            <input type="hidden" name="stepId" value={step.id} />
            <Button type="submit" name="intent" value="handler">
              {desk.showHandler}
            </Button>
          </Form>
        )}
      </Row>
      <Folded label={desk.takeBack} danger>
        <p>{desk.takeBackAsk}</p>
        <Form method="post">
          <input type="hidden" name="stepId" value={step.id} />
          <Button type="submit" name="intent" value="take_back" kind="danger">
            {desk.takeBack}
          </Button>
        </Form>
      </Folded>
    </>
  )
}

/** Money that came back so far. */
export function Payouts({ payouts }: { payouts: readonly PayoutView[] }) {
  if (payouts.length === 0) return null
  return (
    <Card title={words.payouts}>
      <ul className={styles.list}>
        {payouts.map(({ id, onDay, amount, claims, by }) => (
          <li key={id}>
            <strong>{words.payoutLine(amount, claims)}</strong>
            <p className="meta">
              {day(onDay)} · {words.by(by)}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  )
}

/** How many claims came how far. */
export function RetentionCard({ retention }: { retention: Retention }) {
  const stages = Object.keys(retentionNames) as (keyof Retention)[]
  return (
    <Card title={words.retention}>
      <p className="meta">{words.retentionHint}</p>
      <StatRow compact>
        {stages.map((stage) => (
          <BigNumber
            key={stage}
            label={retentionNames[stage]}
            value={items(retention[stage])}
            note={words.share(retention[stage], retention.joined)}
          />
        ))}
      </StatRow>
    </Card>
  )
}

/** The parts an amount would be shared out in, by running number. */
export function ShareTable({ shares }: { shares: readonly ShareView[] }) {
  const { heads } = desk
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            {Object.values(heads).map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shares.map(({ no, receiptNo, remaining, before, amount }) => (
            <tr key={no}>
              <td>{grouped(no)}</td>
              <td>{grouped(receiptNo)}</td>
              <td>{won(remaining)}</td>
              <td>
                <strong>{won(amount)}</strong>
              </td>
              <td>{won(before)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
