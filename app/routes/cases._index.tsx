import { json, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { Button, LinkButton } from '#app/parts/button.tsx'
import { Card } from '#app/parts/card.tsx'
import { Empty } from '#app/parts/empty.tsx'
import { Field } from '#app/parts/field.tsx'
import { PageShell, Stack } from '#app/parts/page-shell.tsx'
import { wayToListed } from '#app/parts/similar-cases.tsx'
import { Select, TextInput } from '#app/parts/text-input.tsx'
import { WayList } from '#app/parts/way-list.tsx'
import { troubles } from '#app/shapes/case.ts'
import { CaseWish, caseSorts } from '#app/shapes/find-case.ts'
import { homePage, troubleNames, casesPage as words } from '#app/text/ko/case.ts'
import { shell } from '#app/text/ko/shell.ts'
import { findCases } from '#server/domain/case.ts'
import { loading } from '#server/web/answer.ts'

export function loader({ request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    await context.limit('search')
    const wish = CaseWish.parse(Object.fromEntries(new URL(request.url).searchParams))
    return json({ wish, ...(await findCases(context.db, wish)) })
  })
}

export const meta: MetaFunction = () => [
  { title: `${words.title} · ${shell.name}` },
  { name: 'description', content: words.lede },
]

/** All cases, or those somebody looks for, a page at a time. */
export default function Cases() {
  const { wish, cases, next } = useLoaderData<typeof loader>()
  const query = new URLSearchParams({ sort: wish.sort, after: next ?? '' })
  if (wish.q) query.set('q', wish.q)
  if (wish.kind) query.set('kind', wish.kind)
  return (
    <PageShell title={words.title} lede={words.lede} back="/">
      <Card>
        <Form method="get" role="search">
          <Stack>
            <Field of="q" label={words.search} hint={words.searchHint}>
              <TextInput
                name="q"
                type="search"
                autoComplete="off"
                enterKeyHint="search"
                defaultValue={wish.q}
              />
            </Field>
            <Field of="kind" label={words.kind}>
              <Select
                name="kind"
                empty={words.allKinds}
                options={troubles.map((value) => ({ value, label: troubleNames[value] }))}
                defaultValue={wish.kind ?? ''}
              />
            </Field>
            <Field of="sort" label={words.sort}>
              <Select
                name="sort"
                options={caseSorts.map((value) => ({ value, label: words.sorts[value] }))}
                defaultValue={wish.sort}
              />
            </Field>
            <Button type="submit" icon="search" wide>
              {words.button}
            </Button>
          </Stack>
        </Form>
      </Card>
      {cases.length === 0 ? (
        <Empty
          icon="search"
          action={
            <LinkButton to="/open" kind="primary" icon="plus">
              {homePage.open}
            </LinkButton>
          }
        >
          {words.nothing}
        </Empty>
      ) : (
        <Stack>
          {wish.q && <h2>{words.count(wish.q)}</h2>}
          <WayList ways={cases.map(wayToListed)} />
          {next && (
            <LinkButton wide to={`/cases?${query}`}>
              {words.next}
            </LinkButton>
          )}
        </Stack>
      )}
    </PageShell>
  )
}
