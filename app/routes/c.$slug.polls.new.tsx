import { randomUUID } from 'node:crypto'
import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Card } from '#app/parts/card.tsx'
import { CasePage } from '#app/parts/case-page.tsx'
import { Choice } from '#app/parts/choice.tsx'
import { ChoiceList } from '#app/parts/choice-list.tsx'
import { Field } from '#app/parts/field.tsx'
import { type FormAnswer, useFormAnswer } from '#app/parts/form-answer.ts'
import { MomentFields } from '#app/parts/moment-fields.tsx'
import { PageForm } from '#app/parts/page-form.tsx'
import { OptionLines } from '#app/parts/poll/option-lines.tsx'
import { TextInput } from '#app/parts/text-input.tsx'
import { channelKinds } from '#app/shapes/case.ts'
import { PollForm } from '#app/shapes/poll.ts'
import { channelNames, channelReaders } from '#app/text/ko/chat.ts'
import { pollForm as words } from '#app/text/ko/polls.ts'
import { shell } from '#app/text/ko/shell.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { openPoll } from '#server/domain/poll.ts'
import { answering, loading, readForm } from '#server/web/answer.ts'

/** `?channel=buyer` begins with that channel. */
export function loader({ params, request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const frame = await caseFrame(context.db, await context.viewer(), { slug: params.slug ?? '' })
    const asked = new URL(request.url).searchParams.get('channel')
    const channel = channelKinds.find((kind) => kind === asked) ?? 'all'
    return json({ frame, channel, formId: randomUUID() })
  })
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('poll')
    const slug = params.slug ?? ''
    const draft = readForm(form, PollForm)
    const { id } = await openPoll(context.db, await context.viewer(), { slug, ...draft })
    return redirect(`/c/${slug}/polls/${id}?done=opened`, 303)
  })
}

export const meta: MetaFunction = () => [{ title: `${words.title} · ${shell.name}` }]

const labels = {
  question: words.question,
  options: words.options,
  closesOn: words.closesOn,
  closesAt: words.closesAt,
}

export default function NewPoll() {
  const { frame, channel, formId } = useLoaderData<typeof loader>()
  const answer = useFormAnswer(labels)
  return (
    <CasePage frame={frame} title={words.title} lede={words.lede} back={`/c/${frame.slug}/polls`}>
      <PageForm answer={answer} id={formId} submit={words.submit}>
        <Field
          of="question"
          label={words.question}
          hint={words.questionHint}
          error={answer.error('question')}
        >
          <TextInput name="question" autoComplete="off" defaultValue={answer.value('question')} />
        </Field>
        <OptionLines answer={answer} />
        <Settings answer={answer} />
        <ChoiceList
          name="channel"
          values={frame.channels.map(({ kind }) => kind)}
          card={(kind) => ({ label: channelNames[kind], note: channelReaders[kind] })}
          first={channel}
          answer={answer}
          label={words.channel}
        />
      </PageForm>
    </CasePage>
  )
}

function Settings({ answer }: { answer: FormAnswer }) {
  return (
    <Card title={words.settings}>
      <Choice
        type="checkbox"
        name="multiple"
        label={words.multiple}
        defaultChecked={answer.chosen('multiple', 'on')}
      />
      <Choice
        type="checkbox"
        name="anonymous"
        label={words.anonymous}
        note={words.anonymousNote}
        defaultChecked={answer.chosen('anonymous', 'on')}
      />
      <p className="meta">{words.closesHint}</p>
      <MomentFields
        answer={answer}
        names={{ date: 'closesOn', time: 'closesAt' }}
        labels={{ date: words.closesOn, time: words.closesAt, timeHint: words.closesAtHint }}
      />
    </Card>
  )
}
