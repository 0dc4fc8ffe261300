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
import { LinkButton } from '#app/parts/button.tsx'
import { Card } from '#app/parts/card.tsx'
import { CasePage, Columns } from '#app/parts/case-page.tsx'
import { Empty } from '#app/parts/empty.tsx'
import { ExportCard } from '#app/parts/export-card.tsx'
import { ExportForm } from '#app/parts/export-form.tsx'
import { Notice } from '#app/parts/notice.tsx'
import { Stack } from '#app/parts/page-shell.tsx'
import { CancelExportForm, ExportOrder } from '#app/shapes/export.ts'
import { exportText } from '#app/text/ko/export.ts'
import { shell } from '#app/text/ko/shell.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { cancelExport, exportsIn, requestExport } from '#server/domain/export.ts'
import { answering, loading, readForm } from '#server/web/answer.ts'
import styles from './exports.module.css'

export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const slug = params.slug ?? ''
    const frame = await caseFrame(context.db, viewer, { slug })
    const exports = await exportsIn(context.db, viewer, { slug })
    return json({ frame, exports, hasPassword: viewer.hasPassword, formId: randomUUID() })
  })
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    const slug = params.slug ?? ''
    if (form.get('intent') === 'cancel') {
      await cancelExport(context.db, await context.viewer(), { slug, ...readForm(form, CancelExportForm) })
      return redirect(`/c/${slug}/host/exports#made`)
    }
    const order = readForm(form, ExportOrder)
    await context.limit('guess')
    const allow = () => context.limit('export')
    await requestExport(context.db, await context.viewer(), { slug, ...order }, { allow })
    return redirect(`/c/${slug}/host/exports#made`)
  })
}

/** Reasons and counts of a case lie on this page: no device keeps it. */
export const headers: HeadersFunction = () => ({ 'Cache-Control': 'private, no-store' })

export const meta: MetaFunction = () => [{ title: `${exportText.title} · ${shell.name}` }]

export default function Exports() {
  const { frame, exports, hasPassword, formId } = useLoaderData<typeof loader>()
  const { slug } = frame
  const progress = useExportProgress(exports)
  return (
    <CasePage
      frame={frame}
      live
      title={exportText.title}
      lede={exportText.lead}
      back={`/c/${slug}/more`}
      width="wide"
    >
      <Columns>
        <Stack>
          <Card title={exportText.inside.title}>
            <ul className={styles.points}>
              {exportText.inside.points.map((point) => (
                <li key={point}>{point}</li>
              ))}
            </ul>
            <p className="meta">{exportText.promise}</p>
          </Card>
          {hasPassword ? (
            <ExportForm key={exports[0]?.id ?? 'first'} id={formId} />
          ) : (
            <AccountNeeded slug={slug} />
          )}
        </Stack>
        <section aria-labelledby="made">
          <Stack>
            <h2 id="made">{exportText.past.title}</h2>
            {exports.length === 0 && <Empty icon="download">{exportText.past.empty}</Empty>}
            {exports.map((each) => (
              <ExportCard
                key={each.id}
                href={`/c/${slug}/host/exports/${each.id}/file`}
                of={{ ...each, ...progress.get(each.id) }}
              />
            ))}
          </Stack>
        </section>
      </Columns>
    </CasePage>
  )
}

function AccountNeeded({ slug }: { slug: string }) {
  const next = encodeURIComponent(`/c/${slug}/host/exports`)
  return (
    <Card title={exportText.form.title}>
      <Notice kind="info">{exportText.noAccount}</Notice>
      <LinkButton kind="primary" to={`/signup?next=${next}`} wide>
        {exportText.makeAccount}
      </LinkButton>
    </Card>
  )
}
