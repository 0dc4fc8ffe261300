import { json, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { Button, LinkButton } from '#app/parts/button.tsx'
import { Card } from '#app/parts/card.tsx'
import { Field } from '#app/parts/field.tsx'
import { ActionBar, PageShell, Row, Stack } from '#app/parts/page-shell.tsx'
import { SearchLine } from '#app/parts/search-line.tsx'
import { SimilarCases, useSimilarCases, wayToListed } from '#app/parts/similar-cases.tsx'
import { TextInput } from '#app/parts/text-input.tsx'
import { WayList } from '#app/parts/way-list.tsx'
import { troubles } from '#app/shapes/case.ts'
import { people } from '#app/text/format.ts'
import { casesPage, homePage, sideNames, troubleNames } from '#app/text/ko/case.ts'
import { searchPage } from '#app/text/ko/search.ts'
import { shell } from '#app/text/ko/shell.ts'
import { signsPage } from '#app/text/ko/signs.ts'
import { findCases, type ListedCase, similarCases } from '#server/domain/case.ts'
import { type MyCase, myCases } from '#server/domain/member.ts'
import { loading } from '#server/web/answer.ts'
import styles from './home.module.css'

/** Cases of each list on the start page. */
const LISTED = 5

export function loader({ request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const asked = (new URL(request.url).searchParams.get('q') ?? '').trim()
    if (asked) await context.limit('search')
    const cases = asked ? await similarCases(context.db, asked) : []
    const mine = await myCases(context.db, viewer)
    const all = { q: '', kind: null, after: null }
    const recent = (await findCases(context.db, { ...all, sort: 'recent' })).cases.slice(0, LISTED)
    const large = (await findCases(context.db, { ...all, sort: 'large' })).cases.filter(
      ({ members }) => members,
    )
    const lists = { recent, large: large.slice(0, LISTED) }
    return json({
      asked,
      cases,
      mine,
      lists,
      hasPassword: viewer.hasPassword,
      isKnown: viewer.accountId !== null,
    })
  })
}

export const meta: MetaFunction = () => [
  { title: `${shell.name} · ${shell.tagline}` },
  { name: 'description', content: homePage.description },
]

export default function Home() {
  const { asked, cases, mine, lists, hasPassword, isKnown } = useLoaderData<typeof loader>()
  return (
    <PageShell
      title={homePage.title}
      actions={
        isKnown ? (
          <LinkButton kind="bare" to="/account">
            {homePage.account}
          </LinkButton>
        ) : (
          <LinkButton kind="bare" to="/login">
            {homePage.login}
          </LinkButton>
        )
      }
      footer={
        !hasPassword && (
          <LinkButton kind="bare" to="/recover">
            {homePage.recover}
          </LinkButton>
        )
      }
    >
      <div className={styles.what}>
        {homePage.sentences.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
      {mine.length > 0 && <MyRooms rooms={mine} />}
      <Search asked={asked} cases={cases} />
      <Lists {...lists} />
      <ActionBar>
        <LinkButton to="/open" kind="primary" wide icon="plus">
          {homePage.open}
        </LinkButton>
      </ActionBar>
    </PageShell>
  )
}

function MyRooms({ rooms }: { rooms: MyCase[] }) {
  const ways = rooms.map(({ slug, shopName, nickname, side, members }) => ({
    to: `/c/${slug}/room/all`,
    label: shopName,
    note: `${nickname} · ${sideNames[side]} · ${people(members)}`,
    icon: 'chat' as const,
  }))
  return (
    <section aria-labelledby="mine">
      <Stack>
        <h2 id="mine">{homePage.mine}</h2>
        <WayList ways={ways} />
        <LinkButton to="/search" icon="search" wide>
          {searchPage.openMine}
        </LinkButton>
      </Stack>
    </section>
  )
}

/** What is going on elsewhere: somebody who does not know the room's name may know it by sight. */
function Lists({ recent, large }: Record<'recent' | 'large', ListedCase[]>) {
  if (recent.length === 0) return null
  return (
    <Stack>
      {large.length > 0 && (
        <section aria-labelledby="large">
          <Stack>
            <h2 id="large">{casesPage.large}</h2>
            <WayList ways={large.map(wayToListed)} />
          </Stack>
        </section>
      )}
      <section aria-labelledby="kinds">
        <Stack>
          <h2 id="kinds">{homePage.kinds}</h2>
          <Row>
            {troubles.map((kind) => (
              <LinkButton key={kind} to={`/cases?kind=${kind}`}>
                {troubleNames[kind]}
              </LinkButton>
            ))}
          </Row>
        </Stack>
      </section>
      <section aria-labelledby="recent">
        <Stack>
          <h2 id="recent">{casesPage.recent}</h2>
          <WayList ways={recent.map(wayToListed)} />
          <LinkButton to="/cases" icon="search" wide>
            {casesPage.all}
          </LinkButton>
          <LinkButton to="/signs" icon="info" wide>
            {signsPage.title}
          </LinkButton>
        </Stack>
      </section>
    </Stack>
  )
}

function Search(initial: Pick<ReturnType<typeof useLoaderData<typeof loader>>, 'asked' | 'cases'>) {
  const found = useSimilarCases(initial)
  const nothing = found.asked !== '' && found.cases.length === 0
  return (
    <Card>
      <Stack>
        <Form method="get" role="search">
          <SearchLine>
            <Field of="q" label={homePage.search} hint={homePage.searchHint}>
              <TextInput
                name="q"
                type="search"
                autoComplete="off"
                enterKeyHint="search"
                defaultValue={initial.asked}
                onInput={(event) => found.type(event.currentTarget.value)}
              />
            </Field>
            <Button type="submit" icon="search">
              {homePage.searchButton}
            </Button>
          </SearchLine>
        </Form>
        <SimilarCases title={homePage.found(found.asked)} cases={found.cases} />
        {nothing && <p>{homePage.nothing(found.asked)}</p>}
      </Stack>
    </Card>
  )
}
