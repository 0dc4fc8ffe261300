import type { AppLoadContext } from '@remix-run/node'
import { seoulDate } from '#app/shapes/civil-date.ts'
import { asksForSomething, readWish, type SearchQuery, searchQuery } from '#app/shapes/search.ts'
import { type SearchPage, searchMessages } from '#server/domain/search.ts'

/**
 * What a search page shows for its address: nothing yet, why it cannot be looked for (a code), or a page of hits. Counts
 * against the limit only when there is something to look for. Refuses what `searchMessages` refuses.
 */
export async function searched(
  context: AppLoadContext,
  request: Request,
  slug: string | null,
): Promise<{ query: SearchQuery; problem: string | null; page: SearchPage | null; isLater: boolean }> {
  const params = new URL(request.url).searchParams
  const query = searchQuery(params)
  const cursor = params.get('cursor')
  const answer = { query, problem: null, page: null, isLater: cursor !== null }
  if (Object.values(query).every((value) => value.trim() === '') && cursor === null) return answer
  const wish = readWish(query, seoulDate(Date.now()))
  if (!wish.ok) return { ...answer, problem: wish.code }
  if (!asksForSomething(wish.value)) return { ...answer, problem: 'search.nothing' }
  await context.limit('search')
  const page = await searchMessages(context.db, await context.viewer(), { slug, wish: wish.value, cursor })
  return { ...answer, page }
}
