import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { CasePage } from '#app/parts/case-page.tsx'
import { EventFields, eventLabels } from '#app/parts/event/event-fields.tsx'
import { useFormAnswer } from '#app/parts/form-answer.ts'
import { PageForm } from '#app/parts/page-form.tsx'
import { EventEdit } from '#app/shapes/event.ts'
import { eventForm as words } from '#app/text/ko/schedule.ts'
import { shell } from '#app/text/ko/shell.ts'
import { memberWho } from '#server/domain/access.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { changeEvent, eventFor } from '#server/domain/event.ts'
import { answering, loading, readForm } from '#server/web/answer.ts'

export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const { db } = context
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '', eventId: params.eventId ?? '' }
    const event = await eventFor(db, viewer, ref)
    await memberWho(db, viewer, ref, 'event.write')
    return json({ frame: await caseFrame(db, viewer, ref), event })
  })
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('write')
    const ref = { slug: params.slug ?? '', eventId: params.eventId ?? '' }
    await changeEvent(context.db, await context.viewer(), { ...ref, ...readForm(form, EventEdit) })
    return redirect(`/c/${ref.slug}/schedule/${ref.eventId}?done=changed`, 303)
  })
}

export const meta: MetaFunction = () => [{ title: `${words.editTitle} · ${shell.name}` }]

export default function EditEvent() {
  const { frame, event } = useLoaderData<typeof loader>()
  const answer = useFormAnswer(eventLabels)
  return (
    <CasePage frame={frame} title={words.editTitle} back={`/c/${frame.slug}/schedule/${event.id}`}>
      <PageForm answer={answer} submit={words.save}>
        <EventFields answer={answer} now={event} />
      </PageForm>
    </CasePage>
  )
}
