import { Form } from '@remix-run/react'
import { moment } from '#app/text/format.ts'
import type { NoticeView } from '#server/domain/notice/read.ts'
import { notices as words } from '../../text/ko/notices.ts'
import { Button } from '../button.tsx'
import { Card } from '../card.tsx'
import { Chip } from '../chip.tsx'
import { Row } from '../page-shell.tsx'
import { PlainText } from '../plain-text.tsx'

/** A notice on its own page: for whom, by whom and when, all of its text, and the way to confirm it. */
export function NoticeSheet({ notice }: { notice: NoticeView }) {
  const { state, channel, by, at, editedAt, pin, body, acks, acked } = notice
  const facts = [
    state === 'scheduled' ? words.goesOut(moment(at)) : words.by(by, moment(at)),
    editedAt && words.edited(moment(editedAt)),
  ]
  return (
    <Card>
      <Row>
        <Chip tone="trust">{words.places[channel]}</Chip>
        {pin !== null && <Chip icon="pin">{words.pinned}</Chip>}
        {state !== 'published' && (
          <Chip tone={state === 'scheduled' ? 'waiting' : 'plain'}>{words.states[state]}</Chip>
        )}
      </Row>
      <p className="meta">{facts.filter(Boolean).join(' · ')}</p>
      {body === null ? <p>{words.taken}</p> : <PlainText text={body} />}
      {state === 'published' && (
        <>
          <Form method="post">
            <input type="hidden" name="intent" value="ack" />
            <Row>
              {acked ? (
                <Chip tone="done" icon="check">
                  {words.acked}
                </Chip>
              ) : (
                <Button type="submit" kind="primary" icon="check">
                  {words.ack}
                </Button>
              )}
              <span>{words.acks(acks)}</span>
            </Row>
          </Form>
          <p className="meta">{words.ackHint}</p>
        </>
      )}
    </Card>
  )
}
