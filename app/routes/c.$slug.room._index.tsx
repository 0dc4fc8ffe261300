import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { Slug } from '#app/shapes/id.ts'
import { notFound } from '#server/domain/refusal.ts'
import { loading } from '#server/web/answer.ts'

/** A room opens in the channel that everybody shares. */
export function loader({ params }: LoaderFunctionArgs) {
  return loading(async () => {
    const { success, data: slug } = Slug.safeParse(params.slug)
    if (!success) throw notFound()
    return redirect(`/c/${slug}/room/all`)
  })
}
