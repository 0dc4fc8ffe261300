import { randomUUID } from 'node:crypto'
import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
  type SerializeFrom,
} from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { Button } from '#app/parts/button.tsx'
import { Card } from '#app/parts/card.tsx'
import { ChoiceList } from '#app/parts/choice-list.tsx'
import { Empty } from '#app/parts/empty.tsx'
import { Field } from '#app/parts/field.tsx'
import { Folded } from '#app/parts/folded.tsx'
import { type FormAnswer, useFormAnswer } from '#app/parts/form-answer.ts'
import { Notice } from '#app/parts/notice.tsx'
import { PageShell, Row, Stack } from '#app/parts/page-shell.tsx'
import { RefusedNotice } from '#app/parts/refused-notice.tsx'
import { Statement } from '#app/parts/respondent/statements.tsx'
import { TextArea } from '#app/parts/text-area.tsx'
import { AnswerForm, orderAnswers, StatementEdit, StatementForm, StatementRef } from '#app/shapes/voice.ts'
import { fullMoment, grouped } from '#app/text/format.ts'
import { orderAnswerNames, companyPage as words } from '#app/text/ko/company.ts'
import { shell } from '#app/text/ko/shell.ts'
import { voiceDesk } from '#server/domain/voice/read.ts'
import { amendStatement, answerOrders, publishStatement, withdrawStatement } from '#server/domain/voice.ts'
import { answering, doneIn, loading, readForm } from '#server/web/answer.ts'

/** All that a verified company sees: what it said itself, and the forms to say more. */
export function loader({ params, request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const desk = await voiceDesk(context.db, viewer, { voiceId: params.voiceId ?? '' })
    const ids = { statement: randomUUID(), answer: randomUUID() }
    return json({ desk, done: doneIn(request, words.dones), ids })
  })
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('write')
    const { db, vault } = context
    const viewer = await context.viewer()
    const voiceId = params.voiceId ?? ''
    const to = (done: keyof typeof words.dones) => redirect(`/voice/${voiceId}?done=${done}`, 303)
    switch (form.get('intent')) {
      case 'amend':
        await amendStatement(db, viewer, { voiceId, ...readForm(form, StatementEdit) })
        return to('amended')
      case 'withdraw':
        await withdrawStatement(db, viewer, { voiceId, ...readForm(form, StatementRef) })
        return to('withdrawn')
      case 'answer':
        await answerOrders(db, viewer, { voiceId, ...readForm(form, AnswerForm) }, { vault })
        return to('answered')
      default:
        await publishStatement(db, viewer, { voiceId, ...readForm(form, StatementForm) })
        return to('said')
    }
  })
}

export const headers = () => ({ 'Cache-Control': 'private, no-store' })

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${words.title(data.desk.respondent)} · ${shell.name}` : shell.name },
]

type Data = SerializeFrom<typeof loader>
const labels = { body: words.body, orders: words.orders, answer: words.which, note: words.note }

export default function VoiceDeskPage() {
  const { desk, done, ids } = useLoaderData<typeof loader>()
  const answer = useFormAnswer(labels)
  return (
    <PageShell title={words.title(desk.respondent)} lede={words.lede(desk.shopName)}>
      <Stack gap="large">
        <RefusedNotice answer={answer} />
        {done && !answer.refusal && (
          <Notice kind="done" live>
            {words.dones[done]}
          </Notice>
        )}
        <Say key={ids.statement} id={ids.statement} answer={answer} />
        <AnswerOrders key={ids.answer} id={ids.answer} answer={answer} />
        <Said desk={desk} answer={answer} />
      </Stack>
    </PageShell>
  )
}

/** A refused form shows its own words again and no other's. */
function typedIn(answer: FormAnswer, intent: string, name: string, first = ''): string {
  return answer.value('intent') === intent ? (answer.value(name, first) ?? first) : first
}

function Say({ id, answer }: { id: string; answer: FormAnswer }) {
  return (
    <Card title={words.say}>
      <Form method="post" noValidate>
        <input type="hidden" name="id" value={id} />
        <Stack>
          <Field of="body" label={words.body} hint={words.bodyHint} error={answer.error('body')}>
            <TextArea name="body" rows={5} required defaultValue={typedIn(answer, 'say', 'body')} />
          </Field>
          <Button type="submit" name="intent" value="say" kind="primary" wide>
            {words.publish}
          </Button>
        </Stack>
      </Form>
    </Card>
  )
}

function AnswerOrders({ id, answer }: { id: string; answer: FormAnswer }) {
  return (
    <Card title={words.answer}>
      <Form method="post" noValidate>
        <input type="hidden" name="id" value={id} />
        <Stack>
          <p className="meta">{words.answerLede}</p>
          <Field of="orders" label={words.orders} hint={words.ordersHint} error={answer.error('orders')}>
            <TextArea name="orders" rows={4} required defaultValue={typedIn(answer, 'answer', 'orders')} />
          </Field>
          <ChoiceList
            name="answer"
            values={orderAnswers}
            card={(value) => orderAnswerNames[value]}
            answer={answer}
            label={words.which}
            required
          />
          <Field of="note" label={words.note} optional error={answer.error('note')}>
            <TextArea name="note" rows={2} defaultValue={typedIn(answer, 'answer', 'note')} />
          </Field>
          <Button type="submit" name="intent" value="answer" kind="primary" wide>
            {words.send}
          </Button>
        </Stack>
      </Form>
    </Card>
  )
}

function Said({ desk, answer }: { desk: Data['desk']; answer: FormAnswer }) {
  const { statements, answers } = desk
  return (
    <>
      <section aria-labelledby="mine">
        <Stack>
          <h2 id="mine">{words.mine}</h2>
          {statements.length === 0 && <Empty icon="pin">{words.none}</Empty>}
          {statements.map((statement) => (
            <Stack key={statement.id}>
              <Statement statement={statement} />
              {!statement.withdrawn && <Amend statement={statement} answer={answer} />}
            </Stack>
          ))}
        </Stack>
      </section>
      <section aria-labelledby="answered">
        <Stack>
          <h2 id="answered">{words.answered}</h2>
          {answers.length === 0 && <p>{words.none}</p>}
          {answers.map(({ id, answer: which, note, orders, at }) => (
            <Row key={id}>
              <strong>{orderAnswerNames[which].label}</strong>
              <span>{words.ordersOf(grouped(orders))}</span>
              <span className="meta">{fullMoment(at)}</span>
              {note && <span>{note}</span>}
            </Row>
          ))}
        </Stack>
      </section>
    </>
  )
}

function Amend({ statement, answer }: { statement: Data['desk']['statements'][number]; answer: FormAnswer }) {
  const { id, version, body } = statement
  const mine = answer.value('intent') === 'amend' && answer.value('id') === id
  return (
    <Folded label={words.amend} open={mine}>
      <Form method="post" noValidate>
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="version" value={version} />
        <Stack>
          <Field of={`body-${id}`} label={words.body} error={mine ? answer.error('body') : undefined}>
            <TextArea name="body" rows={5} required defaultValue={mine ? answer.value('body', body) : body} />
          </Field>
          <Row>
            <Button type="submit" name="intent" value="amend">
              {words.amendSave}
            </Button>
            <Button type="submit" name="intent" value="withdraw" kind="danger">
              {words.withdraw}
            </Button>
          </Row>
        </Stack>
      </Form>
    </Folded>
  )
}
