import { randomUUID } from 'node:crypto'
import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { Button } from '#app/parts/button.tsx'
import { Card } from '#app/parts/card.tsx'
import { CasePage } from '#app/parts/case-page.tsx'
import { Chip } from '#app/parts/chip.tsx'
import { Empty } from '#app/parts/empty.tsx'
import { Field } from '#app/parts/field.tsx'
import { useFormAnswer } from '#app/parts/form-answer.ts'
import { Link } from '#app/parts/link.tsx'
import { Notice } from '#app/parts/notice.tsx'
import { Row, Stack } from '#app/parts/page-shell.tsx'
import { RefusedNotice } from '#app/parts/refused-notice.tsx'
import { TextInput } from '#app/parts/text-input.tsx'
import { UnionAnswer, UnionForm } from '#app/shapes/union.ts'
import { moment } from '#app/text/format.ts'
import { shell } from '#app/text/ko/shell.ts'
import { unionWords as words } from '#app/text/ko/union.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { answerUnion, proposeUnion, type UnionView, unionsOf } from '#server/domain/union.ts'
import { answering, doneIn, loading, readForm } from '#server/web/answer.ts'

export function loader({ params, request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '' }
    const unions = await unionsOf(context.db, viewer, ref)
    return json({
      frame: await caseFrame(context.db, viewer, ref),
      ...{ unions, formId: randomUUID() },
      done: doneIn(request, words.dones),
    })
  })
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('write')
    const viewer = await context.viewer()
    const slug = params.slug ?? ''
    const to = (done: keyof typeof words.dones) => redirect(`/c/${slug}/host/union?done=${done}`, 303)
    if (form.get('intent') === 'answer') {
      await answerUnion(context.db, viewer, { slug, ...readForm(form, UnionAnswer) })
      return to('answered')
    }
    await proposeUnion(context.db, viewer, { slug, ...readForm(form, UnionForm) })
    return to('proposed')
  })
}

export const meta: MetaFunction = () => [{ title: `${words.title} · ${shell.name}` }]

export default function UnionPage() {
  const { frame, unions, formId, done } = useLoaderData<typeof loader>()
  const answer = useFormAnswer({ into: words.address })
  const open = unions.some(({ mine, state }) => mine && state !== 'refused')
  return (
    <CasePage frame={frame} title={words.title} lede={words.lede} back={`/c/${frame.slug}/more`}>
      <Stack gap="large">
        <RefusedNotice answer={answer} />
        {done && !answer.refusal && (
          <Notice kind="done" live>
            {words.dones[done]}
          </Notice>
        )}
        <p>{words.what}</p>
        {!open && !frame.keptAt && (
          <Card title={words.propose}>
            <Form method="post" noValidate>
              <input type="hidden" name="id" value={formId} />
              <Stack>
                <Field of="into" label={words.address} hint={words.addressHint} error={answer.error('into')}>
                  <TextInput name="into" required autoComplete="off" defaultValue={answer.value('into')} />
                </Field>
                <Button type="submit" name="intent" value="propose" kind="danger" wide>
                  {words.propose}
                </Button>
              </Stack>
            </Form>
          </Card>
        )}
        <section aria-labelledby="unions">
          <Stack>
            <h2 id="unions">{words.list}</h2>
            {unions.length === 0 && <Empty icon="people">{words.none}</Empty>}
            {unions.map((union) => (
              <UnionCard key={union.id} union={union} />
            ))}
          </Stack>
        </section>
      </Stack>
    </CasePage>
  )
}

function UnionCard({ union: { id, mine, slug, shopName, state, at } }: { union: UnionView }) {
  return (
    <Card>
      <Stack>
        <Row>
          <Chip tone={state === 'done' ? 'done' : 'plain'}>{words.states[state]}</Chip>
          <strong>{mine ? words.mine(shopName) : words.theirs(shopName)}</strong>
          <span className="meta">{moment(at)}</span>
          <Link to={`/c/${slug}`}>{shopName}</Link>
        </Row>
        {state === 'proposed' && (
          <Form method="post">
            <input type="hidden" name="intent" value="answer" />
            <input type="hidden" name="unionId" value={id} />
            <Row>
              {!mine && (
                <Button type="submit" name="agrees" value="yes" kind="primary">
                  {words.agree}
                </Button>
              )}
              <Button type="submit" name="agrees" value="no">
                {mine ? words.takeBack : words.refuse}
              </Button>
            </Row>
          </Form>
        )}
      </Stack>
    </Card>
  )
}
