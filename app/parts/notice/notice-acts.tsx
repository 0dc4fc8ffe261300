import { Form } from '@remix-run/react'
import type { NoticeView } from '#server/domain/notice/read.ts'
import { noticePage as words } from '../../text/ko/notices.ts'
import { Button, LinkButton } from '../button.tsx'
import { Card } from '../card.tsx'
import { Folded } from '../folded.tsx'
import type { FormAnswer } from '../form-answer.ts'
import { Row, Stack } from '../page-shell.tsx'
import { NoticeTime } from './notice-fields.tsx'

/** What the staff may do with a notice as it stands. */
export function NoticeActs({
  slug,
  notice,
  answer,
}: {
  slug: string
  notice: NoticeView
  answer: FormAnswer
}) {
  const { id, state, pin } = notice
  const edit = (
    <LinkButton icon="edit" to={`/c/${slug}/notices/${id}/edit`}>
      {words.edit}
    </LinkButton>
  )
  if (state === 'withdrawn') return null
  if (state !== 'published') return <Waiting notice={notice} answer={answer} edit={edit} />
  return (
    <>
      <Form method="post">
        <input type="hidden" name="intent" value="pin" />
        <Row>
          {edit}
          {pin !== 1 && (
            <Button type="submit" name="to" value="top" icon="pin">
              {words.pinTop}
            </Button>
          )}
          {pin !== null && (
            <>
              <Button type="submit" name="to" value="up" icon="up">
                {words.up}
              </Button>
              <Button type="submit" name="to" value="down" icon="down">
                {words.down}
              </Button>
              <Button type="submit" name="to" value="off">
                {words.off}
              </Button>
            </>
          )}
        </Row>
      </Form>
      <Folded label={words.withdraw} danger>
        <p>
          <strong>{words.withdrawAsk}</strong> {words.withdrawHint}
        </p>
        <Form method="post">
          <Button type="submit" name="intent" value="withdraw" kind="danger">
            {words.withdrawYes}
          </Button>
        </Form>
      </Folded>
    </>
  )
}

function Waiting({
  notice: { state, at },
  answer,
  edit,
}: {
  notice: NoticeView
  answer: FormAnswer
  edit: JSX.Element
}) {
  return (
    <Card title={words.move}>
      <Form method="post" noValidate>
        <Stack>
          <input type="hidden" name="intent" value="move" />
          <NoticeTime answer={answer} now={state === 'scheduled' ? at : undefined} />
          <Button type="submit" kind="primary" wide>
            {words.moveYes}
          </Button>
        </Stack>
      </Form>
      <Form method="post">
        <Row>
          {edit}
          <Button type="submit" name="intent" value="now">
            {words.now}
          </Button>
          {state === 'scheduled' && (
            <Button type="submit" name="intent" value="cancel" kind="danger">
              {words.cancel}
            </Button>
          )}
        </Row>
      </Form>
    </Card>
  )
}
