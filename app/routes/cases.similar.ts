import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { similarCases } from '#server/domain/case.ts'
import { loading } from '#server/web/answer.ts'

/** Rooms that resemble what is being typed, for a list that grows with it. */
export function loader({ request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    await context.limit('search')
    const asked = (new URL(request.url).searchParams.get('q') ?? '').trim()
    return json({ asked, cases: await similarCases(context.db, asked) })
  })
}
