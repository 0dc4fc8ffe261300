import { type HeadersFunction, json, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { CasePage } from '#app/parts/case-page.tsx'
import { MaskEditor } from '#app/parts/masking/mask-editor.tsx'
import { Notice } from '#app/parts/notice.tsx'
import { maskPage as words } from '#app/text/ko/masking.ts'
import { shell } from '#app/text/ko/shell.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { maskingFor } from '#server/domain/evidence.ts'
import { loading } from '#server/web/answer.ts'

export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '', fileId: params.fileId ?? '' }
    const frame = await caseFrame(context.db, viewer, ref)
    return json({ frame, fileId: ref.fileId, masking: await maskingFor(context.db, viewer, ref) })
  })
}

/** What one keeps is for oneself: no device keeps this page. */
export const headers: HeadersFunction = () => ({ 'Cache-Control': 'private, no-store' })

export const meta: MetaFunction = () => [{ title: `${words.title} · ${shell.name}` }]

export default function Mask() {
  const { frame, fileId, masking } = useLoaderData<typeof loader>()
  const { evidenceId, width, height, covers, inRoom } = masking
  const { slug, me } = frame
  return (
    <CasePage frame={frame} title={words.title} lede={words.lead} back={`/c/${slug}/evidence/${evidenceId}`}>
      <noscript>
        <Notice kind="warn">{words.needsScript}</Notice>
      </noscript>
      <div className="needs-script">
        <MaskEditor
          slug={slug}
          memberId={me.id}
          fileId={fileId}
          evidenceId={evidenceId}
          picture={{ width, height }}
          covers={covers}
          inRoom={inRoom}
        />
      </div>
    </CasePage>
  )
}
