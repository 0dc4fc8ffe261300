import { randomUUID } from 'node:crypto'
import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Form, useLoaderData, useNavigation } from '@remix-run/react'
import { Button } from '#app/parts/button.tsx'
import { CasePage } from '#app/parts/case-page.tsx'
import { Choice, ChoiceGroup } from '#app/parts/choice.tsx'
import { EventFields, eventLabels } from '#app/parts/event/event-fields.tsx'
import { useFormAnswer } from '#app/parts/form-answer.ts'
import { ActionBar, Stack } from '#app/parts/page-shell.tsx'
import { RefusedNotice } from '#app/parts/refused-notice.tsx'
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
      <Form method="post" noValidate key={formId}>
        <Stack gap="large">
          <RefusedNotice answer={answer} />
          <input type="hidden" name="id" value={answer.value('id', formId)} />
          <EventFields answer={answer} />
          <ChoiceGroup of="channel" label={words.channel} columns>
            {frame.channels.map(({ kind }) => (
              <Choice
                key={kind}
                type="radio"
                name="channel"
                value={kind}
                label={noticeForm.channels[kind].label}
                defaultChecked={answer.chosen('channel', kind, kind === 'all')}
              />
            ))}
          </ChoiceGroup>
        </Stack>
        <ActionBar>
          <Button type="submit" kind="primary" wide busy={useNavigation().state !== 'idle'}>
            {words.submit}
          </Button>
        </ActionBar>
      </Form>
    </CasePage>
  )
}
