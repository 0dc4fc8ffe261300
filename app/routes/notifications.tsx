import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Form, type ShouldRevalidateFunctionArgs, useFetcher, useLoaderData } from '@remix-run/react'
import { useEffect, useRef } from 'react'
import { Button, LinkButton } from '#app/parts/button.tsx'
import { Empty } from '#app/parts/empty.tsx'
import { FilingNews } from '#app/parts/filing/filing-news.tsx'
import { NotificationList } from '#app/parts/notification-list.tsx'
import { PageShell, Row, Stack } from '#app/parts/page-shell.tsx'
import { notificationsPage as words } from '#app/text/ko/notify.ts'
import { shell } from '#app/text/ko/shell.ts'
import { filingNewsOf } from '#server/domain/filing/news.ts'
import { markNotificationsSeen, notificationsOf } from '#server/domain/notify.ts'
import { answering, loading } from '#server/web/answer.ts'

export function loader({ request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    if (!viewer.accountId) throw redirect('/login?next=/notifications')
    const before = new URL(request.url).searchParams.get('before')
    const page = await notificationsOf(context.db, viewer, { before })
    const news = before === null ? await filingNewsOf(context.db, viewer) : []
    return json({ ...page, news, isFirst: before === null, now: Date.now() })
  })
}

/** Everything was seen. The page says so by itself once it is shown; without scripts a button does. */
export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('write')
    await markNotificationsSeen(context.db, await context.viewer())
    return json({ seen: true })
  })
}

export const meta: MetaFunction = () => [{ title: `${words.title} · ${shell.name}` }]

/** What was new when the page was opened stays marked on it, though it counts as seen from then on. */
export function shouldRevalidate({ formMethod, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs) {
  return formMethod === 'POST' ? false : defaultShouldRevalidate
}

export default function Notifications() {
  const { notifications, news, next, isFirst, now } = useLoaderData<typeof loader>()
  const anyNew = [...notifications, ...news].some(({ unread }) => unread)
  const scripted = useSeen(anyNew)
  return (
    <PageShell title={words.title} lede={words.lede}>
      <Stack>
        {anyNew && !scripted && (
          <Form method="post">
            <Button type="submit">{words.seeAll}</Button>
          </Form>
        )}
        {news.length > 0 && <FilingNews news={news} now={now} />}
        {notifications.length + news.length === 0 && <Empty icon="bell">{words.empty}</Empty>}
        {notifications.length > 0 && <NotificationList notifications={notifications} now={now} />}
        {(next || !isFirst) && (
          <Row>
            {!isFirst && <LinkButton to="/notifications">{words.newest}</LinkButton>}
            {next && <LinkButton to={`?before=${next}`}>{words.older}</LinkButton>}
          </Row>
        )}
        <p className="meta">{words.settings}</p>
      </Stack>
    </PageShell>
  )
}

/** Says once that the list was seen; true once scripts do. */
function useSeen(anyNew: boolean): boolean {
  const { submit, state, data } = useFetcher()
  const said = useRef(false)
  useEffect(() => {
    if (!anyNew || said.current) return
    said.current = true
    submit(null, { method: 'post', action: '/notifications' })
  }, [anyNew, submit])
  return state !== 'idle' || data !== undefined
}
