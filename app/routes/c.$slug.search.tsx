import { json, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { LinkButton } from '#app/parts/button.tsx'
import { CasePage } from '#app/parts/case-page.tsx'
import { Results } from '#app/parts/message-search/results.tsx'
import { SearchForm } from '#app/parts/message-search/search-form.tsx'
import { searchParams } from '#app/shapes/search.ts'
import { searchPage } from '#app/text/ko/search.ts'
import { shell } from '#app/text/ko/shell.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { loading } from '#server/web/answer.ts'
import { searched } from '#server/web/searching.ts'

export function loader({ params, request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const slug = params.slug ?? ''
    const frame = await caseFrame(context.db, await context.viewer(), { slug })
    return json({ frame, searched: await searched(context, request, slug) })
  })
}

export const meta: MetaFunction = () => [{ title: `${searchPage.title} · ${shell.name}` }]

export default function SearchInCase() {
  const { frame, searched } = useLoaderData<typeof loader>()
  return (
    <CasePage
      frame={frame}
      title={searchPage.title}
      lede={searched.page ? undefined : searchPage.lede}
      back={`/c/${frame.slug}/room`}
    >
      <SearchForm query={searched.query} kinds={frame.channels.map(({ kind }) => kind)} />
      <Results searched={searched} withRoom={false} />
      {searched.page && (
        <LinkButton to={`/search?${searchParams(searched.query)}`} kind="bare" wide>
          {searchPage.alsoMine}
        </LinkButton>
      )}
    </CasePage>
  )
}
