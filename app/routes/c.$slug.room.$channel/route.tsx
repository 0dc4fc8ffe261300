import { randomUUID } from 'node:crypto'
import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
  type SerializeFrom,
} from '@remix-run/node'
import {
  type ShouldRevalidateFunctionArgs,
  useActionData,
  useLoaderData,
  useSearchParams,
} from '@remix-run/react'
import { useCaseChanges } from '#app/live/use-case-changes.ts'
import { useLine } from '#app/live/use-line.ts'
import { channelNames, chat } from '#app/text/ko/chat.ts'
import { answering, loading } from '#server/web/answer.ts'
import { readRoom, wayToMessage } from './read.server.ts'
import { RoomPage } from './room-page.tsx'
import { readComposer, writeMessage } from './write.server.ts'

export type RoomData = SerializeFrom<typeof loader>

export function loader({ context, params, request }: LoaderFunctionArgs) {
  return loading(async () => {
    const place = { slug: params.slug ?? '', channel: params.channel ?? '' }
    const query = new URL(request.url).searchParams
    const room = await readRoom(context, place, query)
    const elsewhere = await wayToMessage(context, place, query.get('m'), room.page.messages)
    // Where it leads to holds the message, or it is no longer to be found: never twice.
    if (elsewhere && query.get('around') === null) throw redirect(elsewhere)
    return json({ ...room, formId: randomUUID() })
  })
}

/** Messages by form, for pages without scripts. */
export async function action({ context, params, request }: ActionFunctionArgs) {
  const form = new FormData()
  return answering(form, async () => {
    const place = { slug: params.slug ?? '', channel: params.channel ?? '' }
    await readComposer(context, place, request, form)
    await writeMessage(context, place, form)
    // A reaction is given while reading on; words are answered at the end.
    const read =
      form.get('intent') === 'react' ? `?m=${form.get('messageId')}#m-${form.get('messageId')}` : '#composer'
    return redirect(`/c/${place.slug}/room/${place.channel}${read}`, 303)
  })
}

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  data ? [{ title: chat.title(channelNames[data.kind], data.frame.shopName) }] : []

/** Another place of the same channel is fetched by the room itself, which is live already. */
export function shouldRevalidate({
  currentUrl,
  nextUrl,
  defaultShouldRevalidate,
}: ShouldRevalidateFunctionArgs) {
  const moved = currentUrl.search !== nextUrl.search || currentUrl.hash !== nextUrl.hash
  const samePage = currentUrl.pathname === nextUrl.pathname && moved
  return samePage ? false : defaultShouldRevalidate
}

export default function RoomRoute() {
  const data = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [query] = useSearchParams()
  useCaseChanges(useLine(), data.frame.caseId)
  const asked = {
    place: data.asked,
    menu: query.get('m'),
    reply: query.get('reply'),
    edit: query.get('edit'),
    day: query.has('day'),
  }
  const body = answer?.result.initialValue?.body
  const refused = answer ? { code: answer.refusal.code, body: typeof body === 'string' ? body : '' } : null
  return <RoomPage key={data.channelId} data={data} asked={asked} refused={refused} />
}
