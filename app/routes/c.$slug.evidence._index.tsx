import { type HeadersFunction, json, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData, useSearchParams } from '@remix-run/react'
import { LinkButton } from '#app/parts/button.tsx'
import { CasePage } from '#app/parts/case-page.tsx'
import { Empty } from '#app/parts/empty.tsx'
import { fileSize } from '#app/parts/file-size.ts'
import { ClaimNeedsList } from '#app/parts/locker/claim-needs.tsx'
import { GalleryFilter } from '#app/parts/locker/gallery-filter.tsx'
import { GalleryList } from '#app/parts/locker/gallery-list.tsx'
import { Notice } from '#app/parts/notice.tsx'
import { Row, Stack } from '#app/parts/page-shell.tsx'
import { EvidenceWish } from '#app/shapes/evidence.ts'
import { contactsPage } from '#app/text/ko/contact.ts'
import { addPage, galleryPage as words } from '#app/text/ko/evidence.ts'
import { ownExhibit } from '#app/text/ko/exhibit.ts'
import { shell } from '#app/text/ko/shell.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { evidenceNeeds, type Kept, keptForFilings, myGallery } from '#server/domain/evidence.ts'
import { loading } from '#server/web/answer.ts'

export function loader({ params, request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '' }
    const frame = await caseFrame(context.db, viewer, ref)
    const wish = EvidenceWish.parse(Object.fromEntries(new URL(request.url).searchParams))
    const gallery = await myGallery(context.db, viewer, { ...ref, wish }, context)
    const kept = await keptForFilings(context.db, viewer, ref)
    return json({ frame, gallery, kept, ...(await evidenceNeeds(context.db, viewer, ref)) })
  })
}

/** What one keeps is for oneself: no device keeps this page. */
export const headers: HeadersFunction = () => ({ 'Cache-Control': 'private, no-store' })

export const meta: MetaFunction = () => [{ title: `${words.title} · ${shell.name}` }]

export default function Evidence() {
  const { frame, gallery, kept, claims, room } = useLoaderData<typeof loader>()
  const { slug } = frame
  const [query] = useSearchParams()
  const isAsked = [...query.keys()].some((name) => name !== 'page' && name !== 'look')
  return (
    <CasePage frame={frame} title={words.title} lede={words.lead} back={`/c/${slug}/more`} width="wide" live>
      <Stack gap="large">
        <Row>
          <LinkButton kind="primary" icon="up" to={`/c/${slug}/evidence/add`}>
            {words.add}
          </LinkButton>
          <LinkButton to={`/c/${slug}/contacts`} icon="clock">
            {contactsPage.title}
          </LinkButton>
        </Row>
        <ClaimNeedsList claims={claims} />
        {(gallery.total > 0 || isAsked) && <GalleryFilter claims={claims} open={isAsked} />}
        {gallery.total === 0 ? (
          <Empty icon="shield">{isAsked ? words.nothing : words.empty}</Empty>
        ) : (
          <GalleryList slug={slug} gallery={gallery} />
        )}
        {kept.length > 0 && <KeptForFilings kept={kept} />}
        <p className="meta">{addPage.room(fileSize(room.bytes), fileSize(room.bytesMax))}</p>
      </Stack>
    </CasePage>
  )
}

function KeptForFilings({ kept }: { kept: readonly Kept[] }) {
  return (
    <Notice title={ownExhibit.kept}>
      <p>{ownExhibit.keptLead}</p>
      <ul>
        {kept.map(({ evidenceId, title, filings }) => (
          <li key={evidenceId}>{ownExhibit.keptFor(title, filings.join(', '))}</li>
        ))}
      </ul>
    </Notice>
  )
}
