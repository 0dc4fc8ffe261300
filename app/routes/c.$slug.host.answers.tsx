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
import { Button, LinkButton } from '#app/parts/button.tsx'
import { Card } from '#app/parts/card.tsx'
import { CasePage, Columns } from '#app/parts/case-page.tsx'
import { Empty } from '#app/parts/empty.tsx'
import { Field } from '#app/parts/field.tsx'
import { type FormAnswer, useFormAnswer } from '#app/parts/form-answer.ts'
import { HostAnswerCard } from '#app/parts/host-answer-card.tsx'
import { Notice } from '#app/parts/notice.tsx'
import { Stack } from '#app/parts/page-shell.tsx'
import { RefusedNotice } from '#app/parts/refused-notice.tsx'
import { TextArea } from '#app/parts/text-area.tsx'
import { TextInput } from '#app/parts/text-input.tsx'
import { AnswerChange, AnswerForm, WelcomeForm } from '#app/shapes/host-answer-form.ts'
import { answersPage as words } from '#app/text/ko/answers.ts'
import { shell } from '#app/text/ko/shell.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { hostAnswers, removeHostAnswer, saveHostAnswer } from '#server/domain/host-answer.ts'
import { welcomeText, writeWelcome } from '#server/domain/welcome.ts'
import { answering, doneIn, loading, readForm } from '#server/web/answer.ts'

const dones = { saved: words.saved, removed: words.removed, welcome: words.welcomeSaved }
type Done = keyof typeof dones

export function loader({ params, request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const { db } = context
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '' }
    const { searchParams } = new URL(request.url)
    const welcome = await welcomeText(db, viewer, ref)
    const answers = await hostAnswers(db, viewer, ref)
    const frame = await caseFrame(db, viewer, ref)
    const edited = answers.find(({ id }) => id === searchParams.get('edit')) ?? null
    return json({
      frame,
      answers,
      welcome,
      edited,
      formId: edited?.id ?? randomUUID(),
      done: doneIn(request, dones),
    })
  })
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('write')
    const { db } = context
    const viewer = await context.viewer()
    const slug = params.slug ?? ''
    const at = (done: Done) => redirect(`/c/${slug}/host/answers?done=${done}`, 303)
    const intent = form.get('intent')
    if (intent === 'welcome') {
      await writeWelcome(db, viewer, { slug, ...readForm(form, WelcomeForm) })
      return at('welcome')
    }
    if (intent === 'remove') {
      await removeHostAnswer(db, viewer, { slug, ...readForm(form, AnswerChange) })
      return at('removed')
    }
    await saveHostAnswer(db, viewer, { slug, ...readForm(form, AnswerForm) })
    return at('saved')
  })
}

export const meta: MetaFunction = () => [{ title: `${words.title} · ${shell.name}` }]

const labels = {
  keywords: words.keywords,
  question: words.question,
  answer: words.answer,
  body: words.welcomeText,
}

type Data = SerializeFrom<typeof loader>

export default function HostAnswers() {
  const { frame, answers, welcome, edited, formId, done } = useLoaderData<typeof loader>()
  const answer = useFormAnswer(labels)
  return (
    <CasePage frame={frame} title={words.title} lede={words.lede} back={`/c/${frame.slug}/more`} width="wide">
      <RefusedNotice answer={answer} />
      {done && !answer.refusal && (
        <Notice kind="done" live>
          {dones[done]}
        </Notice>
      )}
      <Columns>
        <Stack gap="large">
          <AnswerFields key={formId} answer={answer} edited={edited} formId={formId} />
          <WelcomeFields answer={answer} welcome={welcome} />
        </Stack>
        <section aria-labelledby="kept">
          <Stack>
            <h2 id="kept">{words.list(answers.length)}</h2>
            {answers.length === 0 && <Empty icon="chat">{words.empty}</Empty>}
            {answers.map((each) => (
              <HostAnswerCard key={each.id} answer={each} />
            ))}
          </Stack>
        </section>
      </Columns>
    </CasePage>
  )
}

function AnswerFields({ answer, edited, formId }: { answer: FormAnswer } & Pick<Data, 'edited' | 'formId'>) {
  return (
    <Card title={edited ? words.change : words.add}>
      <Form method="post" noValidate>
        <Stack>
          <input type="hidden" name="id" value={answer.value('id', formId)} />
          <Field
            of="keywords"
            label={words.keywords}
            hint={words.keywordsHint}
            error={answer.error('keywords')}
          >
            <TextInput
              name="keywords"
              autoComplete="off"
              defaultValue={answer.value('keywords', edited?.keywords.join(', '))}
            />
          </Field>
          <Field
            of="question"
            label={words.question}
            hint={words.questionHint}
            error={answer.error('question')}
          >
            <TextInput
              name="question"
              autoComplete="off"
              defaultValue={answer.value('question', edited?.question)}
            />
          </Field>
          <Field of="answer" label={words.answer} hint={words.answerHint} error={answer.error('answer')}>
            <TextArea name="answer" rows={4} defaultValue={answer.value('answer', edited?.answer)} />
          </Field>
          <Button type="submit" name="intent" value="save" kind="primary" wide>
            {words.save}
          </Button>
          {edited && (
            <LinkButton to="?" kind="bare" wide>
              {words.cancel}
            </LinkButton>
          )}
        </Stack>
      </Form>
    </Card>
  )
}

function WelcomeFields({ answer, welcome }: { answer: FormAnswer } & Pick<Data, 'welcome'>) {
  return (
    <Card title={words.welcome}>
      <Form method="post" noValidate>
        <Stack>
          <Field
            of="body"
            label={words.welcomeText}
            hint={words.welcomeHint}
            optional
            error={answer.error('body')}
          >
            <TextArea name="body" rows={4} defaultValue={answer.value('body', welcome)} />
          </Field>
          <Button type="submit" name="intent" value="welcome" wide>
            {words.welcomeSave}
          </Button>
        </Stack>
      </Form>
    </Card>
  )
}
