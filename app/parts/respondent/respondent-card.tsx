import { Form } from '@remix-run/react'
import { formatBusinessNumber } from '#app/shapes/business-number.ts'
import { respondentRoleName, respondentsPage as text } from '#app/text/ko/respondents.ts'
import type { RespondentView } from '#server/domain/respondent/read.ts'
import { Button } from '../button.tsx'
import { Card } from '../card.tsx'
import { Chip } from '../chip.tsx'
import styles from './respondent.module.css'

interface RespondentCardProps {
  respondent: RespondentView
  mayKeep: boolean
}

/** One respondent with what is publicly known of it and where that was read. */
export function RespondentCard({ respondent, mayKeep }: RespondentCardProps) {
  const { id, role, name, state, mine } = respondent
  return (
    <Card title={name} level={3} action={<Chip>{respondentRoleName[role].label}</Chip>}>
      <dl className={styles.facts}>
        {factsOf(respondent).map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Judging
        state={state}
        mayKeep={mayKeep}
        mayRemove={mayKeep || (mine && state === 'proposed')}
        hidden={{ respondentId: id }}
        intents={{ keep: 'keep', remove: 'remove' }}
      />
    </Card>
  )
}

interface JudgingProps {
  state: 'proposed' | 'kept'
  mayKeep: boolean
  mayRemove: boolean
  hidden: Record<string, string>
  intents: { keep: string; remove: string }
}

/** Whether the staff keeps it, and the buttons of those who may change that. */
export function Judging({ state, mayKeep, mayRemove, hidden, intents }: JudgingProps) {
  return (
    <Form method="post" preventScrollReset className={styles.acts}>
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Chip tone={state === 'kept' ? 'done' : 'waiting'}>{state === 'kept' ? text.kept : text.proposed}</Chip>
      {mayKeep && state === 'proposed' && (
        <Button type="submit" name="intent" value={intents.keep} icon="check">
          {text.keep}
        </Button>
      )}
      {mayRemove && (
        <Button type="submit" name="intent" value={intents.remove} kind="bare">
          {text.remove}
        </Button>
      )}
    </Form>
  )
}

function factsOf(of: RespondentView): [string, string][] {
  const { businessNumber, mailOrderNumber, phone, address, web, hours, source } = text.by
  const facts: [string, string][] = [
    [businessNumber, of.businessNumber ? formatBusinessNumber(of.businessNumber) : ''],
    [mailOrderNumber, of.mailOrderNumber],
    [phone, of.phone],
    [address, of.address],
    [web, of.web],
    [hours, of.hours],
    [source, of.source],
  ]
  return facts.filter(([, value]) => value !== '')
}
