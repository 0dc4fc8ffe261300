import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { heardBy } from '#server/domain/notify.ts'
import { loading } from '#server/web/answer.ts'

/** The viewer's numbers for bell, title and icon, for pages that are open already. */
export function loader({ context }: LoaderFunctionArgs) {
  return loading(async () => json(await heardBy(context.db, await context.viewer())))
}
