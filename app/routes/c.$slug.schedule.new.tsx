import { randomUUID } from 'node:crypto'
import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { CasePage } from '#app/parts/case-page.tsx'
import { ChoiceList } from '#app/parts/choice-list.tsx'
import { EventFields, eventLabels } from '#app/parts/event/event-fields.tsx'
import { useFormAnswer } from '#app/parts/form-answer.ts'
import { PageForm } from '#app/parts/page-form.tsx'
import { EventForm } from '#app/shapes/event.ts'
import { noticeForm } from '#app/text/ko/notices.ts'
import { eventForm as words } from '#app/text/ko/schedule.ts'
import { shell } from '#app/text/ko/shell.ts'
import { memberWho } from '#server/domain/access.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { addEvent } from '#server/domain/event.ts'
import { answering, loading, readForm } from '#server/web/answer.ts'

export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '' }
    await memberWho(context.db, viewer, ref, 'event.write')
    return json({ frame: await caseFrame(context.db, viewer, ref), formId: randomUUID() })
  })
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('write')
    const slug = params.slug ?? ''
    const draft = readForm(form, EventForm)
    const { id } = await addEvent(context.db, await context.viewer(), { slug, ...draft })
    return redirect(`/c/${slug}/schedule/${id}?done=added`, 303)
  })
}

export const meta: MetaFunction = () => [{ title: `${words.title} · ${shell.name}` }]

export default function NewEvent() {
  const { frame, formId } = useLoaderData<typeof loader>()
  const answer = useFormAnswer(eventLabels)
  return (
    <CasePage frame={frame} title={words.title} lede={words.lede} back={`/c/${frame.slug}/schedule`}>
      <PageForm answer={answer} id={formId} submit={words.submit}>
        <EventFields answer={answer} />
        <ChoiceList
          name="channel"
          values={frame.channels.map(({ kind }) => kind)}
          card={(kind) => ({ label: noticeForm.channels[kind].label })}
          first="all"
          answer={answer}
          label={words.channel}
          columns
        />
      </PageForm>
    </CasePage>
  )
}
