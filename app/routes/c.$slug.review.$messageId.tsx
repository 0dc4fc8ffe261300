import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  type SerializeFrom,
} from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { LinkButton } from '#app/parts/button.tsx'
import { Card } from '#app/parts/card.tsx'
import { CasePage } from '#app/parts/case-page.tsx'
import { Folded } from '#app/parts/folded.tsx'
import { type FormAnswer, useFormAnswer } from '#app/parts/form-answer.ts'
import { Notice } from '#app/parts/notice.tsx'
import { AskingForm, PlainAct } from '#app/parts/order/act-form.tsx'
import { DoneNotice } from '#app/parts/order/done-notice.tsx'
import { MessageWords } from '#app/parts/order/message-words.tsx'
import { Stack } from '#app/parts/page-shell.tsx'
import { RefusedNotice } from '#app/parts/refused-notice.tsx'
import type { OrderIntent } from '#app/shapes/order.ts'
import { moment } from '#app/text/format.ts'
import { channelNames } from '#app/text/ko/chat.ts'
import { orderPage } from '#app/text/ko/order.ts'
import { orderActs, reviewPage as words } from '#app/text/ko/order-acts.ts'
import { shell } from '#app/text/ko/shell.ts'
import { goneWhys } from '#app/text/ko/talk.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { lookAt } from '#server/domain/moderation.ts'
import { loading } from '#server/web/answer.ts'
import { orderAction } from '#server/web/order-door.ts'

const offered: OrderIntent[] = ['report', 'hide', 'show', 'keep', 'appeal', 'refuse']

export function loader({ params, request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const { slug = '', messageId = '' } = params
    const message = await lookAt(context.db, viewer, { slug, messageId })
    const frame = await caseFrame(context.db, viewer, { slug })
    return json({ frame, message, done: new URL(request.url).searchParams.get('done') })
  })
}

export function action(args: ActionFunctionArgs) {
  const { messageId = '' } = args.params
  return orderAction(args, { only: offered, back: `review/${messageId}`, about: { messageId } })
}

export const meta: MetaFunction = () => [{ title: `${words.title} · ${shell.name}` }]

type Message = SerializeFrom<typeof loader>['message']

export default function Review() {
  const { frame, message, done } = useLoaderData<typeof loader>()
  const answer = useFormAnswer({})
  const { slug } = frame
  const { id, author, channel, at, gone } = message
  const toMessage = `/c/${slug}/room/${channel}?m=${id}#m-${id}`
  return (
    <CasePage frame={frame} title={words.title} back={toMessage}>
      <Stack>
        <RefusedNotice answer={answer} />
        <DoneNotice done={answer.refusal ? null : done} />
        <Card title={orderPage.by(author.nickname, channelNames[channel])}>
          <Stack>
            <p className="meta">{[moment(at), ...signsOf(message)].join(' · ')}</p>
            <MessageWords slug={slug} message={message} />
          </Stack>
        </Card>
        {(gone === 'deleted' || gone === 'erased') && <Notice>{words.deleted}</Notice>}
        {message.isMine && <Appeal message={message} />}
        {message.mayKeep && <Keeping message={message} answer={answer} />}
        {!message.isMine && gone === null && <Reporting message={message} answer={answer} />}
        {frame.acts.order && !message.isMine && gone !== 'erased' && (
          <LinkButton wide icon="people" to={`/c/${slug}/host/members/${author.id}`}>
            {words.theMember(author.nickname)}
          </LinkButton>
        )}
        <LinkButton wide icon="chat" to={toMessage}>
          {words.toMessage}
        </LinkButton>
      </Stack>
    </CasePage>
  )
}

function signsOf({ gone, goneWhy, appeal, isMine }: Message): string[] {
  const signs: string[] = []
  if (gone === 'held') signs.push(words.held)
  if (gone === 'hidden') signs.push(words.hidden(goneWhys[goneWhy ?? 'other']))
  if (appeal === 'open' && !isMine) signs.push(words.appealAsked)
  return signs
}

/** What the author may do about their own message that is out of sight. */
function Appeal({ message: { id, gone, appeal } }: { message: Message }) {
  if (appeal === 'open') return <Notice>{words.appealOpen}</Notice>
  if (gone !== 'hidden') return null
  if (appeal === 'kept') return <Notice>{words.appealKept}</Notice>
  return (
    <Card title={orderActs.appeal.title}>
      <Stack>
        <p>{orderActs.appeal.what}</p>
        <PlainAct intent="appeal" about={{ messageId: id }} label={orderActs.appeal.yes} kind="primary" />
      </Stack>
    </Card>
  )
}

/** What the staff may do. */
function Keeping({ message, answer }: { message: Message; answer: FormAnswer }) {
  const { id: messageId, gone, appeal } = message
  if (gone === null) return <Hiding message={message} answer={answer} />
  return (
    <Stack>
      {gone === 'held' && <p>{orderActs.release.what}</p>}
      <PlainAct
        intent="show"
        about={{ messageId }}
        label={gone === 'held' ? orderActs.release.yes : orderActs.show.yes}
        kind="primary"
      />
      {gone === 'held' && <Hiding message={message} answer={answer} />}
      {appeal === 'open' && <PlainAct intent="refuse" about={{ messageId }} label={orderActs.refuse.yes} />}
    </Stack>
  )
}

function Hiding({ message, answer }: { message: Message; answer: FormAnswer }) {
  if (message.isMine) return null
  return (
    <Folded label={orderActs.hide.yes} danger open={answer.value('intent') === 'hide'}>
      <AskingForm act="hide" about={{ messageId: message.id }} answer={answer} />
    </Folded>
  )
}

function Reporting({ message, answer }: { message: Message; answer: FormAnswer }) {
  if (message.hasReported) return <Notice>{orderActs.report.before}</Notice>
  const form = <AskingForm act="report" about={{ messageId: message.id }} answer={answer} />
  // For the staff it is one way among others; whoever else comes here comes to report.
  if (message.mayKeep) {
    return (
      <Folded label={orderActs.report.yes} open={answer.value('intent') === 'report'}>
        {form}
      </Folded>
    )
  }
  return <Card title={orderActs.report.title}>{form}</Card>
}
