import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { Button, LinkButton } from '#app/parts/button.tsx'
import { Card } from '#app/parts/card.tsx'
import { CasePage } from '#app/parts/case-page.tsx'
import { DDay } from '#app/parts/chip.tsx'
import { EventFacts } from '#app/parts/event/event-facts.tsx'
import { Folded } from '#app/parts/folded.tsx'
import { useFormAnswer } from '#app/parts/form-answer.ts'
import { Notice } from '#app/parts/notice.tsx'
import { RefusedNotice } from '#app/parts/refused-notice.tsx'
import { eventForm, schedule as words } from '#app/text/ko/schedule.ts'
import { may } from '#server/domain/access.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { cancelEvent, eventFor } from '#server/domain/event.ts'
import { answering, doneIn, loading } from '#server/web/answer.ts'

export function loader({ params, request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '', eventId: params.eventId ?? '' }
    const event = await eventFor(context.db, viewer, ref)
    const frame = await caseFrame(context.db, viewer, ref)
    return json({ frame, event, done: doneIn(request, words.dones), mayWrite: may(frame.me, 'event.write') })
  })
}

/** Cancels the entry. */
export async function action({ params, request, context }: ActionFunctionArgs) {
  return answering(await request.formData(), async () => {
    await context.limit('write')
    const ref = { slug: params.slug ?? '', eventId: params.eventId ?? '' }
    await cancelEvent(context.db, await context.viewer(), ref)
    return redirect(`/c/${ref.slug}/schedule/${ref.eventId}?done=cancelled`, 303)
  })
}

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  data ? [{ title: `${data.event.title} · ${data.frame.shopName}` }] : []

export default function EventPage() {
  const { frame, event, done, mayWrite } = useLoaderData<typeof loader>()
  const answer = useFormAnswer({})
  const { slug, today } = frame
  const { id, title, startsOn, cancelled, by } = event
  return (
    <CasePage
      frame={frame}
      title={title}
      above={!cancelled && startsOn >= today && <DDay date={startsOn} today={today} />}
      back={`/c/${slug}/schedule`}
    >
      <RefusedNotice answer={answer} />
      {done && !answer.refusal && (
        <Notice kind="done" live>
          {words.dones[done]}
        </Notice>
      )}
      <Card>
        <EventFacts event={event} />
        <p className="meta">{words.by(by)}</p>
      </Card>
      <LinkButton icon="download" wide to={`/c/${slug}/schedule/${id}/event.ics`} reloadDocument>
        {words.toCalendar}
      </LinkButton>
      <p className="meta">{words.calendarHint}</p>
      {mayWrite && !cancelled && (
        <>
          <LinkButton icon="edit" wide to={`/c/${slug}/schedule/${id}/edit`}>
            {eventForm.edit}
          </LinkButton>
          <Folded label={eventForm.cancel} danger>
            <p>
              <strong>{eventForm.cancelAsk}</strong> {eventForm.cancelHint}
            </p>
            <Form method="post">
              <Button type="submit" kind="danger">
                {eventForm.cancelYes}
              </Button>
            </Form>
          </Folded>
        </>
      )}
    </CasePage>
  )
}
