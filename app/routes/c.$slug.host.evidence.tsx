import { type HeadersFunction, json, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData, useSearchParams } from '@remix-run/react'
import { CasePage } from '#app/parts/case-page.tsx'
import { Empty } from '#app/parts/empty.tsx'
import { GalleryFilter } from '#app/parts/locker/gallery-filter.tsx'
import { GalleryList } from '#app/parts/locker/gallery-list.tsx'
import { Stack } from '#app/parts/page-shell.tsx'
import { EvidenceWish } from '#app/shapes/evidence.ts'
import { galleryPage, casePage as words } from '#app/text/ko/evidence.ts'
import { shell } from '#app/text/ko/shell.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { caseGallery } from '#server/domain/evidence.ts'
import { loading } from '#server/web/answer.ts'

/** What everybody keeps, by kind, title and count; what is inside is one reason away. */
export function loader({ params, request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '' }
    const frame = await caseFrame(context.db, viewer, ref)
    const wish = EvidenceWish.parse(Object.fromEntries(new URL(request.url).searchParams))
    return json({ frame, gallery: await caseGallery(context.db, viewer, { ...ref, wish }) })
  })
}

export const headers: HeadersFunction = () => ({ 'Cache-Control': 'private, no-store' })

export const meta: MetaFunction = () => [{ title: `${words.title} · ${shell.name}` }]

export default function CaseEvidence() {
  const { frame, gallery } = useLoaderData<typeof loader>()
  const [query] = useSearchParams()
  const isAsked = [...query.keys()].some((name) => name !== 'page' && name !== 'look')
  return (
    <CasePage frame={frame} title={words.title} lede={words.lead} back={`/c/${frame.slug}/more`} width="wide">
      <Stack gap="large">
        {(gallery.total > 0 || isAsked) && <GalleryFilter claims={[]} open={isAsked} people />}
        {gallery.total === 0 ? (
          <Empty icon="shield">{isAsked ? galleryPage.nothing : words.empty}</Empty>
        ) : (
          <GalleryList slug={frame.slug} gallery={gallery} named />
        )}
      </Stack>
    </CasePage>
  )
}
