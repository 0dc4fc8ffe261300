import { json, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { LinkButton } from '#app/parts/button.tsx'
import { Card } from '#app/parts/card.tsx'
import { CasePage } from '#app/parts/case-page.tsx'
import { Empty } from '#app/parts/empty.tsx'
import { DeadlineEntry } from '#app/parts/law/deadline-entry.tsx'
import styles from '#app/parts/law/law.module.css'
import { LawNote } from '#app/parts/law/law-note.tsx'
import { Stack } from '#app/parts/page-shell.tsx'
import { deadlineWords as words } from '#app/text/ko/law.ts'
import { shell } from '#app/text/ko/shell.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { LAW_CHECKED_ON } from '#server/domain/law/laws.ts'
import { deadlinesIn } from '#server/domain/law.ts'
import { loading } from '#server/web/answer.ts'

export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '' }
    const entries = await deadlinesIn(context.db, viewer, ref)
    const frame = await caseFrame(context.db, viewer, ref)
    return json({ frame, entries, checkedOn: LAW_CHECKED_ON })
  })
}

/** Nothing of a person's claims stays in a cache. */
export const headers = () => ({ 'Cache-Control': 'private, no-store' })

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: words.titleOf(data?.frame.shopName ?? shell.name) },
]

/** All deadlines of the viewer's claims and of the case, by day: those ahead, those without a day yet, those gone by. */
export default function Deadlines() {
  const { frame, entries, checkedOn } = useLoaderData<typeof loader>()
  const { slug, today } = frame
  const dayOf = ({ deadline }: (typeof entries)[number]) => deadline.safe ?? deadline.legal
  const groups = [
    { title: words.next, entries: entries.filter((entry) => (dayOf(entry) ?? '') >= today) },
    { title: words.unknown, entries: entries.filter((entry) => dayOf(entry) === null) },
    { title: words.past, entries: entries.filter((entry) => (dayOf(entry) ?? today) < today).reverse() },
  ]
  return (
    <CasePage frame={frame} title={words.title} lede={words.lede} back={`/c/${slug}/more`}>
      {entries.length === 0 && <Empty icon="calendar">{words.empty}</Empty>}
      {groups
        .filter((group) => group.entries.length > 0)
        .map((group) => (
          <Card key={group.title} title={group.title}>
            <ul className={styles.list}>
              {group.entries.map((entry) => (
                <DeadlineEntry
                  key={`${entry.deadline.rule}-${entry.claim?.id ?? ''}`}
                  entry={entry}
                  slug={slug}
                  today={today}
                  named
                />
              ))}
            </ul>
          </Card>
        ))}
      {entries.length > 0 && (
        <Stack>
          <LinkButton icon="download" wide to={`/c/${slug}/deadlines.ics`} reloadDocument>
            {words.toCalendar}
          </LinkButton>
          <p className="meta">{words.calendarHint}</p>
        </Stack>
      )}
      <LawNote checkedOn={checkedOn} />
    </CasePage>
  )
}
