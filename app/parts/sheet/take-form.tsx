import { Form, useNavigation } from '@remix-run/react'
import type { Waiting } from '#server/domain/sheet.ts'
import { kindSpecs, sideOfKind } from '../../shapes/claim-kinds.ts'
import { formatPhone } from '../../shapes/phone.ts'
import { day, won } from '../../text/format.ts'
import { claimFieldName, claimKindName } from '../../text/ko/claim.ts'
import { takePage as words } from '../../text/ko/sheet.ts'
import { Button } from '../button.tsx'
import { Card } from '../card.tsx'
import { Choice, ChoiceGroup } from '../choice.tsx'
import { Agreement } from '../claim/person.tsx'
import { blankValues } from '../claim/values.ts'
import { useFormAnswer } from '../form-answer.ts'
import { ActionBar, Stack } from '../page-shell.tsx'
import { RefusedNotice } from '../refused-notice.tsx'

const labels = {
  claims: words.found,
  consentVersion: claimFieldName.consentVersion ?? '',
  isTrue: words.isTrue,
  notOnTheWay: words.gate,
}

/** What a list says of somebody, to be confirmed by them: which of it is theirs, that it is true, that it may be kept. */
export function TakeForm({ claims, digits }: { claims: readonly Waiting[]; digits: string }) {
  const answer = useFormAnswer(labels)
  const busy = useNavigation().state !== 'idle'
  const asksGate = claims.some(({ draft }) => kindSpecs[draft.kind].tracking)
  const section = { values: blankValues, answer: { ...answer, values: null, code: null } }
  return (
    <Form method="post" noValidate>
      <input type="hidden" name="digits" value={digits} />
      <Stack gap="large">
        <RefusedNotice answer={answer} />
        <ChoiceGroup of="claims" label={words.found} hint={words.foundHint} error={answer.error('claims')}>
          {claims.map(({ id, draft }) => (
            <Choice
              key={id}
              type="checkbox"
              name="claims"
              value={id}
              label={`${claimKindName[draft.kind]} · ${sumOf(draft)}`}
              note={noteOf(draft)}
              defaultChecked={answer.chosen('claims', id, true)}
            />
          ))}
        </ChoiceGroup>
        <Card>
          <Stack>
            {asksGate && <Tick name="notOnTheWay" label={words.gate} note={words.gateNote} answer={answer} />}
            <Tick name="isTrue" label={words.isTrue} note={words.isTrueNote} answer={answer} />
          </Stack>
        </Card>
        <Agreement {...section} />
        <p className="meta">{words.notMine}</p>
      </Stack>
      <ActionBar>
        <Button type="submit" name="intent" value="take" kind="primary" wide busy={busy}>
          {words.send}
        </Button>
      </ActionBar>
    </Form>
  )
}

interface TickProps {
  name: string
  label: string
  note: string
  answer: ReturnType<typeof useFormAnswer>
}

/** A box nobody ticked beforehand. */
function Tick({ name, label, note, answer }: TickProps) {
  return (
    <ChoiceGroup of={name} label={<span className="spoken">{label}</span>} error={answer.error(name)}>
      <Choice
        type="checkbox"
        name={name}
        value="on"
        label={label}
        note={note}
        defaultChecked={answer.chosen(name, 'on')}
      />
    </ChoiceGroup>
  )
}

function sumOf({ items, kind }: Waiting['draft']): string {
  const amount = won(items.reduce((sum, item) => sum + item.amount, 0))
  return `${sideOfKind(kind) === 'seller' ? words.due : words.paid} ${amount}`
}

/** The rest of it in one line: order, day, goods, what was paid back, the story, and who it is of. */
function noteOf(draft: Waiting['draft']): string {
  const buyer = 'orderNumber' in draft ? draft : null
  const { name, phone, email } = draft.identity
  return [
    buyer?.orderNumber && `${words.order} ${buyer.orderNumber}`,
    buyer?.orderedOn && day(buyer.orderedOn),
    draft.items
      .map((item) => item.name)
      .filter(Boolean)
      .join(', '),
    draft.refunded > 0 && `${claimFieldName.refunded} ${won(draft.refunded)}`,
    draft.story,
    [name, formatPhone(phone), email].filter(Boolean).join(' '),
  ]
    .filter(Boolean)
    .join(' · ')
}
