import type { LoaderFunctionArgs } from '@remix-run/node'
import { seoulDate } from '#app/shapes/civil-date.ts'
import { posterText } from '#app/text/ko/poster.ts'
import { publicCase } from '#server/domain/case.ts'
import { posterPdf } from '#server/exports/poster-pdf.ts'
import { loading } from '#server/web/answer.ts'
import { attachmentHeaders } from '#server/web/attachment.ts'

/** A poster that leads to the public page, for everybody: it says nothing that is not there. */
export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    await context.limit('receipt')
    const { slug, shopName } = await publicCase(context.db, params.slug ?? '')
    const address = `${context.origin}/c/${slug}`
    const pdf = await posterPdf({ shopName, address, madeOn: seoulDate(Date.now()) })
    const name = `${posterText.file(shopName)}.pdf`
    const headers = attachmentHeaders({ name, type: 'application/pdf', bytes: pdf.length })
    return new Response(new Uint8Array(pdf), { headers })
  })
}
