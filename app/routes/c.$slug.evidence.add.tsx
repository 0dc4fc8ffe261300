import {
  type ActionFunctionArgs,
  type HeadersFunction,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { CasePage } from '#app/parts/case-page.tsx'
import { fileSize } from '#app/parts/file-size.ts'
import { AddFiles } from '#app/parts/locker/add-files.tsx'
import { Id } from '#app/shapes/id.ts'
import { addPage as words } from '#app/text/ko/evidence.ts'
import { shell } from '#app/text/ko/shell.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { evidenceNeeds } from '#server/domain/evidence.ts'
import { answering, loading } from '#server/web/answer.ts'
import { takeEvidenceFile } from '#server/web/evidence-door.ts'
import { bringsFiles } from '#server/web/upload.ts'

/** `?to=` names the piece of evidence that the files are for; without it a new one begins. */
export function loader({ params, request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const frame = await caseFrame(context.db, viewer, { slug: params.slug ?? '' })
    const { room } = await evidenceNeeds(context.db, viewer, { slug: frame.slug })
    const to = Id.safeParse(new URL(request.url).searchParams.get('to'))
    return json({ frame, room, to: to.success ? to.data : '' })
  })
}

/** The form without scripts: one file. */
export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = bringsFiles(request) ? new FormData() : await request.formData()
  return answering(form, async () => {
    const slug = params.slug ?? ''
    const { evidenceId } = await takeEvidenceFile(request, context, { slug, form })
    return redirect(`/c/${slug}/evidence/${evidenceId}`, 303)
  })
}

export const headers: HeadersFunction = () => ({ 'Cache-Control': 'private, no-store' })

export const meta: MetaFunction = () => [{ title: `${words.title} · ${shell.name}` }]

export default function AddFilesPage() {
  const { frame, to, room } = useLoaderData<typeof loader>()
  const { slug, me } = frame
  return (
    <CasePage frame={frame} title={words.title} lede={words.lead} back={`/c/${slug}/evidence`} live>
      <AddFiles slug={slug} memberId={me.id} to={to} />
      <p className="meta">{words.room(fileSize(room.bytes), fileSize(room.bytesMax))}</p>
    </CasePage>
  )
}
