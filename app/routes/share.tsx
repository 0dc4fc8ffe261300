import { json, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { LinkButton } from '#app/parts/button.tsx'
import { Empty } from '#app/parts/empty.tsx'
import { PageShell } from '#app/parts/page-shell.tsx'
import { SharedIn } from '#app/parts/shared-in.tsx'
import { sharePage as words } from '#app/text/ko/offline.ts'
import { shell } from '#app/text/ko/shell.ts'
import { placesOf } from '#server/domain/places.ts'
import { loading } from '#server/web/answer.ts'

/**
 * Asks where to put what another app shared. The share itself never comes here: the service worker keeps it on the
 * device (app/live/shared-in.ts).
 */
export function loader({ context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    return json({ places: viewer.accountId ? await placesOf(context.db, viewer) : [] })
  })
}

export const meta: MetaFunction = () => [{ title: `${words.title} · ${shell.name}` }]

export default function Share() {
  const { places } = useLoaderData<typeof loader>()
  return (
    <PageShell title={words.title} lede={words.lede}>
      {places.length === 0 ? (
        <Empty icon="share" action={<LinkButton to="/">{words.home}</LinkButton>}>
          {words.noRooms}
        </Empty>
      ) : (
        <SharedIn places={places} />
      )}
    </PageShell>
  )
}
