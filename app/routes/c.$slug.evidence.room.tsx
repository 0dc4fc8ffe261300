import { type HeadersFunction, json, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { CasePage } from '#app/parts/case-page.tsx'
import { Empty } from '#app/parts/empty.tsx'
import { RoomPictureList } from '#app/parts/locker/room-picture-list.tsx'
import { EvidenceWish } from '#app/shapes/evidence.ts'
import { roomPictures as words } from '#app/text/ko/masking.ts'
import { shell } from '#app/text/ko/shell.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { picturesInRoom } from '#server/domain/evidence.ts'
import { loading } from '#server/web/answer.ts'

/** Masked copies the members show each other. */
export function loader({ params, request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '' }
    const frame = await caseFrame(context.db, viewer, ref)
    const { page } = EvidenceWish.parse(Object.fromEntries(new URL(request.url).searchParams))
    return json({ frame, pictures: await picturesInRoom(context.db, viewer, { ...ref, page }) })
  })
}

/** What somebody shows today they may take back tomorrow: no device keeps this page. */
export const headers: HeadersFunction = () => ({ 'Cache-Control': 'private, no-store' })

export const meta: MetaFunction = () => [{ title: `${words.title} · ${shell.name}` }]

export default function RoomEvidence() {
  const { frame, pictures } = useLoaderData<typeof loader>()
  const { slug } = frame
  return (
    <CasePage frame={frame} title={words.title} lede={words.lead} back={`/c/${slug}/more`} width="wide" live>
      {pictures.total === 0 ? (
        <Empty icon="picture">{words.empty}</Empty>
      ) : (
        <RoomPictureList slug={slug} pictures={pictures} />
      )}
    </CasePage>
  )
}
