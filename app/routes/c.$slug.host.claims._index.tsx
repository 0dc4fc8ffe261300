import { type HeadersFunction, json, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData, useSearchParams } from '@remix-run/react'
import { LinkButton } from '#app/parts/button.tsx'
import { CasePage } from '#app/parts/case-page.tsx'
import { Empty } from '#app/parts/empty.tsx'
import { Row, Stack } from '#app/parts/page-shell.tsx'
import { QueueFilter } from '#app/parts/review/queue-filter.tsx'
import { QueueList } from '#app/parts/review/queue-list.tsx'
import { ReviewWish } from '#app/shapes/claim-stage.ts'
import { duplicatesPage } from '#app/text/ko/duplicates.ts'
import { queuePage as words } from '#app/text/ko/review.ts'
import { shell } from '#app/text/ko/shell.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { reviewQueue } from '#server/domain/review.ts'
import { loading } from '#server/web/answer.ts'

/** Claims by number, kind and sum; what is inside is one reason away. */
export function loader({ params, request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    await context.limit('search')
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '' }
    const wish = ReviewWish.parse(Object.fromEntries(new URL(request.url).searchParams))
    const queue = await reviewQueue(context.db, viewer, { ...ref, wish })
    return json({ frame: await caseFrame(context.db, viewer, ref), queue })
  })
}

/** What others claim stays on no device. */
export const headers: HeadersFunction = () => ({ 'Cache-Control': 'private, no-store' })

export const meta: MetaFunction = () => [{ title: `${words.title} · ${shell.name}` }]

export default function ReviewQueue() {
  const { frame, queue } = useLoaderData<typeof loader>()
  const [query] = useSearchParams()
  const on = new URLSearchParams(query)
  on.set('after', String(queue.next ?? ''))
  const first = new URLSearchParams(query)
  first.delete('after')
  const filed = Object.keys(queue.counts).length > 0
  return (
    <CasePage
      frame={frame}
      live
      title={words.title}
      lede={words.lede}
      back={`/c/${frame.slug}/more`}
      width="wide"
    >
      <Stack gap="large">
        <Row>
          <LinkButton icon="search" to={`/c/${frame.slug}/host/duplicates`}>
            {duplicatesPage.title}
          </LinkButton>
        </Row>
        {filed && <QueueFilter key={query.get('stage')} counts={queue.counts} />}
        {queue.rows.length > 0 ? (
          <QueueList slug={frame.slug} rows={queue.rows} />
        ) : (
          <Empty icon="claim">{filed ? words.none : words.empty}</Empty>
        )}
        <Row>
          {queue.next !== null && <LinkButton to={`?${on}`}>{words.next}</LinkButton>}
          {query.has('after') && (
            <LinkButton kind="bare" to={`?${first}`}>
              {words.first}
            </LinkButton>
          )}
        </Row>
      </Stack>
    </CasePage>
  )
}
