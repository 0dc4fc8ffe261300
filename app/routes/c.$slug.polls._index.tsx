import { json, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { LinkButton } from '#app/parts/button.tsx'
import { CasePage } from '#app/parts/case-page.tsx'
import { Empty } from '#app/parts/empty.tsx'
import { Stack } from '#app/parts/page-shell.tsx'
import { PollRow } from '#app/parts/poll/poll-row.tsx'
import { RowList } from '#app/parts/row-list.tsx'
import { polls as words } from '#app/text/ko/polls.ts'
import { shell } from '#app/text/ko/shell.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { pollsIn } from '#server/domain/poll.ts'
import { loading } from '#server/web/answer.ts'

export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '' }
    const polls = await pollsIn(context.db, viewer, ref)
    return json({ frame: await caseFrame(context.db, viewer, ref), polls })
  })
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${words.title} · ${data?.frame.shopName ?? shell.name}` },
]

export default function Polls() {
  const { frame, polls } = useLoaderData<typeof loader>()
  const { slug } = frame
  const groups = [
    { id: 'open', title: words.open, polls: polls.filter(({ isClosed }) => !isClosed) },
    { id: 'closed', title: words.closed, polls: polls.filter(({ isClosed }) => isClosed) },
  ]
  return (
    <CasePage frame={frame} title={words.title} lede={words.lede} back={`/c/${slug}/more`}>
      <LinkButton kind="primary" icon="plus" wide to={`/c/${slug}/polls/new`}>
        {words.make}
      </LinkButton>
      {polls.length === 0 && <Empty icon="status">{words.empty}</Empty>}
      {groups
        .filter((group) => group.polls.length > 0)
        .map((group) => (
          <section key={group.id} aria-labelledby={group.id}>
            <Stack>
              <h2 id={group.id}>{group.title}</h2>
              <RowList>
                {group.polls.map((poll) => (
                  <PollRow key={poll.id} slug={slug} poll={poll} />
                ))}
              </RowList>
            </Stack>
          </section>
        ))}
    </CasePage>
  )
}
