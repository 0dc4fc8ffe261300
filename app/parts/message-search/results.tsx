import { type SearchQuery, searchParams } from '#app/shapes/search.ts'
import { items } from '#app/text/format.ts'
import { sentenceOf } from '#app/text/ko/refusals.ts'
import { searchExamples, searchPage } from '#app/text/ko/search.ts'
import type { SearchPage } from '#server/domain/search.ts'
import { LinkButton } from '../button.tsx'
import { Empty } from '../empty.tsx'
import { Link } from '../link.tsx'
import { Notice } from '../notice.tsx'
import { Stack } from '../page-shell.tsx'
import { Hits } from './hits.tsx'
import styles from './message-search.module.css'

/** What a search page's loader brings: the form as it was sent, and what came of it. */
export type Searched = {
  query: SearchQuery
  /** The code of why it cannot be looked for. */
  problem: string | null
  /** Null until something is asked for. */
  page: SearchPage | null
  /** True behind the first page. */
  isLater: boolean
}

/** What was found, or why nothing was, or what can be asked. */
export function Results({ searched, withRoom }: { searched: Searched; withRoom: boolean }) {
  const { query, problem, page, isLater } = searched
  if (problem) {
    return (
      <div role="alert">
        <Notice kind="warn">{sentenceOf(problem)}</Notice>
      </div>
    )
  }
  if (!page) return <Examples />
  const start = `?${searchParams(query)}`
  return (
    <section aria-labelledby="found">
      <Stack>
        <h2 id="found" className="spoken">
          {searchPage.results}
        </h2>
        {page.hits.length === 0 ? (
          <Nothing query={query} isLater={isLater} />
        ) : (
          <p className="meta" role="status">
            {countOf(page, isLater)}
          </p>
        )}
        <Hits hits={page.hits} withRoom={withRoom} />
        {page.next && (
          <LinkButton to={`${start}&cursor=${page.next}`} wide>
            {searchPage.next}
          </LinkButton>
        )}
        {isLater && (
          <LinkButton to={start} wide kind="bare">
            {searchPage.first}
          </LinkButton>
        )}
      </Stack>
    </section>
  )
}

function countOf({ hits, next }: SearchPage, isLater: boolean): string {
  const count = items(hits.length)
  if (isLater) return searchPage.countLater(count)
  return next === null ? searchPage.count(count) : searchPage.countFirst(count)
}

function Nothing({ query, isLater }: { query: SearchQuery; isLater: boolean }) {
  if (isLater) return <Empty icon="search">{searchPage.noneLater}</Empty>
  return (
    <div role="status">
      <Empty icon="search">
        <strong>{query.q ? searchPage.none(query.q) : searchPage.noneAnywhere}</strong> {searchPage.noneHint}
      </Empty>
    </div>
  )
}

function Examples() {
  return (
    <section aria-labelledby="examples">
      <Stack>
        <h2 id="examples">{searchPage.examples}</h2>
        <ul className={styles.examples}>
          {searchExamples.map(({ q, finds }) => (
            <li key={q}>
              <Link to={`?${new URLSearchParams({ q })}`} className={styles.example}>
                <span className={styles.exampleWords}>{q}</span>
                <span className="meta">{finds}</span>
              </Link>
            </li>
          ))}
        </ul>
      </Stack>
    </section>
  )
}
