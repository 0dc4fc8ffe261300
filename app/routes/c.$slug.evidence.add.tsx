import {
  type ActionFunctionArgs,
  type HeadersFunction,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useLoaderData, useNavigation } from '@remix-run/react'
import { Button } from '#app/parts/button.tsx'
import { CasePage } from '#app/parts/case-page.tsx'
import { Field } from '#app/parts/field.tsx'
import { useFormAnswer } from '#app/parts/form-answer.ts'
import { Stack } from '#app/parts/page-shell.tsx'
import { RefusedNotice } from '#app/parts/refused-notice.tsx'
import { TextInput } from '#app/parts/text-input.tsx'
import { EVIDENCE_FILE_FIELD } from '#app/shapes/evidence.ts'
import { addPage as words } from '#app/text/ko/evidence.ts'
import { shell } from '#app/text/ko/shell.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { answering, loading } from '#server/web/answer.ts'
import { takeEvidenceFile } from '#server/web/evidence-door.ts'
import { bringsFiles } from '#server/web/upload.ts'

/** `?to=` names the piece of evidence that the files are for; without it a new one begins. */
export function loader({ params, request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const frame = await caseFrame(context.db, viewer, { slug: params.slug ?? '' })
    return json({ frame, to: new URL(request.url).searchParams.get('to') ?? '' })
  })
}

/** The form without scripts: one file. */
export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = bringsFiles(request) ? new FormData() : await request.formData()
  return answering(form, async () => {
    const slug = params.slug ?? ''
    await takeEvidenceFile(request, context, { slug, form })
    return redirect(`/c/${slug}/evidence`, 303)
  })
}

export const headers: HeadersFunction = () => ({ 'Cache-Control': 'private, no-store' })

export const meta: MetaFunction = () => [{ title: `${words.title} · ${shell.name}` }]

const labels = { [EVIDENCE_FILE_FIELD]: words.file }

export default function AddFiles() {
  const { frame, to } = useLoaderData<typeof loader>()
  const answer = useFormAnswer(labels)
  const busy = useNavigation().formMethod === 'POST'
  return (
    <CasePage frame={frame} title={words.title} lede={words.lead} back={`/c/${frame.slug}/evidence`}>
      <form method="post" encType="multipart/form-data">
        <input type="hidden" name="evidenceId" value={to} />
        <Stack gap="large">
          <RefusedNotice answer={answer} />
          <Field
            of={EVIDENCE_FILE_FIELD}
            label={words.file}
            hint={words.fileHint}
            error={answer.error(EVIDENCE_FILE_FIELD)}
          >
            <TextInput name={EVIDENCE_FILE_FIELD} type="file" required />
          </Field>
          <Button type="submit" kind="primary" icon="up" wide busy={busy}>
            {words.send}
          </Button>
        </Stack>
      </form>
    </CasePage>
  )
}
