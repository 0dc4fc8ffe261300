import { json, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { LinkButton } from '#app/parts/button.tsx'
import { CasePage } from '#app/parts/case-page.tsx'
import { Empty } from '#app/parts/empty.tsx'
import { NoticeRow } from '#app/parts/notice/notice-row.tsx'
import { Stack } from '#app/parts/page-shell.tsx'
import { RowList } from '#app/parts/row-list.tsx'
import { notices as words } from '#app/text/ko/notices.ts'
import { shell } from '#app/text/ko/shell.ts'
import { may } from '#server/domain/access.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { noticesIn } from '#server/domain/notice.ts'
import { loading } from '#server/web/answer.ts'

export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '' }
    const notices = await noticesIn(context.db, viewer, ref)
    const frame = await caseFrame(context.db, viewer, ref)
    return json({ frame, notices, mayWrite: may(frame.me, 'notice.write') })
  })
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${words.title} · ${data?.frame.shopName ?? shell.name}` },
]

export default function Notices() {
  const { frame, notices, mayWrite } = useLoaderData<typeof loader>()
  const { slug } = frame
  const waiting = notices.filter(({ state }) => state === 'scheduled')
  const others = notices.filter(({ state }) => state !== 'scheduled')
  return (
    <CasePage frame={frame} title={words.title} lede={words.lede} back={`/c/${slug}/more`}>
      {mayWrite && (
        <LinkButton kind="primary" icon="plus" wide to={`/c/${slug}/notices/new`}>
          {words.write}
        </LinkButton>
      )}
      {notices.length === 0 && <Empty icon="pin">{words.empty}</Empty>}
      {waiting.length > 0 && (
        <section aria-labelledby="waiting">
          <Stack>
            <h2 id="waiting">{words.waiting}</h2>
            <RowList>
              {waiting.map((notice) => (
                <NoticeRow key={notice.id} slug={slug} notice={notice} />
              ))}
            </RowList>
          </Stack>
        </section>
      )}
      {others.length > 0 && (
        <section aria-labelledby="published">
          <Stack>
            <h2 id="published" className={waiting.length > 0 ? undefined : 'spoken'}>
              {words.published}
            </h2>
            <RowList>
              {others.map((notice) => (
                <NoticeRow key={notice.id} slug={slug} notice={notice} />
              ))}
            </RowList>
          </Stack>
        </section>
      )}
    </CasePage>
  )
}
