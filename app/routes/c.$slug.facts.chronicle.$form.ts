import type { LoaderFunctionArgs } from '@remix-run/node'
import { chronicleWords } from '#app/text/ko/chronicle.ts'
import { type ChronicleForm, chronicleFile } from '#server/domain/chronicle.ts'
import { notFound } from '#server/domain/refusal.ts'
import { loading } from '#server/web/answer.ts'
import { attachmentHeaders } from '#server/web/attachment.ts'

const types: Record<ChronicleForm, string> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
}

/** The case chronicle: `…/facts/chronicle/pdf` or `docx`; `?all` with claims nobody has judged. */
export function loader({ params, request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const form = params.form
    if (form !== 'pdf' && form !== 'docx') throw notFound()
    const viewer = await context.viewer()
    await context.limit('letter')
    const all = new URL(request.url).searchParams.has('all')
    const { bytes, shopName } = await chronicleFile(context.db, viewer, {
      ...{ slug: params.slug ?? '', form, all },
    })
    const name = `${chronicleWords.file(shopName)}.${form}`
    const headers = attachmentHeaders({ name, type: types[form], bytes: bytes.length })
    return new Response(new Uint8Array(bytes), { headers })
  })
}
