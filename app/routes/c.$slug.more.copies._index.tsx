import { randomUUID } from 'node:crypto'
import {
  type ActionFunctionArgs,
  type HeadersFunction,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useExportProgress } from '#app/live/use-export-progress.ts'
import { CasePage, Columns } from '#app/parts/case-page.tsx'
import { OwnCopyForm, TalkCopyForm } from '#app/parts/copy-forms.tsx'
import { Empty } from '#app/parts/empty.tsx'
import { ExportCard } from '#app/parts/export-card.tsx'
import { Stack } from '#app/parts/page-shell.tsx'
import { CancelExportForm, OwnOrder, TalkOrder } from '#app/shapes/export.ts'
import { shell } from '#app/text/ko/shell.ts'
import { copiesText } from '#app/text/ko/talk-export.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { cancelExport, myExports, requestOwnData, requestTalk } from '#server/domain/export.ts'
import { answering, loading, readForm } from '#server/web/answer.ts'

export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const slug = params.slug ?? ''
    const frame = await caseFrame(context.db, viewer, { slug })
    const exports = await myExports(context.db, viewer, { slug })
    return json({ frame, exports, formIds: [randomUUID(), randomUUID()] as const })
  })
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    const slug = params.slug ?? ''
    const viewer = await context.viewer()
    if (form.get('intent') === 'cancel') {
      await cancelExport(context.db, viewer, { slug, ...readForm(form, CancelExportForm) })
      return redirect(`/c/${slug}/more/copies#made`)
    }
    await context.limit('export')
    if (form.get('intent') === 'own') {
      await requestOwnData(context.db, viewer, { slug, ...readForm(form, OwnOrder) })
    } else await requestTalk(context.db, viewer, { slug, ...readForm(form, TalkOrder) })
    return redirect(`/c/${slug}/more/copies#made`)
  })
}

/** What one takes along is nobody else's business: no device keeps this page. */
export const headers: HeadersFunction = () => ({ 'Cache-Control': 'private, no-store' })

export const meta: MetaFunction = () => [{ title: `${copiesText.title} · ${shell.name}` }]

export default function Copies() {
  const { frame, exports, formIds } = useLoaderData<typeof loader>()
  const { slug } = frame
  const progress = useExportProgress(exports)
  const latest = exports[0]?.id ?? 'first'
  return (
    <CasePage
      frame={frame}
      title={copiesText.title}
      lede={copiesText.lead}
      back={`/c/${slug}/more`}
      width="wide"
    >
      <Columns>
        <Stack>
          <TalkCopyForm
            key={`talk ${latest}`}
            id={formIds[0]}
            channels={frame.channels.map(({ kind }) => kind)}
          />
          <OwnCopyForm key={`own ${latest}`} id={formIds[1]} />
        </Stack>
        <section aria-labelledby="made">
          <Stack>
            <h2 id="made">{copiesText.past.title}</h2>
            {exports.length === 0 && <Empty icon="download">{copiesText.past.empty}</Empty>}
            {exports.map((each) => (
              <ExportCard
                key={each.id}
                href={`/c/${slug}/more/copies/${each.id}/file`}
                of={{ ...each, ...progress.get(each.id) }}
              />
            ))}
          </Stack>
        </section>
      </Columns>
    </CasePage>
  )
}
