import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  type SerializeFrom,
} from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { Button } from '#app/parts/button.tsx'
import { Card } from '#app/parts/card.tsx'
import { CasePage } from '#app/parts/case-page.tsx'
import { Chip } from '#app/parts/chip.tsx'
import { Field } from '#app/parts/field.tsx'
import { Folded } from '#app/parts/folded.tsx'
import { type FormAnswer, useFormAnswer } from '#app/parts/form-answer.ts'
import { Notice } from '#app/parts/notice.tsx'
import { AskingForm, PlainAct } from '#app/parts/order/act-form.tsx'
import { DoneNotice } from '#app/parts/order/done-notice.tsx'
import { GrantForm, LabelForm } from '#app/parts/order/label-form.tsx'
import { Row, Stack } from '#app/parts/page-shell.tsx'
import { RefusedNotice } from '#app/parts/refused-notice.tsx'
import { SideMark } from '#app/parts/side-mark.tsx'
import { TextInput } from '#app/parts/text-input.tsx'
import type { Role } from '#app/shapes/case.ts'
import { seoulDate } from '#app/shapes/civil-date.ts'
import { labelOf, sees } from '#app/shapes/labels.ts'
import type { OrderIntent } from '#app/shapes/order.ts'
import { day, moment } from '#app/text/format.ts'
import { membersPage } from '#app/text/ko/case.ts'
import { roles } from '#app/text/ko/chat.ts'
import { orderActs as acts, memberPage as words } from '#app/text/ko/order-acts.ts'
import { shell } from '#app/text/ko/shell.ts'
import { goneWhys } from '#app/text/ko/talk.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { grantChoices } from '#server/domain/filing.ts'
import { memberFor } from '#server/domain/member.ts'
import { loading } from '#server/web/answer.ts'
import { orderAction } from '#server/web/order-door.ts'

const offered: OrderIntent[] = [
  'mute',
  'unmute',
  'remove',
  'readmit',
  'appoint',
  'dismiss',
  'label',
  'grant',
  'handOver',
]

export function loader({ params, request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const { slug = '', memberId = '' } = params
    const member = await memberFor(context.db, viewer, { slug, memberId })
    const frame = await caseFrame(context.db, viewer, { slug })
    const filings = labelOf(member.side) ? await grantChoices(context.db, viewer, { slug, memberId }) : []
    return json({ frame, member, filings, done: new URL(request.url).searchParams.get('done') })
  })
}

export function action(args: ActionFunctionArgs) {
  const { memberId = '' } = args.params
  return orderAction(args, { only: offered, back: `host/members/${memberId}`, about: { memberId } })
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${words.manageWho(data?.member.nickname ?? '')} · ${shell.name}` },
]

type Member = SerializeFrom<typeof loader>['member']
const rank: Record<Role, number> = { host: 2, cohost: 1, member: 0 }

export default function OneMember() {
  const { frame, member, filings, done } = useLoaderData<typeof loader>()
  const answer = useFormAnswer({ password: acts.handOver.password })
  const { nickname, leftWhy, role } = member
  const isBelow = rank[frame.me.role] > rank[role]
  return (
    <CasePage
      frame={frame}
      live
      title={nickname}
      above={<Marks member={member} />}
      lede={words.lede}
      back={`/c/${frame.slug}/host/members`}
    >
      <Stack>
        <RefusedNotice answer={answer} />
        <DoneNotice done={answer.refusal ? null : done} />
        {leftWhy !== null && <Gone member={member} />}
        {leftWhy === null && !isBelow && <Notice>{words.above}</Notice>}
        {leftWhy === null && isBelow && <Order member={member} answer={answer} />}
        {leftWhy === null && isBelow && frame.me.role === 'host' && (
          <Office member={member} answer={answer} />
        )}
        {leftWhy === null && role === 'member' && frame.me.role === 'host' && (
          <LabelForm member={member} answer={answer} />
        )}
        {leftWhy === null && labelOf(member.side) && sees(member.side, 'filings') && (
          <GrantForm memberId={member.id} filings={filings} />
        )}
      </Stack>
    </CasePage>
  )
}

function Marks({ member: { role, side, joinedAt } }: { member: Member }) {
  return (
    <Row>
      {role === 'host' && <SideMark side="host" />}
      {role === 'cohost' && <Chip tone="trust">{roles.cohost}</Chip>}
      <SideMark side={side} />
      <span className="meta">{membersPage.joinedAt(day(seoulDate(joinedAt)))}</span>
    </Row>
  )
}

function Gone({ member: { id, leftWhy } }: { member: Member }) {
  if (leftWhy === 'left') return <Notice>{words.left}</Notice>
  if (leftWhy === 'sent_out') return <Notice>{words.sentOut}</Notice>
  return (
    <>
      <Notice>{words.removed}</Notice>
      <PlainAct intent="readmit" about={{ memberId: id }} label={acts.readmit.yes} kind="primary" />
    </>
  )
}

function Order({ member, answer }: { member: Member; answer: FormAnswer }) {
  const { id: memberId, nickname, mutedUntil, mutedWhy } = member
  const sent = answer.value('intent')
  return (
    <Card title={words.order}>
      <Stack>
        {mutedUntil && (
          <>
            <p>
              {words.muted(moment(mutedUntil))}
              {mutedWhy && ` · ${goneWhys[mutedWhy]}`}
            </p>
            <PlainAct intent="unmute" about={{ memberId }} label={acts.unmute.yes} />
          </>
        )}
        <Folded label={acts.mute.yes} open={sent === 'mute'}>
          <AskingForm act="mute" about={{ memberId }} answer={answer} />
        </Folded>
        <Folded label={acts.remove.yes} danger open={sent === 'remove'}>
          <p>
            <strong>{acts.remove.title(nickname)}</strong>
          </p>
          <AskingForm act="remove" about={{ memberId }} answer={answer} />
        </Folded>
      </Stack>
    </Card>
  )
}

/** Only the host gives and takes offices. */
function Office({ member, answer }: { member: Member; answer: FormAnswer }) {
  const { id: memberId, role, hasPassword } = member
  return (
    <Card title={words.office}>
      <Stack>
        {role === 'member' && (
          <>
            <p>{acts.appoint.what}</p>
            <PlainAct intent="appoint" about={{ memberId }} label={acts.appoint.yes} />
          </>
        )}
        {role === 'cohost' && <PlainAct intent="dismiss" about={{ memberId }} label={acts.dismiss.yes} />}
        <Folded label={acts.handOver.title} danger open={answer.value('intent') === 'handOver'}>
          {hasPassword ? (
            <HandOver memberId={memberId} answer={answer} />
          ) : (
            <p>{acts.handOver.needsAccount}</p>
          )}
        </Folded>
      </Stack>
    </Card>
  )
}

function HandOver({ memberId, answer }: { memberId: string; answer: FormAnswer }) {
  return (
    <Form method="post">
      <input type="hidden" name="intent" value="handOver" />
      <input type="hidden" name="memberId" value={memberId} />
      <Stack>
        <p>{acts.handOver.what}</p>
        <Field of="password" label={acts.handOver.password} error={answer.error('password')}>
          <TextInput name="password" type="password" autoComplete="current-password" required />
        </Field>
        <Button type="submit" kind="danger" wide>
          {acts.handOver.yes}
        </Button>
      </Stack>
    </Form>
  )
}
