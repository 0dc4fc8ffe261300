import { json, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { LinkButton } from '#app/parts/button.tsx'
import { Empty } from '#app/parts/empty.tsx'
import { Results } from '#app/parts/message-search/results.tsx'
import { SearchForm } from '#app/parts/message-search/search-form.tsx'
import { PageShell } from '#app/parts/page-shell.tsx'
import { channelKinds } from '#app/shapes/case.ts'
import { searchPage } from '#app/text/ko/search.ts'
import { shell } from '#app/text/ko/shell.ts'
import { myCases } from '#server/domain/member.ts'
import { loading } from '#server/web/answer.ts'
import { searched } from '#server/web/searching.ts'

export function loader({ request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const rooms = await myCases(context.db, await context.viewer())
    return json({ hasRooms: rooms.length > 0, searched: await searched(context, request, null) })
  })
}

export const meta: MetaFunction = () => [{ title: `${searchPage.titleMine} · ${shell.name}` }]

export default function SearchMine() {
  const { hasRooms, searched } = useLoaderData<typeof loader>()
  return (
    <PageShell title={searchPage.titleMine} lede={searched.page ? undefined : searchPage.lede} back="/">
      {hasRooms ? (
        <>
          <SearchForm query={searched.query} kinds={channelKinds} />
          <Results searched={searched} withRoom />
        </>
      ) : (
        <Empty icon="search" action={<LinkButton to="/">{searchPage.toRooms}</LinkButton>}>
          {searchPage.noRooms}
        </Empty>
      )}
    </PageShell>
  )
}
