import { json, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { LinkButton } from '#app/parts/button.tsx'
import { CasePage } from '#app/parts/case-page.tsx'
import { Empty } from '#app/parts/empty.tsx'
import { EventRow } from '#app/parts/event/event-row.tsx'
import { Stack } from '#app/parts/page-shell.tsx'
import { RowList } from '#app/parts/row-list.tsx'
import { schedule as words } from '#app/text/ko/schedule.ts'
import { shell } from '#app/text/ko/shell.ts'
import { may } from '#server/domain/access.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { eventsIn } from '#server/domain/event.ts'
import { loading } from '#server/web/answer.ts'

export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '' }
    const events = await eventsIn(context.db, viewer, ref)
    const frame = await caseFrame(context.db, viewer, ref)
    return json({ frame, events, mayWrite: may(frame.me, 'event.write') })
  })
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${words.title} · ${data?.frame.shopName ?? shell.name}` },
]

export default function Schedule() {
  const { frame, events, mayWrite } = useLoaderData<typeof loader>()
  const { slug, today } = frame
  const isAhead = ({ startsOn, endsOn }: (typeof events)[number]) => (endsOn ?? startsOn) >= today
  const groups = [
    { id: 'next', title: words.next, events: events.filter(isAhead) },
    { id: 'past', title: words.past, events: events.filter((event) => !isAhead(event)).reverse() },
  ]
  return (
    <CasePage frame={frame} title={words.title} lede={words.lede} back={`/c/${slug}/more`}>
      {mayWrite && (
        <LinkButton kind="primary" icon="plus" wide to={`/c/${slug}/schedule/new`}>
          {words.add}
        </LinkButton>
      )}
      {events.length === 0 && <Empty icon="calendar">{words.empty}</Empty>}
      {groups
        .filter((group) => group.events.length > 0)
        .map((group) => (
          <section key={group.id} aria-labelledby={group.id}>
            <Stack>
              <h2 id={group.id}>{group.title}</h2>
              <RowList>
                {group.events.map((event) => (
                  <EventRow key={event.id} slug={slug} event={event} today={today} />
                ))}
              </RowList>
            </Stack>
          </section>
        ))}
      {events.length > 0 && (
        <Stack>
          <LinkButton icon="download" wide to={`/c/${slug}/schedule.ics`} reloadDocument>
            {words.allToCalendar}
          </LinkButton>
          <p className="meta">{words.calendarHint}</p>
        </Stack>
      )}
    </CasePage>
  )
}
