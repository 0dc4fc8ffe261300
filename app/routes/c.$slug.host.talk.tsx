import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  type SerializeFrom,
} from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { Button, LinkButton } from '#app/parts/button.tsx'
import { Card } from '#app/parts/card.tsx'
import { CasePage } from '#app/parts/case-page.tsx'
import { Chip } from '#app/parts/chip.tsx'
import { Choice, ChoiceGroup } from '#app/parts/choice.tsx'
import { Empty } from '#app/parts/empty.tsx'
import { Folded } from '#app/parts/folded.tsx'
import { useFormAnswer } from '#app/parts/form-answer.ts'
import { PlainAct } from '#app/parts/order/act-form.tsx'
import { DoneNotice } from '#app/parts/order/done-notice.tsx'
import { LogList, LogRow } from '#app/parts/order/log-row.tsx'
import { Row, Stack } from '#app/parts/page-shell.tsx'
import { RefusedNotice } from '#app/parts/refused-notice.tsx'
import type { ChannelKind } from '#app/shapes/case.ts'
import { slowSpans, slowSteps } from '#app/shapes/channel-state.ts'
import type { OrderIntent } from '#app/shapes/order.ts'
import { moment } from '#app/text/format.ts'
import { channelNames } from '#app/text/ko/chat.ts'
import { goneReasonNames, talkPage as words } from '#app/text/ko/order.ts'
import { orderActs } from '#app/text/ko/order-acts.ts'
import { paceName, spanName } from '#app/text/ko/order-log.ts'
import { shell } from '#app/text/ko/shell.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { setAside } from '#server/domain/member.ts'
import { channelOrder } from '#server/domain/order.ts'
import { loading } from '#server/web/answer.ts'
import { orderAction } from '#server/web/order-door.ts'

const offered: OrderIntent[] = ['slow', 'unslow', 'close', 'open', 'unmute', 'readmit']

export function loader({ params, request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const { db } = context
    const viewer = await context.viewer()
    const slug = params.slug ?? ''
    const aside = await setAside(db, viewer, { slug })
    const frame = await caseFrame(db, viewer, { slug })
    const channels = []
    for (const { kind } of frame.channels) {
      // The staff's own channel is never slow and never closed to them.
      if (kind !== 'staff') channels.push({ kind, ...(await channelOrder(db, viewer, { slug, kind })) })
    }
    return json({ frame, aside, channels, done: new URL(request.url).searchParams.get('done') })
  })
}

export function action(args: ActionFunctionArgs) {
  return orderAction(args, { only: offered, back: 'host/talk' })
}

export const meta: MetaFunction = () => [{ title: `${words.title} · ${shell.name}` }]

export default function Talk() {
  const { frame, aside, channels, done } = useLoaderData<typeof loader>()
  const answer = useFormAnswer({})
  return (
    <CasePage frame={frame} live title={words.title} lede={words.lede} back={`/c/${frame.slug}/more`}>
      <Stack gap="large">
        <RefusedNotice answer={answer} />
        <DoneNotice done={answer.refusal ? null : done} />
        {channels.map((channel) => (
          <Channel key={channel.kind} channel={channel} />
        ))}
        <section aria-labelledby="aside">
          <Stack>
            <h2 id="aside">{words.aside}</h2>
            {aside.length === 0 && <Empty icon="people">{words.asideNone}</Empty>}
            {aside.length > 0 && (
              <LogList>
                {aside.map((person) => (
                  <Aside key={person.memberId} person={person} />
                ))}
              </LogList>
            )}
          </Stack>
        </section>
        {frame.me.role === 'host' && (
          <Card title={words.staff}>
            <Stack>
              <p>{words.staffHint}</p>
              <LinkButton wide icon="people" to={`/c/${frame.slug}/host/members`}>
                {words.toMembers}
              </LinkButton>
            </Stack>
          </Card>
        )}
      </Stack>
    </CasePage>
  )
}

type Data = SerializeFrom<typeof loader>

function Channel({ channel }: { channel: Data['channels'][number] }) {
  const { kind, slowSeconds, slowLeftMs, hostsOnly } = channel
  const minutes = Math.max(1, Math.ceil(slowLeftMs / 60_000))
  return (
    <Card title={channelNames[kind]}>
      <Stack>
        <Row>
          {hostsOnly && <Chip tone="waiting">{words.closed}</Chip>}
          {slowSeconds > 0 && (
            <Chip tone="waiting">{words.slow(paceName(slowSeconds), spanName(minutes))}</Chip>
          )}
          {!hostsOnly && slowSeconds === 0 && <Chip tone="done">{words.free}</Chip>}
        </Row>
        {slowSeconds > 0 && <Switch intent="unslow" kind={kind} label={words.slowOff} />}
        <Folded label={slowSeconds > 0 ? words.slowAgain : words.slowTitle}>
          <Slow kind={kind} />
        </Folded>
        <p className="meta">{words.closeHint}</p>
        <Switch
          intent={hostsOnly ? 'open' : 'close'}
          kind={kind}
          label={hostsOnly ? words.open : words.close}
        />
      </Stack>
    </Card>
  )
}

function Switch({ intent, kind, label }: { intent: OrderIntent; kind: ChannelKind; label: string }) {
  return (
    <Form method="post">
      <input type="hidden" name="channel" value={kind} />
      <Button type="submit" name="intent" value={intent} wide>
        {label}
      </Button>
    </Form>
  )
}

function Slow({ kind }: { kind: ChannelKind }) {
  return (
    <Form method="post">
      <input type="hidden" name="intent" value="slow" />
      <input type="hidden" name="channel" value={kind} />
      <Stack>
        <p>{words.slowHint}</p>
        <ChoiceGroup of={`${kind}-seconds`} label={words.pace} columns>
          {slowSteps.map((seconds) => (
            <Choice
              key={seconds}
              type="radio"
              name="seconds"
              value={seconds}
              label={paceName(seconds)}
              defaultChecked={seconds === 30}
              required
            />
          ))}
        </ChoiceGroup>
        <ChoiceGroup of={`${kind}-minutes`} label={words.span} columns>
          {slowSpans.map((minutes) => (
            <Choice
              key={minutes}
              type="radio"
              name="minutes"
              value={minutes}
              label={spanName(minutes)}
              defaultChecked={minutes === 30}
              required
            />
          ))}
        </ChoiceGroup>
        <Button type="submit" kind="primary" wide>
          {words.slowOn}
        </Button>
      </Stack>
    </Form>
  )
}

/** Somebody silent or removed, with the way to take it back. */
function Aside({ person: { memberId, nickname, why, since, until } }: { person: Data['aside'][number] }) {
  const facts = [
    until ? words.mutedUntil(moment(until)) : words.removedAt(moment(since)),
    why && goneReasonNames[why],
  ]
  return (
    <LogRow who={<strong>{nickname}</strong>} at={since}>
      <p className="meta">{facts.filter(Boolean).join(' · ')}</p>
      <PlainAct
        intent={until ? 'unmute' : 'readmit'}
        about={{ memberId }}
        label={until ? orderActs.unmute.yes : orderActs.readmit.yes}
      />
    </LogRow>
  )
}
