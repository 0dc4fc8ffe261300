import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
  type SerializeFrom,
} from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { useCaseChanges } from '#app/live/use-case-changes.ts'
import { Button } from '#app/parts/button.tsx'
import { Card } from '#app/parts/card.tsx'
import { CasePage } from '#app/parts/case-page.tsx'
import { Choice, ChoiceGroup } from '#app/parts/choice.tsx'
import { Empty } from '#app/parts/empty.tsx'
import { useFormAnswer } from '#app/parts/form-answer.ts'
import { Notice } from '#app/parts/notice.tsx'
import { Stack } from '#app/parts/page-shell.tsx'
import { RefusedNotice } from '#app/parts/refused-notice.tsx'
import { orderForms, reasons } from '#app/shapes/order.ts'
import { channelNames } from '#app/text/ko/chat.ts'
import { goneReasonNames, reasonNames, orderPage as words } from '#app/text/ko/order.ts'
import { shell } from '#app/text/ko/shell.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { hideMessage, keepMessage, orderQueue, refuseAppeal, showMessage } from '#server/domain/moderation.ts'
import { Refusal } from '#server/domain/refusal.ts'
import { answering, loading, readForm } from '#server/web/answer.ts'

export function loader({ params, request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '' }
    const queue = await orderQueue(context.db, viewer, ref)
    const frame = await caseFrame(context.db, viewer, ref)
    return json({ frame, ...queue, done: new URL(request.url).searchParams.has('done') })
  })
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('write')
    const { db } = context
    const viewer = await context.viewer()
    const intent = form.get('intent')
    if (intent === 'hide') await hideMessage(db, viewer, readForm(form, orderForms.hide))
    else if (intent === 'show') await showMessage(db, viewer, readForm(form, orderForms.show))
    else if (intent === 'keep') await keepMessage(db, viewer, readForm(form, orderForms.keep))
    else if (intent === 'refuse') await refuseAppeal(db, viewer, readForm(form, orderForms.refuse))
    else throw new Refusal('invalid', 'shared.check_fields')
    return redirect(`/c/${params.slug}/host/order?done`, 303)
  })
}

export const meta: MetaFunction = () => [{ title: `${words.title} · ${shell.name}` }]

export default function Order() {
  const { frame, items, more, done } = useLoaderData<typeof loader>()
  const answer = useFormAnswer({})
  useCaseChanges(frame.caseId)
  return (
    <CasePage frame={frame} title={words.title} lede={words.lede} back={`/c/${frame.slug}/more`}>
      <Stack>
        <RefusedNotice answer={answer} />
        {done && !answer.refusal && (
          <Notice kind="done" live>
            {words.done}
          </Notice>
        )}
        {items.length === 0 && <Empty icon="check">{words.none}</Empty>}
        {items.map((item) => (
          <Waiting key={item.messageId} item={item} />
        ))}
        {more && <p className="meta">{words.more}</p>}
      </Stack>
    </CasePage>
  )
}

type Item = SerializeFrom<typeof loader>['items'][number]

/** One message that waits, with its words and the ways to decide. */
function Waiting({ item }: { item: Item }) {
  const { messageId, author, channel, body, files, gone, isAppealed } = item
  return (
    <Card title={words.by(author.nickname, channelNames[channel])}>
      <Stack>
        <p className="meta">{signsOf(item).join(' · ')}</p>
        <p>{body}</p>
        {files.length > 0 && <p className="meta">{words.pictures(String(files.length))}</p>}
        <Form method="post">
          <input type="hidden" name="messageId" value={messageId} />
          <Button type="submit" name="intent" value={gone ? 'show' : 'keep'} wide>
            {gone ? words.show : words.keep}
          </Button>
        </Form>
        {isAppealed ? (
          <Form method="post">
            <input type="hidden" name="messageId" value={messageId} />
            <Button type="submit" name="intent" value="refuse" wide>
              {words.refuse}
            </Button>
          </Form>
        ) : (
          <Hide messageId={messageId} />
        )}
      </Stack>
    </Card>
  )
}

function Hide({ messageId }: { messageId: string }) {
  return (
    <details>
      <summary>{words.hide}</summary>
      <Form method="post">
        <Stack>
          <input type="hidden" name="messageId" value={messageId} />
          <ChoiceGroup of={`why-${messageId}`} label={words.why} hint={words.hideHint}>
            {reasons.map((why) => (
              <Choice key={why} type="radio" name="why" value={why} label={reasonNames[why]} required />
            ))}
          </ChoiceGroup>
          <Button type="submit" name="intent" value="hide" kind="danger" wide>
            {words.hide}
          </Button>
        </Stack>
      </Form>
    </details>
  )
}

function signsOf({ gone, goneWhy, reports, isAppealed }: Item): string[] {
  const count = Object.values(reports).reduce((sum, each) => sum + (each ?? 0), 0)
  const signs: string[] = []
  if (gone === 'held') signs.push(words.held)
  if (gone === 'hidden') signs.push(words.hidden)
  if (goneWhy) signs.push(goneReasonNames[goneWhy])
  if (count > 0) signs.push(words.reported(String(count)))
  if (isAppealed) signs.push(words.appealed)
  return signs
}
