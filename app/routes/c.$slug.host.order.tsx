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
import { Chip } from '#app/parts/chip.tsx'
import { Empty } from '#app/parts/empty.tsx'
import { Folded } from '#app/parts/folded.tsx'
import { type FormAnswer, useFormAnswer } from '#app/parts/form-answer.ts'
import { AskingForm, PlainAct } from '#app/parts/order/act-form.tsx'
import { DoneNotice } from '#app/parts/order/done-notice.tsx'
import { MessageWords } from '#app/parts/order/message-words.tsx'
import { Row, Stack } from '#app/parts/page-shell.tsx'
import { PlainText } from '#app/parts/plain-text.tsx'
import { RefusedNotice } from '#app/parts/refused-notice.tsx'
import { type OrderIntent, reasons } from '#app/shapes/order.ts'
import { moment } from '#app/text/format.ts'
import { channelNames } from '#app/text/ko/chat.ts'
import { goneReasonNames, reasonNames, orderPage as words } from '#app/text/ko/order.ts'
import { orderActs } from '#app/text/ko/order-acts.ts'
import { shell } from '#app/text/ko/shell.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { orderQueue } from '#server/domain/moderation.ts'
import { loading } from '#server/web/answer.ts'
import { orderAction } from '#server/web/order-door.ts'

const offered: OrderIntent[] = ['hide', 'show', 'keep', 'refuse']

export function loader({ params, request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '' }
    const queue = await orderQueue(context.db, viewer, ref)
    const frame = await caseFrame(context.db, viewer, ref)
    return json({ frame, ...queue, done: new URL(request.url).searchParams.get('done') })
  })
}

export function action(args: ActionFunctionArgs) {
  return orderAction(args, { only: offered, back: 'host/order' })
}

export const meta: MetaFunction = () => [{ title: `${words.title} · ${shell.name}` }]

export default function Order() {
  const { frame, items, more, done } = useLoaderData<typeof loader>()
  const answer = useFormAnswer({})
  return (
    <CasePage frame={frame} live title={words.title} lede={words.lede} back={`/c/${frame.slug}/more`}>
      <Stack>
        <RefusedNotice answer={answer} />
        <DoneNotice done={answer.refusal ? null : done} />
        {items.length === 0 && <Empty icon="check">{words.none}</Empty>}
        {items.map((item) => (
          <Waiting key={item.messageId} slug={frame.slug} item={item} answer={answer} />
        ))}
        {more && <p className="meta">{words.more}</p>}
      </Stack>
    </CasePage>
  )
}

type Item = SerializeFrom<typeof loader>['items'][number]

/** One message that waits, with its words and pictures and the ways to decide. */
function Waiting({ slug, item, answer }: { slug: string; item: Item; answer: FormAnswer }) {
  const { messageId, author, channel, at, gone, isAppealed } = item
  const about = { messageId }
  const wasSent = answer.value('intent') === 'hide' && answer.value('messageId') === messageId
  return (
    <Card title={words.by(author.nickname, channelNames[channel])}>
      <Stack>
        <Signs item={item} />
        <MessageWords slug={slug} message={item} />
        <Remarks remarks={item.remarks} />
        <p className="meta">{[moment(at), ...factsOf(item)].join(' · ')}</p>
        <PlainAct
          intent={gone ? 'show' : 'keep'}
          about={about}
          kind="primary"
          label={gone ? (gone === 'held' ? orderActs.release.yes : orderActs.show.yes) : orderActs.keep.yes}
        />
        {isAppealed && <PlainAct intent="refuse" about={about} label={orderActs.refuse.yes} />}
        {!isAppealed && (
          <Folded label={orderActs.hide.yes} danger open={wasSent}>
            <AskingForm act="hide" of={`hide-${messageId}`} about={about} answer={answer} />
          </Folded>
        )}
        <Row>
          {author.isPresent && (
            <LinkButton kind="bare" icon="people" to={`/c/${slug}/host/members/${author.id}`}>
              {words.member}
            </LinkButton>
          )}
          <LinkButton kind="bare" icon="chat" to={`/c/${slug}/room/${channel}?m=${messageId}#m-${messageId}`}>
            {words.inTalk}
          </LinkButton>
        </Row>
      </Stack>
    </Card>
  )
}

/** Why it waits. */
function Signs({ item: { gone, goneWhy, reports, isAppealed } }: { item: Item }) {
  return (
    <Row>
      {gone === 'held' && <Chip tone="waiting">{words.held}</Chip>}
      {gone === 'hidden' && <Chip>{words.hidden}</Chip>}
      {gone && goneWhy && <Chip>{goneReasonNames[goneWhy]}</Chip>}
      {reasons.map((why) => {
        const count = reports[why]
        return (
          count && (
            <Chip key={why} tone="danger">
              {words.reported(reasonNames[why], String(count))}
            </Chip>
          )
        )
      })}
      {isAppealed && <Chip tone="waiting">{words.appealed}</Chip>}
    </Row>
  )
}

function Remarks({ remarks }: { remarks: readonly string[] }) {
  if (remarks.length === 0) return null
  return (
    <div>
      <p className="meta">{words.remarks}</p>
      {[...new Set(remarks)].map((remark) => (
        <PlainText key={remark} text={`“${remark}”`} />
      ))}
    </div>
  )
}

function factsOf({ author }: Item): string[] {
  const facts: string[] = []
  if (author.wasNew) facts.push(words.wasNew)
  if (!author.isPresent) facts.push(words.left)
  return facts
}
