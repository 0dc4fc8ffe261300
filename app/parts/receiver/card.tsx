import { Form } from '@remix-run/react'
import { moment } from '#app/text/format.ts'
import type { ReceiverState, ReceiverView } from '../../shapes/receiver.ts'
import { receiversPage as words } from '../../text/ko/receiver.ts'
import { Button } from '../button.tsx'
import { Card } from '../card.tsx'
import { Chip, type ChipTone } from '../chip.tsx'
import { Stack } from '../page-shell.tsx'

const tones: Record<ReceiverState, ChipTone> = {
  waiting: 'waiting',
  open: 'done',
  past: 'plain',
  ended: 'plain',
}

/** Somebody outside: who it is, why, until when, and what they opened; officers agree to it or end it. */
export function ReceiverCard({ of, mayKeep }: { of: ReceiverView; mayKeep: boolean }) {
  const { id, name, office, version, masked, reason, by, madeAt, expiresAt, state, agreedBy } = of
  return (
    <Card
      level={3}
      title={words.who(office, name)}
      action={<Chip tone={tones[state]}>{words.states[state]}</Chip>}
    >
      <Stack>
        <p className="meta">
          {[words.versionOf(version), words.until(moment(expiresAt)), words.by(by, moment(madeAt))].join(
            ' · ',
          )}
        </p>
        {masked && <p>{words.maskedList}</p>}
        {reason && <p>{words.why(reason)}</p>}
        {agreedBy && <p className="meta">{words.agreedBy(agreedBy)}</p>}
        <Looks of={of} />
        {of.mayAgree && (
          <Form method="post">
            <input type="hidden" name="receiverId" value={id} />
            <Stack>
              <p>{words.agreeNote}</p>
              <Button type="submit" name="intent" value="agree" kind="primary" wide>
                {words.agree}
              </Button>
            </Stack>
          </Form>
        )}
        {mayKeep && (state === 'open' || state === 'waiting') && (
          <Form method="post">
            <input type="hidden" name="receiverId" value={id} />
            <Button type="submit" name="intent" value="end" kind="danger" wide>
              {words.end}
            </Button>
          </Form>
        )}
      </Stack>
    </Card>
  )
}

function Looks({ of: { looks, lookCount } }: { of: ReceiverView }) {
  if (lookCount === 0) return <p className="meta">{words.noLooks}</p>
  return (
    <details>
      <summary>{words.looks(lookCount)}</summary>
      <ul>
        {looks.map(({ what, at }) => (
          <li key={at}>{words.look(words.whats[what], moment(at))}</li>
        ))}
      </ul>
    </details>
  )
}
